// A visit's checklist on a tablet: what is typed becomes operations, what waits is painted over the page, each item says how it is kept; it sends nothing.
"use strict";
(() => {
  const outbox = window.kt1?.outbox;
  if (!outbox) return;
  const PAGE = document.currentScript.dataset;
  const PAUSE = 250;
  const HALVES = `kt1-half-${outbox.user}`; // of this person, a key for each page
  const HALF = `${HALVES}-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  const WAITS = "Chờ gửi, đã giữ trên máy này";
  const WAITS_UNKEPT = "Chờ gửi, không giữ được trên máy này";
  const known = new Map(); // slot → the inputs as they were kept last
  const pending = new Map(); // slot → the timer of what is being typed
  const unkept = new Map(); // slot → what the database has not confirmed yet
  const stored = new WeakMap(); // form → its <output> as the server made it last

  function formOf(ref) {
    return document.querySelector(`form.side[data-item="${CSS.escape(ref)}"]`);
  }

  function placeOf(input) {
    const { part, repeat = "" } = input.closest("[data-part]")?.dataset ?? {};
    return { part, repeat };
  }

  function inputsOf(form, { part, repeat }) {
    return [...form.elements].filter((one) => {
      const place = one.name && one.type !== "submit" && !one.name.startsWith("bases.") && placeOf(one);
      return place && place.part === part && place.repeat === repeat;
    });
  }

  function nameOf(input) {
    return input.dataset.name ?? input.name;
  }

  function chosen(input) {
    return !["radio", "checkbox"].includes(input.type) || input.checked;
  }

  function read(inputs) {
    const values = Object.fromEntries(inputs.map((input) => [nameOf(input), ""]));
    for (const input of inputs.filter(chosen)) values[nameOf(input)] = input.value;
    return values;
  }

  function slotOf(item, { part, repeat }) {
    return [item, part, repeat].join(" ");
  }

  function baseName({ part, repeat }) {
    return ["bases", part, repeat].filter(Boolean).join(".");
  }

  // ---- What is typed

  // What a person would call the change, on the page of unsent work: the words of the choice, or what was typed.
  function wordsOf(inputs) {
    const words = inputs.filter(chosen).map((input) => (input.type === "radio" ? input.labels[0].innerText : input.value).trim());
    return words.filter(Boolean).join("; ");
  }

  function headOf(article) {
    return { visit: PAGE.visit, observer: PAGE.observer, title: PAGE.place, code: article.querySelector(".item-code strong").innerText };
  }

  function changeOf(form, place, typing = false) {
    const inputs = inputsOf(form, place), text = typing || inputs.every((input) => input.type !== "radio");
    const bases = form.elements[baseName(place)]?.value.split(",").filter(Boolean);
    const head = headOf(form.closest(".item"));
    return { ...head, item: form.dataset.item, ...place, inputs: read(inputs), bases, text, words: wordsOf(inputs) };
  }

  function keep(form, place, typing = false) {
    const change = changeOf(form, place, typing), slot = slotOf(form.dataset.item, place), values = JSON.stringify(change.inputs);
    clearTimeout(pending.get(slot)?.timer);
    pending.delete(slot);
    if (known.get(slot) === values) return typing || outbox.send();
    known.set(slot, values);
    say(form.querySelector("output.saved"), "waiting", "Đang ghi…");
    unkept.set(slot, change);
    return outbox.add(change, typing).then(() => {
      if (unkept.get(slot) === change) unkept.delete(slot);
      if (!unkept.size) localStorage.removeItem(HALF);
    });
  }

  function typed(event) {
    const { target } = event, form = target.closest?.("form.side"), place = form && placeOf(target);
    if (!place?.part) return;
    const slot = slotOf(form.dataset.item, place);
    if (event.type === "change" || !chosen(target)) return void keep(form, place);
    clearTimeout(pending.get(slot)?.timer);
    pending.set(slot, { form, place, timer: setTimeout(keep, PAUSE, form, place, true) });
  }

  // The page may be gone before the database has answered: what a browser keeps at once is taken over by the next page.
  function keepWhatIsTyped() {
    for (const { form, place } of [...pending.values()]) keep(form, place, true);
    if (unkept.size) localStorage.setItem(HALF, JSON.stringify([...unkept.values()]));
  }

  async function takeOver() {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(HALVES))) {
      const half = localStorage.getItem(key) ?? "[]";
      for (const change of JSON.parse(half)) await outbox.add(change, true);
      if (localStorage.getItem(key) === half) localStorage.removeItem(key);
    }
  }

  // Enter in a box, or the reason for which a hint at a secret is set aside.
  async function submitted(event) {
    const form = event.target, reason = form.querySelector("[name=overrule]");
    if (form.matches(".item-finding")) return noteFinding(event);
    if (!form.matches("form.side")) return;
    event.preventDefault();
    keepWhatIsTyped();
    if (!reason?.value.trim()) return void reason?.focus();
    const { operations } = await outbox.waiting();
    for (const row of operations.filter((one) => one.item === form.dataset.item && one.hint)) {
      await outbox.amend(row.op_id, { overrule: reason.value.trim(), sentence: "", hint: false });
    }
  }

  // Without the server, or before it knows of the failure, a finding waits like everything else.
  function noteFinding(event) {
    const article = event.target.closest(".item");
    if (navigator.onLine && !outbox.state.failing && !outbox.state.blocked && !article.querySelector(".saved-waiting")) return;
    event.preventDefault();
    const item = article.id.replace("item-", "");
    outbox.add({ ...headOf(article), item, part: "finding", inputs: { finding: "1" }, words: "" });
  }

  // ---- What the page shows

  function say(output, look, words) {
    if (!output) return;
    output.className = `saved saved-${look}`;
    const sign = Object.assign(document.createElement("span"), { textContent: { saved: "✓", wrong: "✕" }[look] ?? "●", ariaHidden: "true" });
    output.querySelector(".saved-text").replaceChildren(sign, ` ${words}`);
  }

  // An item that is answered here is unchecked no longer, whatever the server's last words were.
  function restate(output, rows) {
    const row = rows.findLast((one) => one.part === "result");
    if (row?.inputs.result && output.dataset.state === "unchecked") output.querySelector(".chip").remove();
    if (row) output.dataset.state = row.inputs.result ? "" : "unchecked";
  }

  // What was acknowledged to this device and the page does not say yet; two different results stay for a person to look at.
  function sayKept(output, row) {
    setBase(output, row);
    if (output.dataset.state === "conflict") return;
    restate(output, [row]);
    say(output, "saved", "Đã lưu trên máy chủ");
  }

  // How an item is kept: as the server said last, unless something of it waits here or was refused.
  function show(form, rows) {
    const output = stored.get(form).cloneNode(true), old = form.querySelector("output.saved");
    const refused = rows.find((row) => row.sentence);
    restate(output, rows);
    if (refused) {
      say(output, "wrong", refused.sentence);
      output.role = "alert";
      if (refused.hint) output.append(document.getElementById("overrule-box").content.cloneNode(true));
    } else if (rows.length) say(output, "waiting", rows.every((row) => outbox.keeps("operations", row.op_id)) ? WAITS : WAITS_UNKEPT);
    if (old.isEqualNode(output)) return;
    old.replaceWith(output);
    window.htmx.process(output);
  }

  function showFinding(row) {
    const place = document.querySelector(`#item-${CSS.escape(row.item)} .item-finding`);
    if (!place) return;
    const words = row.sentence || (row.acknowledged ? "✓ Đã ghi nhận" : "● Đã ghi nhận, chờ gửi");
    const told = Object.assign(document.createElement("p"), { className: "item-finding chip chip-warning", textContent: words, role: "status" });
    place.replaceWith(told);
  }

  function paint(row) {
    const form = formOf(row.item);
    if (row.part === "finding") showFinding(row);
    if (!form || row.part === "finding") return;
    if (row.part === "entry") document.dispatchEvent(new CustomEvent("kt1:entry", { detail: row }));
    const inputs = inputsOf(form, row);
    if (row.elsewhere && inputs.includes(document.activeElement)) return;
    for (const input of inputs) {
      const value = row.inputs[nameOf(input)] ?? "";
      if (["radio", "checkbox"].includes(input.type)) input.checked = value !== "" && input.value === value;
      else if (input.value !== value) input.value = value;
    }
    known.set(slotOf(row.item, row), JSON.stringify(read(inputs)));
    const note = form.querySelector("details.note");
    if (note && (row.inputs.note || ["fail", "not_produced"].includes(row.inputs.result))) note.open = true;
  }

  // A new base for what this device sent itself; what a colleague wrote meanwhile has not been seen here.
  function setBase(output, row) {
    const name = baseName(row), found = output.querySelector(`[name="${name}"]`);
    const base = found ?? Object.assign(document.createElement("input"), { type: "hidden", name });
    base.value = row.op_id;
    output.append(base);
  }

  async function showItem(ref) {
    const form = formOf(ref);
    if (stored.has(form)) show(form, (await outbox.waiting()).operations.filter((row) => row.item === ref && row.part !== "finding"));
  }

  // Forms that have just come, with the page or with a swap: what this device has and they do not is painted over them.
  async function adopt() {
    const fresh = [...document.querySelectorAll("form.side")].filter((form) => !stored.has(form));
    for (const form of fresh) {
      stored.set(form, form.querySelector("output.saved").cloneNode(true));
      for (const one of form.querySelectorAll("[data-part]")) {
        const place = placeOf(one);
        known.set(slotOf(form.dataset.item, place), JSON.stringify(read(inputsOf(form, place))));
      }
    }
    const [{ operations, photos }, kept] = [await outbox.waiting(), await keptLater()];
    for (const row of kept.filter((one) => one.part !== "finding" && fresh.includes(formOf(one.item)))) sayKept(stored.get(formOf(row.item)), row);
    for (const row of [...kept, ...operations]) if (!formOf(row.item) || fresh.includes(formOf(row.item))) paint(row);
    for (const form of fresh) show(form, operations.filter((row) => row.item === form.dataset.item && row.part !== "finding"));
    document.dispatchEvent(new CustomEvent("kt1:painted"));
    if (photos.some((one) => one.visit === PAGE.visit)) outbox.load("photos").then((found) => found.show()).catch(() => {});
  }

  // What the server has acknowledged and this page does not show: its bases say so, and where it has none its time. A page that
  // was taken along may be days old; another may have been made while its answer was on the way.
  async function keptLater() {
    const made = Date.parse(document.querySelector('meta[name="made-at"]').content);
    const rows = outbox.mine(await outbox.change(["kept"], ({ kept }) => kept.all()));
    return rows.filter((row) => {
      const bases = formOf(row.item)?.elements[baseName(row)]?.value.split(",").filter(Boolean);
      return row.visit === PAGE.visit && (bases ? outbox.isBehind(bases, row) : Date.parse(row.acknowledged_at) >= made);
    });
  }

  // ---- What the server answers

  // An answer that comes before the page is painted waits for that, or nobody would say what it says.
  async function acknowledged({ detail: { results, items, visits, operations } }) {
    await painted;
    const done = new Set(results.filter((one) => outbox.isAccepted(one.state)).map((one) => one.op_id));
    for (const row of operations) {
      const form = formOf(row.item), { html } = items[row.item] ?? {};
      if (row.part === "finding" && done.has(row.op_id)) showFinding({ ...row, acknowledged: true });
      if (!form || !html || row.part === "finding") continue;
      const output = document.createRange().createContextualFragment(html).firstElementChild;
      output.querySelectorAll('[name^="bases."]').forEach((one) => one.remove());
      output.append(...[...stored.get(form).querySelectorAll('[name^="bases."]')]);
      if (done.has(row.op_id)) setBase(output, row);
      stored.set(form, output);
    }
    for (const ref of new Set(operations.map((row) => row.item))) await showItem(ref);
    if (visits[PAGE.visit]) moveBar(visits[PAGE.visit]);
  }

  function moveBar({ done, total, sections }) {
    const bar = document.getElementById("bar");
    if (!bar) return;
    const progress = bar.querySelector("progress");
    Object.assign(progress, { max: total, value: done, ariaLabel: `Đã kiểm tra ${done} trên ${total} nội dung` });
    bar.querySelector("strong.figures").textContent = `${done}/${total}`;
    const ended = Object.entries(sections).filter(([code, [count, of]]) => {
      const link = document.getElementById(`bar-section-${code}`);
      if (link) link.querySelector(".figures").firstChild.data = `${count}/${of}`;
      return link && (count === of) !== Boolean(link.querySelector("strong span"));
    });
    if (ended.length || !moveNext()) window.htmx.trigger(document.body, "answered");
  }

  // The way to the next open item, when it led to one of this page that is open no longer; false: the server knows the next.
  function moveNext() {
    const next = document.getElementById("bar-next"), there = next?.hash && document.querySelector(next.hash);
    if (!there || there.querySelector('output[data-state="unchecked"], .settle')) return true;
    const open = [...document.querySelectorAll(".item:not([hidden])")].find((one) => one.querySelector('form.side > output[data-state="unchecked"]'));
    if (!open) return false;
    next.href = `${next.href.split("#")[0]}#${open.id}`;
    return true;
  }

  for (const name of ["change", "input"]) document.addEventListener(name, typed);
  document.addEventListener("submit", submitted);
  window.addEventListener("pagehide", keepWhatIsTyped);
  document.addEventListener("visibilitychange", keepWhatIsTyped);
  document.addEventListener("kt1:kept", async ({ detail: row }) => {
    if (row.elsewhere || row.part === "finding") paint(row);
    await showItem(row.item);
  });
  document.addEventListener("kt1:acknowledged", acknowledged);
  document.addEventListener("kt1:amended", async () => {
    known.clear();
    for (const form of document.querySelectorAll("form.side")) await showItem(form.dataset.item);
  });
  document.addEventListener("htmx:afterSettle", () => adopt());
  const painted = takeOver().catch(() => {}).then(adopt).catch(() => {});
  painted.then(() => outbox.tell());
})();
