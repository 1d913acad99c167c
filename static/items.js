// Items on the tablet that depend on a number, and samples listed one by one: what is shown, added, deleted and counted; it keeps nothing itself.
"use strict";
window.kt1 = window.kt1 ?? {};
(() => {
  const THOUSANDS = /^-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?$/;
  const PLAIN = /^-?[0-9]+([.,][0-9]+)?$/;
  const [LARGEST, PLACES] = [1_000_000_000n, 40];

  // ---- Numbers, as officials write them: 24,1 or 1.234,5 or 24.1

  // The number as one whole number of so many places behind the comma, so that it is compared exactly; null for none.
  function parse(text) {
    const typed = (text ?? "").trim();
    const plain = THOUSANDS.test(typed) ? typed.replaceAll(".", "").replace(",", ".") : typed.replace(",", ".");
    if (!THOUSANDS.test(typed) && !PLAIN.test(typed)) return null;
    const [whole, decimals = ""] = plain.replace("-", "").split(".");
    const number = BigInt(whole + decimals.slice(0, PLACES).padEnd(PLACES, "0"));
    return plain.startsWith("-") ? -number : number;
  }

  function above(number, limit) {
    const [one, other] = [parse(number), parse(limit)];
    return one !== null && other !== null && one > other;
  }

  // ---- Which items are shown

  // The codes whose conditions hold, through chains. items: [{code, on, above}], on empty where there is no condition; numbers:
  // code → text. A condition on an item that is not among these hides nothing.
  function shown(items, numbers) {
    const conditions = new Map(items.map((item) => [item.code, item]));
    const holds = (code, passed) => {
      const item = conditions.get(code);
      if (!item?.on || passed.has(code)) return true;
      if (!conditions.has(item.on)) return holds(item.on, passed.add(code));
      return above(numbers[item.on], item.above) && holds(item.on, passed.add(code));
    };
    return items.map((item) => item.code).filter((code) => holds(code, new Set()));
  }

  const place = document.getElementById("conditions");
  const controllers = JSON.parse(place?.dataset.numbers ?? "{}");
  const links = JSON.parse(place?.dataset.links ?? "[]").map(([code, on, limit]) => ({ code, on, above: limit }));

  // What was typed here counts as soon as it is kept; what the server would refuse leaves the number before it.
  function take({ item, part, inputs = {} }) {
    const found = Object.values(controllers).find((one) => one.item === item && one.part === part);
    const typed = inputs[part] ?? "", number = parse(typed);
    const kept = number !== null && number >= 0n && number <= LARGEST * 10n ** BigInt(PLACES);
    if (found && (!typed.trim() || kept)) found.number = typed;
    return Boolean(found);
  }

  function decide() {
    const known = new Set(links.map((one) => one.code));
    const free = Object.keys(controllers).filter((code) => !known.has(code)).map((code) => ({ code, on: "" }));
    const numbers = Object.fromEntries(Object.entries(controllers).map(([code, one]) => [code, one.number]));
    const codes = new Set(shown([...links, ...free], numbers));
    for (const article of document.querySelectorAll("article[data-only-if]")) article.hidden = !codes.has(article.dataset.code);
  }

  // ---- Samples listed one by one

  function boxes(entry) {
    return [...entry.querySelectorAll("[data-name]")];
  }

  function read(entry) {
    const found = {};
    for (const box of boxes(entry)) if (box.type !== "radio" || box.checked) found[box.dataset.name] = box.value;
    return found;
  }

  function write(entry, values) {
    for (const box of boxes(entry)) {
      if (box.type === "radio") box.checked = box.value === values[box.dataset.name];
      else box.value = values[box.dataset.name] ?? "";
    }
  }

  function filled(values) {
    return Object.values(values).some((value) => value.trim());
  }

  // The same for a person and for whoever keeps what is typed.
  function tell(entry) {
    entry.querySelector(".entry-name").dispatchEvent(new Event("change", { bubbles: true }));
  }

  function fresh(selector) {
    return document.getElementById("entry-template").content.querySelector(selector).cloneNode(true);
  }

  function make(list, key) {
    const entry = fresh(".entry"), noun = list.dataset.one, code = list.closest(".item").querySelector(".item-code strong").textContent;
    entry.dataset.repeat = key;
    for (const box of boxes(entry)) box.name = `${box.dataset.name}.${key}`;
    entry.querySelector(".entry-delete").value = key;
    for (const one of entry.querySelectorAll("[aria-label], [placeholder]")) {
      for (const name of ["aria-label", "placeholder"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace("mục", noun).trim());
      }
    }
    entry.querySelector("legend").textContent = `${noun}, ${code}`;
    list.querySelector("button[hidden]").before(entry);
    return entry;
  }

  function add(list) {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    const entry = make(list, Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
    count(list);
    entry.querySelector(".entry-name").focus();
  }

  function remove(entry) {
    const list = entry.closest(".entries"), values = read(entry), next = entry.nextElementSibling;
    forget(list);
    if (filled(values)) {
      write(entry, {});
      tell(entry);
    }
    entry.remove();
    if (filled(values)) offerBack(list, entry, values, next);
    else list.querySelector(".entry-add").focus();
    count(list);
  }

  // Until the next change what was deleted can be taken back.
  function offerBack(list, entry, values, next) {
    const offer = fresh(".entries-undo");
    offer.querySelector("span").textContent = `Đã xóa ${list.dataset.one} “${values["entry-name"] || "chưa ghi tên"}”.`;
    offer.querySelector("button").addEventListener("click", () => {
      forget(list);
      list.insertBefore(entry, next?.isConnected ? next : list.querySelector("button[hidden]"));
      write(entry, values);
      tell(entry);
      count(list);
      entry.querySelector(".entry-name").focus();
    });
    list.querySelector(".entry-add").after(offer);
    offer.querySelector("button").focus();
  }

  function forget(list) {
    list.querySelector(".entries-undo")?.remove();
  }

  // As soon as one is listed the counts follow from the list, and nobody types them.
  function count(list) {
    const found = [...list.querySelectorAll(".entry")], values = found.map(read).filter(filled), part = list.parentElement;
    const of = (result) => values.filter((one) => one["entry-result"] === result).length;
    const open = values.length - of("pass") - of("fail") - of("excluded");
    const words = [`Đã xem ${values.length} ${list.dataset.one}`, `đạt ${of("pass")}`, `chưa đạt ${of("fail")}`];
    if (of("excluded")) words.push(`loại trừ ${of("excluded")}`);
    if (open) words.push(`chưa có kết quả ${open}`);
    const told = list.querySelector(".entries-counted"), counts = part.querySelector(".counts");
    told.textContent = words.join("; ") + (list.dataset.hint ? ` (${list.dataset.hint})` : "");
    told.hidden = !found.length;
    counts.hidden = counts.disabled = Boolean(found.length);
    list.querySelector(".entry-add").firstChild.data = `${found.length ? "Thêm" : "Ghi từng"} ${list.dataset.one}`;
  }

  // What this device kept is about to be painted over the page: an entry that the page does not hold yet, or no longer.
  function prepare({ item, repeat, inputs }) {
    const list = document.querySelector(`form.side[data-item="${CSS.escape(item)}"] .entries`);
    const entry = list?.querySelector(`.entry[data-repeat="${CSS.escape(repeat)}"]`);
    if (!list) return;
    if (!entry && filled(inputs)) make(list, repeat);
    if (entry && !filled(inputs) && !entry.contains(document.activeElement)) entry.remove();
  }

  function countAll() {
    for (const list of document.querySelectorAll(".entries")) count(list);
  }

  function clicked(event) {
    const button = event.target.closest?.(".entry-add, .entry-delete");
    if (!button) return;
    event.preventDefault();
    if (button.matches(".entry-add")) add(button.closest(".entries"));
    else remove(button.closest(".entry"));
  }

  function typed(event) {
    const list = event.target.closest?.(".entries");
    if (list) count(list);
  }

  // ---- When

  async function start() {
    const outbox = window.kt1.outbox;
    if (!outbox || !place) return;
    const made = Date.parse(document.querySelector('meta[name="made-at"]').content);
    const kept = outbox.mine(await outbox.change(["kept"], ({ kept: rows }) => rows.all()));
    const { operations } = await outbox.waiting();
    for (const row of [...kept.filter((one) => Date.parse(one.acknowledged_at) >= made), ...operations]) take(row);
    decide();
  }

  if (window.kt1.outbox) {
    document.addEventListener("click", clicked);
    for (const name of ["change", "input"]) document.addEventListener(name, typed);
  }
  document.addEventListener("kt1:entry", ({ detail }) => prepare(detail));
  document.addEventListener("kt1:painted", countAll);
  document.addEventListener("kt1:kept", ({ detail: row }) => {
    if (row.elsewhere && row.part === "entry") countAll();
    for (const list of document.querySelectorAll(".entries:has(.entries-undo)")) {
      const form = list.closest("form.side");
      if (row.item !== form.dataset.item || row.part !== "entry" || filled(row.inputs)) forget(list);
    }
    if (take(row)) decide();
  });
  if (place) start();
  window.kt1.items = { shown, parse };
})();
