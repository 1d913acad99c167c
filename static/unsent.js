// The page of unsent work: shows what waits on this device by visit, gives it away as a file and takes such a file in; it sends nothing itself.
"use strict";
(() => {
  const { outbox } = window.kt1;
  const PARTS = { result: "Kết quả", reason: "Lý do", note: "Ghi chú", entry: "Mục đã ghi", finding: "Ghi nhận tồn tại, dấu hiệu vi phạm", photo: "Ảnh" };
  const DAY = 24 * 60 * 60 * 1000;
  const TOO_OLD = 5;
  const KIND = "kt1-outbox";
  const OP_ID = /^[0-9a-f]{32}$/;
  const DAMAGED = "Tệp này hỏng hoặc không phải là tệp xuất từ trang Việc chưa gửi, nên chưa nhập gì.";
  const OF_ANOTHER = "Tệp này của người khác; chỉ người đã ghi mới nhập và gửi được, nên chưa nhập gì.";
  const place = document.getElementById("unsent-work");
  const question = document.getElementById("discard");
  const news = document.getElementById("unsent-news");

  function at(instant) {
    const two = (number) => String(number).padStart(2, "0");
    const day = new Date(instant);
    return `${two(day.getHours())}:${two(day.getMinutes())} ${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
  }

  function say(sentence, look = "notice-good") {
    news.className = `notice ${look}`;
    news.querySelector("p").textContent = sentence;
    news.hidden = false;
  }

  function copy(id) {
    return document.getElementById(id).content.cloneNode(true).firstElementChild;
  }

  // ---- What waits

  function lineOf(row) {
    const line = copy("unsent-line");
    const link = line.querySelector("a");
    link.href = place.dataset.item.replace(place.dataset.ref, row.item);
    link.textContent = row.code || "Nội dung kiểm tra";
    line.querySelector("[data-what]").textContent = `${PARTS[row.part] ?? "Số liệu"}${row.words ? `: ${row.words}` : ""}`;
    line.querySelector("[data-when]").textContent = `Ghi lúc ${at(row.device_at)}`;
    const refused = line.querySelector("[data-refused]");
    refused.hidden = !row.sentence;
    refused.querySelector("[data-sentence]").textContent = row.sentence;
    refused.querySelector("button").addEventListener("click", () => ask(row));
    return line;
  }

  function cardOf(rows) {
    const card = copy("unsent-visit"), [{ visit, title }] = rows;
    const link = card.querySelector("a");
    link.href = place.dataset.visit.replace(place.dataset.ref, visit);
    link.textContent = title || "Kiểm tra tại đơn vị";
    const since = Math.min(...rows.map((row) => Date.parse(row.device_at)));
    const days = Math.floor((Date.now() - since) / DAY);
    card.querySelector("[data-since]").textContent = `${rows.length} mục, chờ từ ${at(since)}`;
    const old = card.querySelector("[data-old]");
    old.hidden = days < TOO_OLD;
    old.querySelector("[data-days]").textContent = days;
    card.querySelector("ul").append(...rows.map(lineOf));
    return card;
  }

  async function show() {
    const { operations, photos } = await outbox.waiting();
    const pictures = photos.map((row) => ({ ...row, part: "photo", words: row.caption, device_at: row.taken_at }));
    const visits = grouped([...operations, ...pictures]);
    place.replaceChildren(...[...visits.values()].map(cardOf));
    const some = visits.size > 0, { blocked, failing, unread } = outbox.state;
    document.getElementById("unsent-none").hidden = some || unread;
    document.getElementById("unsent-unread").hidden = !unread;
    document.getElementById("unsent-export").hidden = !some;
    document.querySelector(".page-head [data-send]").hidden = !some || Boolean(blocked);
    document.getElementById("unsent-sign-in").hidden = blocked !== "sign-in";
    document.getElementById("unsent-other").hidden = blocked !== "other";
    document.getElementById("unsent-failing").hidden = !some || failing !== "network";
    document.getElementById("unsent-fault").hidden = !some || failing !== "server";
  }

  function grouped(rows) {
    const found = new Map();
    for (const row of rows) found.set(row.visit, [...(found.get(row.visit) ?? []), row]);
    return found;
  }

  function ask(row) {
    question.querySelector("[data-what]").textContent = `${row.code ?? ""} ${PARTS[row.part] ?? "Số liệu"}${row.words ? `: ${row.words}` : ""}`;
    question.returnValue = "";
    question.addEventListener("close", () => {
      if (question.returnValue === "discard") outbox.amend(row.op_id, null);
    }, { once: true });
    question.showModal();
  }

  // ---- A file

  // CRC-32, so that a file that was cut or changed on its way is noticed.
  function checksum(text) {
    let crc = -1;
    for (const byte of new TextEncoder().encode(text)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (~crc >>> 0).toString(16);
  }

  function asText(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.split(",")[1]);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  function asBlob(text) {
    return new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], { type: "image/jpeg" });
  }

  // What has left in a file is never changed again: the same number must mean the same everywhere.
  async function save() {
    const rows = await outbox.change(["operations", "photos"], async (stores) => {
      const operations = outbox.mine(await stores.operations.all()).map((row) => ({ ...row, tried: true }));
      for (const row of operations) await stores.operations.put(row);
      return { operations, photos: outbox.mine(await stores.photos.all()) };
    });
    const photos = [];
    for (const row of rows.photos) photos.push({ ...row, blob: await asText(row.blob) });
    const work = JSON.stringify({ operations: rows.operations, photos });
    const whole = JSON.stringify({ kind: KIND, version: 1, user: outbox.user, exported_at: new Date().toISOString(), check: checksum(work), work });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([whole], { type: "application/json" }));
    link.download = `viec-chua-gui-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say(`Đã xuất ${rows.operations.length + photos.length} mục ra tệp. Các mục vẫn ở trên máy này cho đến khi gửi được.`);
  }

  // The rows of a file, or null when it is not whole.
  function opened(text) {
    try {
      const { kind, version, user, check, work } = JSON.parse(text);
      if (kind !== KIND || version !== 1 || check !== checksum(work)) return null;
      const { operations, photos } = JSON.parse(work);
      const right = [...operations, ...photos].every((row) => OP_ID.test(row.op_id) && row.user === user && row.item && row.visit);
      return right ? { user, operations, photos: photos.map((row) => ({ ...row, blob: asBlob(row.blob), sent: 0 })) } : null;
    } catch {
      return null;
    }
  }

  async function take(file) {
    const found = opened(await file.text());
    if (!found) return say(DAMAGED, "notice-bad");
    if (found.user !== outbox.user) return say(OF_ANOTHER, "notice-bad");
    const rows = [...found.operations, ...found.photos];
    const added = await outbox.change(["operations", "photos", "meta"], async (stores) => {
      let count = 0;
      for (const name of ["operations", "photos"]) {
        for (const row of found[name]) {
          if (await stores[name].get(row.op_id)) continue;
          await stores[name].put({ ...row, tried: true });
          count += 1;
        }
      }
      const counter = (await stores.meta.get("counter"))?.value ?? 0;
      await stores.meta.put({ name: "counter", value: Math.max(counter, ...rows.map((row) => row.counter)) });
      return count;
    });
    say(`Đã nhập ${added} mục từ tệp${added < rows.length ? `; ${rows.length - added} mục đã có trên máy này` : ""}. Các mục được gửi ngay khi có mạng.`);
    await outbox.tell("amended");
    outbox.send();
  }

  document.getElementById("unsent-export").addEventListener("click", save);
  document.getElementById("unsent-import").addEventListener("change", async ({ target }) => {
    if (target.files[0]) await take(target.files[0]);
    target.value = "";
  });
  for (const button of question.querySelectorAll("button")) button.addEventListener("click", () => question.close(button.dataset.close));
  document.addEventListener("kt1:outbox", show);
  show();
})();
