// The packs on this tablet: taking a visit along, its age, removing it, and leaving nothing to the next person; it knows no answer.
"use strict";
(() => {
  window.kt1 ??= {};
  const USER = document.querySelector(".who")?.dataset.user;
  const DAY = 24 * 3600 * 1000;
  const OLD = 5 * DAY;
  const LONGEST_AGE = 7 * DAY;
  const AT_ONCE = 4;
  const TIME_TO_ASK = 3000;
  const OFFLINE = "/offline";
  const WORKER = "/sw.js";
  const ZONE = { timeZone: "Asia/Ho_Chi_Minh" };
  const CAN_KEEP = "serviceWorker" in navigator && "caches" in window;
  const TOLD = {
    none: "Chưa mang theo.",
    failed: "Chưa tải được gói. Hãy thử lại khi mạng tốt hơn.",
    full: "Máy không đủ chỗ trống để mang theo.",
    other: "Người khác đã đăng nhập trên máy này. Mời tải lại trang rồi thực hiện lại.",
    still: " Gói trước đó vẫn còn nguyên.",
    evictable: "Khi máy gần hết bộ nhớ, trình duyệt có thể tự xóa gói; thêm ứng dụng vào màn hình chính để tránh việc này.",
    tooOld: "Gói đã quá 7 ngày nên không mở được khi không có mạng, vì kết quả trong gói có thể không còn đúng. Kết quả chưa gửi vẫn còn trên máy này.",
  };

  function element(id) {
    return document.getElementById(id);
  }

  // ---- Keeping

  function done(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  // The outbox makes the database; here it is only opened, also where nobody is signed in.
  async function change(names, work) {
    const opening = indexedDB.open("kt1");
    opening.onupgradeneeded = () => opening.transaction.abort();
    const database = await done(opening);
    try {
      const transaction = database.transaction(names, "readwrite");
      const complete = new Promise((resolve, reject) => Object.assign(transaction, { oncomplete: resolve, onabort: reject }));
      complete.catch(() => {});
      const found = await work(...names.map((name) => transaction.objectStore(name)));
      await complete;
      return found;
    } finally {
      database.close();
    }
  }

  const all = (store) => done(store.getAll());

  function packs() {
    return change(["packs"], all).catch(() => []);
  }

  async function packOf(visit) {
    return (await packs()).find((pack) => pack.visit === visit && pack.user === USER);
  }

  // ---- Taking along

  async function stored(cache, address, isPage) {
    const answer = await fetch(address, { redirect: "error", credentials: address === OFFLINE ? "omit" : "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const copy = answer.clone();
    const body = await answer.blob();
    if (isPage && !(await body.text()).includes(`data-user="${USER}"`)) throw new Error(TOLD.other);
    await cache.put(address, copy);
    return body.size;
  }

  async function fill(cache, list, progress) {
    const waiting = [OFFLINE, ...list.pages, ...list.assets, ...list.pictures];
    const total = waiting.length;
    let bytes = 0;
    progress(0, total);
    const one = async () => {
      for (let address = waiting.shift(); address; address = waiting.shift()) {
        const stays = await stored(cache, address, list.pages.includes(address));
        bytes += stays;
        progress(total - waiting.length, total);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    return bytes;
  }

  // The new pack has a cache of its own; writing its record is what puts it in the place of the one before.
  async function take(visit, address, progress) {
    await window.kt1.outbox.send();
    await navigator.serviceWorker.register(WORKER);
    const lasting = Promise.race([navigator.storage.persist(), new Promise((resolve) => setTimeout(resolve, TIME_TO_ASK))]);
    const answer = await fetch(address, { redirect: "error" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const list = await answer.json();
    if (list.user !== USER) throw new Error(TOLD.other);
    const { title, made_at, holds } = list;
    const urls = [...list.pages, ...list.assets, ...list.pictures];
    const name = `pack-${USER}-${visit}-${Date.now()}`;
    try {
      const bytes = await fill(await caches.open(name), list, progress);
      const lacks = await lasting ? list.lacks : [...list.lacks, TOLD.evictable];
      await replace({ visit, user: USER, login: list.login, title, made_at, bytes, urls, holds, lacks, cache: name });
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
    for (const one of await caches.keys()) {
      if (one.startsWith(`pack-${USER}-${visit}-`) && one !== name) await caches.delete(one);
    }
  }

  // What was acknowledged before the pages were asked for stands on them.
  function replace(pack) {
    return change(["packs", "kept"], async (store, kept) => {
      store.put(pack);
      for (const row of await all(kept)) {
        if (row.visit === pack.visit && Date.parse(row.acknowledged_at) <= Date.parse(pack.made_at)) kept.delete([row.item, row.part, row.repeat]);
      }
    });
  }

  // ---- Leaving nothing

  // Removes the packs and what was kept for them, but for those that may stay; without any pack there is no worker either.
  async function leave(stays) {
    const left = await change(["packs", "kept"], async (store, kept) => {
      const rows = await all(store);
      for (const pack of rows) if (!stays(pack)) store.delete(pack.visit);
      for (const row of await all(kept)) if (!stays(row)) kept.delete([row.item, row.part, row.repeat]);
      return rows.filter(stays).map((pack) => pack.cache);
    }).catch(() => []);
    if (!CAN_KEEP) return;
    for (const name of await caches.keys()) {
      if (!left.length || (/^(pack|seen)-/.test(name) && !left.includes(name))) await caches.delete(name);
    }
    if (!left.length) await (await navigator.serviceWorker.getRegistration())?.unregister();
  }

  // The pages that were seen are kept for who is signed in, and for nobody when nobody is.
  async function leaveSeen(stays) {
    for (const name of CAN_KEEP ? await caches.keys() : []) if (name.startsWith("seen-") && name !== stays) await caches.delete(name);
  }

  const empty = () => leave(() => false);

  // Whoever enters under another name than that of a pack finds it gone before he is in.
  async function leaveTo(name) {
    const login = name.trim().toLowerCase(), found = await packs();
    const own = found.filter((pack) => pack.login === login).map((pack) => pack.user);
    if (found.some((pack) => !own.includes(pack.user))) await leave((row) => own.includes(row.user));
  }

  function remove(visit) {
    return leave((row) => row.visit !== visit);
  }

  // A session that somebody ended takes the packs with it, whoever asks and wherever; one that timed out, or that a browser
  // forgot when its battery was empty, goes on after the password.
  async function leaveIfEnded() {
    const answer = await fetch("/session", { headers: { "X-Poll": "1" } });
    const { user, ended } = await answer.json();
    if (!user) await (ended ? empty() : leaveSeen());
  }

  // ---- Saying it

  function when(instant) {
    const at = new Date(instant);
    const time = at.toLocaleTimeString("vi-VN", { ...ZONE, hour: "2-digit", minute: "2-digit", hour12: false });
    const parts = new Intl.DateTimeFormat("vi-VN", { ...ZONE, day: "2-digit", month: "2-digit", year: "numeric" }).formatToParts(at);
    const [day, month, year] = ["day", "month", "year"].map((type) => parts.find((part) => part.type === type).value);
    return `${time} ngày ${day}/${month}/${year}`;
  }

  function size(bytes) {
    if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
    return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
  }

  function age(pack) {
    return Date.now() - Date.parse(pack.made_at);
  }

  function taken(pack) {
    return `Đã mang theo: ${size(pack.bytes)}, lúc ${when(pack.made_at)}.`;
  }

  function made(tag, text, more = {}) {
    return Object.assign(document.createElement(tag), { textContent: text }, more);
  }

  function list(id, sentences) {
    element(id).replaceChildren(...sentences.map((sentence) => made("li", sentence)));
  }

  // iPad and iPhone; an iPad says that it is a Mac.
  function forgetful() {
    const apple = /iPad|iPhone/.test(navigator.userAgent) || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
    return apple && !matchMedia("(display-mode: standalone)").matches;
  }

  async function show(card) {
    const pack = await packOf(card.dataset.visit);
    element("pack-state").textContent = pack ? taken(pack) : TOLD.none;
    element("pack-take").textContent = pack ? "Cập nhật gói" : "Mang theo";
    element("pack-remove").hidden = element("pack-lacks").hidden = !pack;
    list("pack-holds-list", pack?.holds ?? []);
    list("pack-lacks-list", pack?.lacks ?? []);
  }

  // While one thing is done a second tap does nothing; what failed is said, and what there is stays in sight.
  async function busy(card, work) {
    if ("busy" in card.dataset) return;
    card.dataset.busy = "";
    const state = element("pack-state");
    try {
      await work((number, total) => { state.textContent = `Đang tải ${number}/${total}`; });
      await show(card);
    } catch (error) {
      await show(card);
      const why = error.name === "QuotaExceededError" ? TOLD.full : error.message === TOLD.other ? TOLD.other : TOLD.failed;
      state.textContent = `${why}${(await packOf(card.dataset.visit)) ? TOLD.still : ""}`;
    } finally {
      delete card.dataset.busy;
    }
  }

  async function prepare(card) {
    element("pack-http").hidden = CAN_KEEP;
    if (!CAN_KEEP) return;
    const { visit, pack: address } = card.dataset;
    element("pack-take").addEventListener("click", () => busy(card, (progress) => take(visit, address, progress)));
    element("pack-remove").addEventListener("click", () => busy(card, () => remove(visit)));
    await show(card);
    element("pack-advice").hidden = !forgetful();
    element("pack-state").hidden = element("pack-actions").hidden = false;
  }

  function line(pack) {
    const tooOld = age(pack) >= LONGEST_AGE;
    const words = made("span", "");
    words.append(made("strong", pack.title), document.createElement("br"));
    words.append(made("span", `${taken(pack)} ${tooOld ? TOLD.tooOld : ""}`, { className: "muted" }));
    const open = made("a", "Mở", { className: "btn", href: `/visits/${pack.visit}/fieldwork`, ariaLabel: `Mở ${pack.title}` });
    const row = made("li", "");
    row.append(words, ...(tooOld ? [] : [open]));
    return row;
  }

  async function listPacks(place) {
    element("again").addEventListener("click", () => location.reload());
    const found = await packs();
    if (found.length) place.replaceChildren(...found.map(line));
  }

  function warn(sentence, href, label) {
    const notice = made("div", "", { className: "notice notice-warning", role: "status" });
    notice.append(made("span", "!", { ariaHidden: "true" }), made("p", sentence));
    if (href) notice.append(made("a", label, { className: "btn", href }));
    element("flashes").append(notice);
  }

  // The page was not asked of the server: what others wrote since is not on it.
  function sayCopy() {
    const at = document.querySelector('meta[name="made-at"]')?.content;
    if (at) warn(`Chưa kết nối được máy chủ. Đây là bản mang theo lúc ${when(at)}; kết quả đồng nghiệp lưu sau lúc đó chưa có ở đây.`);
  }

  async function warnOfAge() {
    const days = (long) => Math.floor(long / DAY);
    const waiting = await change(["operations", "photos"], async (...stores) => (await Promise.all(stores.map(all))).flat());
    const ages = waiting.filter((row) => row.user === USER).map((row) => Date.now() - Date.parse(row.device_at ?? row.taken_at));
    const oldest = Math.max(0, ...ages);
    if (oldest >= OLD) warn(`Có kết quả chưa gửi từ ${days(oldest)} ngày trước. Hãy kết nối mạng để gửi; để lâu, trình duyệt có thể xóa.`, "/outbox", "Việc chưa gửi");
    for (const pack of (await packs()).filter((one) => one.user === USER && age(one) >= OLD)) {
      warn(`Gói mang theo của ${pack.title} đã ${days(age(pack))} ngày. Quá 7 ngày, gói không mở được khi không có mạng.`, `/visits/${pack.visit}`, "Cập nhật gói");
    }
  }

  async function begin() {
    const door = document.querySelector("[data-door]");
    if (door) await ("left" in door.dataset ? empty() : leaveIfEnded());
    if (USER && (await packs()).some((pack) => pack.user !== USER)) await leave((row) => row.user === USER);
    if (USER) await leaveSeen(`seen-${USER}`);
    if (element("pack")) await prepare(element("pack"));
    if (element("taken")) await listPacks(element("taken"));
    if (USER) await warnOfAge();
    if (CAN_KEEP && (await packs()).length && !(await navigator.serviceWorker.getRegistration())) await navigator.serviceWorker.register(WORKER);
  }

  window.kt1.pack = { take, remove, empty, leaveTo, leaveIfEnded, sayCopy };
  begin().catch(() => {});
})();
