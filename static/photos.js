// Photos of items on this device: made ready, shown while they wait, sent in pieces; it keeps nothing itself and knows no rule of the server.
"use strict";
(() => {
  const { outbox } = window.kt1;
  const HASHING = new URL("vendor/js-sha256-0.11.1.min.js", document.currentScript.src).href;
  const [LONGEST, QUALITY] = [2048, 0.85];
  const [LARGEST_PIECE, SMALLEST_PIECE, PATIENCE, MOST_DETOURS, MOST_SAID] = [256 * 1024, 16 * 1024, 20_000, 5, 20];
  const [AT_REST, SINCE_TABLETS] = [15_000, Date.UTC(2015, 0, 1)];
  const BARE = new Set([0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd, 0xe0]); // what a picture needs: EXIF, profiles and comments are none of it
  const SCAN = 0xda;
  const HEIC = "Máy này không đọc được ảnh HEIC. Mời đặt máy ảnh lưu dạng JPEG (iPhone, iPad: Cài đặt, Camera, Định dạng, Tương thích nhất) rồi chụp lại.";
  const UNREADABLE = "không phải ảnh đọc được nên không gửi; mời chụp hoặc chọn lại.";
  const NOT_LOADED = "Chưa tải được phần xử lý ảnh; mời chọn lại ảnh khi có mạng.";
  const NOT_HERE = "Nội dung này không còn, hoặc anh, chị không còn quyền thêm ảnh.";
  const [NO_ROOM, NOT_KEPT] = ["Máy không còn đủ chỗ để giữ ảnh; mời gửi hoặc xóa bớt rồi chụp lại.", "Chưa giữ được ảnh trên máy này; mời chụp lại."];
  const TOO_LARGE = "Ảnh lớn quá mức máy chủ nhận.";
  const touched = new Map(); // op_id → when its caption was typed in last
  const sending = new Map(); // op_id → how much of it has arrived, in percent
  const urls = new Map(); // op_id → the address of its picture in this page
  let largest = LARGEST_PIECE;

  // ---- Made ready: upright, not too large, without a trace of the camera

  async function decoded(file) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      const apple = /heic|heif/i.test(file.type) || /\.hei[cf]$/i.test(file.name);
      throw new Error(apple ? HEIC : `“${file.name}” ${UNREADABLE}`);
    }
  }

  function drawn(picture) {
    const smaller = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * smaller));
    canvas.height = Math.max(1, Math.round(picture.height * smaller));
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas;
  }

  // Some browsers write a profile and EXIF of their own into what they encode.
  function bare(bytes) {
    const kept = [bytes.subarray(0, 2)];
    let place = 2;
    while (place < bytes.length) {
      const marker = bytes[place + 1];
      const end = marker === SCAN ? bytes.length : place + 2 + bytes[place + 2] * 256 + bytes[place + 3];
      if (BARE.has(marker)) kept.push(bytes.subarray(place, end));
      place = end;
    }
    return new Blob(kept, { type: "image/jpeg" });
  }

  async function hashed(bytes) {
    if (!crypto.subtle) return (window.sha256 ?? await hashing())(bytes);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // What plain http does not offer.
  function hashing() {
    return new Promise((resolve, reject) => {
      const [onload, onerror] = [() => resolve(window.sha256), () => reject(new Error(NOT_LOADED))];
      document.head.append(Object.assign(document.createElement("script"), { src: HASHING, onload, onerror }));
    });
  }

  async function ready(file) {
    const canvas = drawn(await decoded(file)), { width, height } = canvas;
    const encoded = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
    if (!encoded) throw new Error(`“${file.name}” ${UNREADABLE}`);
    const blob = bare(new Uint8Array(await encoded.arrayBuffer()));
    const taken = file.lastModified > SINCE_TABLETS ? Math.min(file.lastModified, Date.now()) : Date.now();
    return { blob, width, height, sha256: await hashed(await blob.arrayBuffer()), name: file.name, taken_at: new Date(taken).toISOString() };
  }

  // Keeps what was chosen in a photo form, one after the other, and says in words what could not be read.
  async function capture(form) {
    const { item, visit, code } = form.dataset, files = [...form.elements.photo.files], wrong = [];
    const title = document.querySelector("script[data-place]")?.dataset.place;
    form.closest("details").open = false;
    form.reset();
    let last;
    for (const [place, file] of files.entries()) {
      say(item, files[1] ? `Đang xử lý ảnh ${place + 1}/${files.length}…` : "Đang xử lý ảnh…");
      try {
        last = await outbox.addPhoto({ ...await ready(file), item, visit, title, code });
        touched.set(last.op_id, Date.now());
        await paint(item);
      } catch (error) {
        wrong.push(error instanceof DOMException ? (error.name === "QuotaExceededError" ? NO_ROOM : NOT_KEPT) : error.message);
      }
    }
    say(item, wrong.join(" "), wrong.length > 0);
    if (!document.activeElement?.matches("input, textarea")) tileOf(last?.op_id)?.querySelector("input").focus({ preventScroll: true });
  }

  // ---- Shown: what waits stands in the item's strip like what is stored

  function rootOf(item) {
    return document.getElementById(`photos-${item}`);
  }

  function tileOf(id) {
    return id && document.querySelector(`.photo-waiting[data-op="${id}"]`);
  }

  function make(tag, fields, ...inside) {
    const element = Object.assign(document.createElement(tag), fields);
    element.append(...inside);
    return element;
  }

  function say(item, words, wrong = false) {
    const root = rootOf(item);
    root?.querySelector(":scope > .photo-news")?.remove();
    if (!root || !words) return;
    root.append(make("p", { className: `photo-news${wrong ? " wrong" : ""}`, role: wrong ? "alert" : "status" }, wrong ? "✕ " : "", words));
  }

  function tile(row) {
    if (!urls.has(row.op_id)) urls.set(row.op_id, URL.createObjectURL(row.blob));
    const name = `ảnh chờ gửi của ${row.code}`;
    const picture = make("img", { src: urls.get(row.op_id), alt: row.caption || `Ảnh chờ gửi của ${row.code}`, width: 96, height: 72 });
    const caption = make("input", { className: "input", value: row.caption, maxLength: 300, placeholder: "Chú thích", ariaLabel: `Chú thích ${name}` });
    const again = make("button", { type: "button", className: "btn", textContent: "Gửi lại", ariaLabel: `Gửi lại ${name}` });
    const away = make("button", { type: "button", className: "btn btn-quiet", textContent: "Bỏ ảnh", ariaLabel: `Bỏ ${name}` });
    const head = make("div", { className: "photo-head" }, make("p", { className: "photo-state" }), make("div", { className: "photo-acts" }, again, away));
    const made = make("div", { className: "photo photo-waiting" }, picture, head, caption);
    made.dataset.op = row.op_id;
    caption.addEventListener("input", () => describe(row.op_id, caption.value));
    caption.addEventListener("change", () => outbox.amend(row.op_id, { caption: caption.value, sentence: "" }));
    caption.addEventListener("blur", () => outbox.send());
    caption.addEventListener("keydown", ({ key }) => key === "Enter" && caption.blur());
    again.addEventListener("click", () => outbox.amend(row.op_id, { sentence: "" }));
    away.addEventListener("click", () => putAway(away, row.op_id));
    return made;
  }

  // Every letter is kept; the photo is sent when the words are done.
  function describe(id, caption) {
    touched.set(id, Date.now());
    return keep(id, { caption });
  }

  function putAway(button, id) {
    if (button.dataset.sure) return outbox.amend(id, null);
    button.dataset.sure = "yes";
    button.textContent = button.ariaLabel = "Bỏ hẳn ảnh này?";
  }

  function keep(id, fields) {
    return outbox.change(["photos"], async ({ photos }) => {
      const row = await photos.get(id);
      if (row) await photos.put(Object.assign(row, fields));
      return row;
    });
  }

  function tell(made, row) {
    const state = made.querySelector(".photo-state"), part = sending.get(row.op_id);
    const words = row.sentence ? `✕ ${row.sentence} Ảnh vẫn giữ trên máy này, xuất ra tệp được ở trang Việc chưa gửi.` : part === undefined ? "● Chờ gửi" : `● Đang gửi ${part} %`;
    if (state.textContent !== words) state.textContent = words;
    made.classList.toggle("photo-refused", Boolean(row.sentence));
    made.querySelector(".photo-acts").hidden = part !== undefined;
    made.querySelector("button").hidden = !row.sentence;
  }

  // Brings the tiles of one item, or of every item of the page, to what waits on this device now.
  async function paint(item) {
    const rows = (await outbox.waiting()).photos.filter((row) => rootOf(row.item) && (!item || row.item === item));
    const here = new Set(rows.map((row) => row.op_id));
    for (const old of document.querySelectorAll(".photo-waiting")) {
      const other = item && !rootOf(item)?.contains(old);
      if (!other && !here.has(old.dataset.op)) old.remove();
    }
    for (const row of rows) {
      const root = rootOf(row.item);
      const strip = root.querySelector(".photo-strip") ?? root.insertBefore(make("div", { className: "photo-strip" }), root.firstChild);
      if (!tileOf(row.op_id)) strip.append(tile(row));
      tell(tileOf(row.op_id), row);
    }
  }

  // Shows the photos of an item as the server has them now, and behind them what waits; without an item what waits alone.
  async function show(item) {
    if (item && rootOf(item)) await ask(item).catch(() => {});
    return paint(item);
  }

  async function ask(item) {
    const answer = await fetch(`/items/${item}/photos`, { headers: { "X-Poll": "1" }, signal: AbortSignal.timeout(PATIENCE) });
    const root = rootOf(item);
    const fresh = document.createRange().createContextualFragment(await answer.text()).firstElementChild;
    if (!answer.ok || fresh?.id !== root.id) return;
    const busy = root.querySelector(".photo-open[open]");
    if (busy) fresh.querySelector(".photo-open")?.replaceWith(busy);
    const strip = root.querySelector(".photo-strip"), waiting = strip?.querySelector(".photo-waiting");
    if (!waiting) return root.replaceWith(fresh);
    // Somebody may be typing into what waits: it stays where it is, and the stored photos are changed around it.
    for (const old of strip.querySelectorAll("a.photo")) old.remove();
    strip.prepend(...fresh.querySelectorAll("a.photo"));
  }

  // ---- Sent in pieces; the server says how much it has

  function isBeingDescribed(id) {
    const typing = document.activeElement === tileOf(id)?.querySelector("input") && document.visibilityState === "visible";
    return typing && Date.now() - (touched.get(id) ?? 0) < AT_REST;
  }

  function post(row, offset) {
    const body = new FormData(), { op_id, sha256, name, taken_at, caption, device } = row;
    const said = { op_id, sha256, name, taken_at, caption, device, offset, total: row.blob.size, sent_at: new Date().toISOString() };
    for (const [field, value] of Object.entries(said)) body.append(field, value);
    for (const words of row.said?.slice(-MOST_SAID) ?? []) body.append("said", words);
    body.append("chunk", row.blob.slice(offset, offset + largest), "chunk");
    const headers = { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content };
    return fetch(`/items/${row.item}/photos/chunks`, { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) });
  }

  // A piece that took too long is too large for this network: the next one is half of it.
  async function patiently(row, offset) {
    try {
      const answer = await post(row, offset);
      largest = Math.min(largest * 2, LARGEST_PIECE);
      return answer;
    } catch (error) {
      if (error.name === "TimeoutError") largest = Math.max(largest / 2, SMALLEST_PIECE);
      throw error;
    }
  }

  async function told(row, answer) {
    if (answer.status === 413) return { state: "refused", sentence: TOO_LARGE };
    if ([403, 404].includes(answer.status)) return { state: "gone", sentence: NOT_HERE };
    if ([400, 401].includes(answer.status) && await outbox.renew()) return { received: row.sent };
    if (![200, 409, 422].includes(answer.status)) throw new Error(`photo: ${answer.status}`);
    return answer.json();
  }

  async function inPieces(row) {
    for (let detours = 0; detours < MOST_DETOURS;) {
      sending.set(row.op_id, Math.round((row.sent / row.blob.size) * 100));
      if (tileOf(row.op_id)) tell(tileOf(row.op_id), row);
      // The server may keep the photo with these words though its answer is lost; other words later are in their place.
      if (row.caption && row.sent + largest >= row.blob.size) row.said = [...new Set([...row.said ?? [], row.caption])];
      if (!await keep(row.op_id, { said: row.said })) return { state: "repeated" }; // taken away meanwhile
      const result = await told(row, await patiently(row, row.sent));
      if (result.state) return await isAllSaid(row) ? result : later();
      if (!(result.received > row.sent)) detours += 1;
      row.sent = result.received;
      await keep(row.op_id, { sent: row.sent });
    }
    throw new Error("photo: no headway");
  }

  // Whether nobody wrote more about a photo while it was on its way; words that came meanwhile go after it.
  async function isAllSaid(row) {
    const { caption } = await keep(row.op_id, { sent: 0 }) ?? row;
    return caption === row.caption && !isBeingDescribed(row.op_id);
  }

  function later() {
    setTimeout(outbox.send, AT_REST);
    return { state: "later" };
  }

  // Sends a photo that waits: {state, sentence}, or {state: "later"} while somebody writes what it shows.
  async function send({ op_id: id }) {
    if (isBeingDescribed(id)) return later();
    try {
      const row = (await outbox.waiting()).photos.find((one) => one.op_id === id);
      return row ? await inPieces(row) : { state: "repeated" };
    } finally {
      sending.delete(id);
      paint();
    }
  }

  async function acknowledged({ detail: { photo, results } }) {
    if (!photo) return;
    await show(photo);
    for (const { op_id: id } of results) if (!tileOf(id)) URL.revokeObjectURL(urls.get(id));
  }

  document.addEventListener("kt1:acknowledged", acknowledged);
  document.addEventListener("kt1:amended", () => paint());
  window.kt1.photos = { capture, send, show };
  if (!crypto.subtle) hashing().catch(() => {});
  paint();
})();
