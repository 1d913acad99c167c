// The work that waits on this device: kept in IndexedDB before it is sent, deleted when the server has acknowledged it; it knows no page.
"use strict";
(() => {
  const USER = document.querySelector(".who").dataset.user;
  const SCRIPT = document.currentScript.dataset;
  const STORES = { operations: "op_id", photos: "op_id", kept: ["item", "part", "repeat"], packs: "visit", meta: "name" };
  const SENT = ["op_id", "item", "part", "repeat", "inputs", "bases", "device", "device_at", "counter", "observer", "overrule"];
  const ACKNOWLEDGED = ["stored", "repeated", "late", "aside"];
  const UNREADABLE = "Máy chủ không đọc được lần ghi này.";
  const [MOST_SENT, OLDEST_BASES, NEWEST_BASES] = [200, 10, 10];
  const [SLOW_TO_OPEN, PATIENCE, LONGEST_WAIT, A_MOMENT] = [5_000, 20_000, 60_000, 1_200];

  // blocked: "", "sign-in" or "other" (person); failing: the server was not reached; keeps: this browser can keep something.
  const state = { waiting: 0, refused: 0, blocked: "", failing: false, keeps: true };
  const channel = new BroadcastChannel("kt1");
  const troubled = new Set(); // what met a fault of the server when it was sent alone: everything else goes first
  const memory = Object.fromEntries(Object.keys(STORES).map((name) => [name, new Map()]));
  let [inMemory, failures, most] = [Promise.resolve(), 0, MOST_SENT];
  let database, sending, timer;

  function randomHex(bytes) {
    return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (one) => one.toString(16).padStart(2, "0")).join("");
  }

  function open() {
    return new Promise((resolve, reject) => {
      setTimeout(reject, SLOW_TO_OPEN);
      const opening = indexedDB.open("kt1", 1);
      opening.onupgradeneeded = () => {
        for (const [name, keyPath] of Object.entries(STORES)) opening.result.createObjectStore(name, { keyPath });
      };
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        opening.result.onversionchange = () => opening.result.close();
        opening.result.onclose = () => { database = undefined; };
        resolve(opening.result);
      };
    });
  }

  function done(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  function onDisk(store) {
    return {
      all: () => done(store.getAll()),
      get: (key) => done(store.get(key)),
      put: (row) => done(store.put(row)),
      remove: (key) => done(store.delete(key)),
    };
  }

  // The same where nothing can be kept: it lasts as long as the page.
  function onPage(name) {
    const rows = memory[name], text = (key) => JSON.stringify([key].flat());
    return {
      all: async () => [...rows.values()],
      get: async (key) => rows.get(text(key)),
      put: async (row) => void rows.set(text([STORES[name]].flat().map((field) => row[field])), row),
      remove: async (key) => void rows.delete(text(key)),
    };
  }

  function named(names, make) {
    return Object.fromEntries(names.map((name) => [name, make(name)]));
  }

  async function inOneTransaction(names, work) {
    const transaction = (await (database ??= open())).transaction(names, "readwrite", { durability: "strict" });
    const complete = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    complete.catch(() => {});
    const found = await work(named(names, (name) => onDisk(transaction.objectStore(name))));
    await complete;
    return found;
  }

  // Does work with these stores as one whole; what it gives is given on when the disk has everything.
  async function change(names, work) {
    try {
      if (state.keeps) return await inOneTransaction(names, work);
    } catch {
      state.keeps = false;
    }
    const found = inMemory.then(() => work(named(names, onPage)));
    inMemory = found.catch(() => {});
    return found;
  }

  function mine(rows) {
    return rows.filter((row) => row.user === USER).sort((one, other) => one.counter - other.counter);
  }

  async function nextOf(meta) {
    const counter = (await meta.get("counter"))?.value ?? 0;
    const device = (await meta.get("device"))?.value ?? randomHex(16);
    await meta.put({ name: "counter", value: counter + 1 });
    await meta.put({ name: "device", value: device });
    return { op_id: randomHex(16), user: USER, device, counter: counter + 1, sentence: "" };
  }

  // Whoever wrote the newest had seen those before it; the oldest are what the page showed.
  function basesOf(slot, seen) {
    if (!slot.length) return seen;
    const all = [...new Set([...slot.flatMap((one) => one.bases), ...slot.map((one) => one.op_id)])];
    return all.length > OLDEST_BASES + NEWEST_BASES ? [...all.slice(0, OLDEST_BASES), ...all.slice(-NEWEST_BASES)] : all;
  }

  // Keeps one change: {visit, item, part, repeat, inputs, bases, words to show it by}; typing: more letters may follow.
  async function add(given, typing = false) {
    const { bases = [], ...rest } = { repeat: "", ...given };
    const operation = await change(["operations", "meta"], async ({ operations, meta }) => {
      const slot = mine(await operations.all()).filter((one) => STORES.kept.every((name) => one[name] === rest[name]));
      const newest = slot.at(-1), grows = rest.text && newest && !newest.tried && !newest.sentence;
      if (newest && !newest.sentence && JSON.stringify(newest.inputs) === JSON.stringify(rest.inputs)) return newest;
      const begun = { bases: basesOf(slot, bases), tried: false, overrule: "", hint: false };
      const made = { ...(grows ? newest : { ...await nextOf(meta), ...begun }), ...rest, device_at: new Date().toISOString() };
      for (const one of slot.filter((one) => one.sentence)) await operations.remove(one.op_id);
      await operations.put(made);
      return made;
    });
    await tell("kept", operation);
    if (!typing || !failures) soon(typing || failures ? A_MOMENT : 0);
    return operation;
  }

  async function addPhoto(photo) {
    const row = await change(["photos", "meta"], async ({ photos, meta }) => {
      const made = { caption: "", ...photo, ...await nextOf(meta), sent: 0 };
      await photos.put(made);
      return made;
    });
    await tell("kept", { ...row, blob: undefined, part: "photo" });
    soon(0);
    return row;
  }

  function waiting() {
    return change(["operations", "photos"], async ({ operations, photos }) => ({
      operations: mine(await operations.all()), photos: mine(await photos.all()),
    }));
  }

  // Asks who is signed in now, and takes the token for the next request; true when it is still the same person.
  async function renew() {
    const response = await fetch("/session", { headers: { "X-Poll": "1" }, signal: AbortSignal.timeout(PATIENCE) });
    const { user, csrf_token: fresh } = await response.json();
    state.blocked = !user ? "sign-in" : user.ref === USER ? "" : "other";
    if (state.blocked === "other") return false;
    document.querySelector('meta[name="csrf-token"]').content = fresh;
    for (const input of document.getElementsByName("csrf_token")) input.value = fresh;
    return !state.blocked;
  }

  function post(batch) {
    const operations = batch.map((row) => Object.fromEntries(SENT.map((name) => [name, row[name]])));
    const headers = { "Content-Type": "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content };
    const body = JSON.stringify({ user: USER, device: batch[0].device, sent_at: new Date().toISOString(), operations });
    return fetch("/operations", { method: "POST", headers, body, signal: AbortSignal.timeout(PATIENCE) });
  }

  // The next to be sent, marked first: what was tried may be on the server and is never changed again.
  function nextBatch() {
    return change(["operations"], async ({ operations }) => {
      const open = mine(await operations.all()).filter((row) => !row.sentence);
      open.sort((one, other) => troubled.has(one.op_id) - troubled.has(other.op_id));
      const batch = open.slice(0, most);
      for (const row of batch) if (!row.tried) await operations.put(Object.assign(row, { tried: true }));
      return batch;
    });
  }

  async function settle(batch, answer) {
    const sent = new Map(batch.map((row) => [row.op_id, row]));
    const results = answer.results.filter((result) => sent.has(result.op_id));
    await change(["operations", "kept", "packs"], async ({ operations, kept, packs }) => {
      const along = new Set(mine(await packs.all()).map((pack) => pack.visit));
      for (const { op_id: id, state: how, sentence, hint } of results) {
        const row = sent.get(id), accepted = ACKNOWLEDGED.includes(how);
        if (accepted) await operations.remove(id);
        else if (await operations.get(id)) await operations.put({ ...row, sentence: sentence || UNREADABLE, hint: Boolean(hint) });
        if (["stored", "repeated"].includes(how) && along.has(row.visit)) await kept.put({ ...row, acknowledged_at: answer.now });
      }
    });
    await tell("acknowledged", { items: {}, visits: {}, ...answer, results, operations: batch });
    return results.length > 0;
  }

  // One request, and what follows from its answer; false: not now.
  async function sendBatch(batch) {
    let response = await post(batch);
    if (response.status === 400 && await renew()) response = await post(batch);
    if ([400, 401, 409].includes(response.status) && !await renew()) return false;
    if (response.ok) {
      most = Math.min(most * 2, MOST_SENT);
      return settle(batch, await response.json());
    }
    const unreadable = [400, 413].includes(response.status);
    if (batch.length > 1) most = Math.ceil(batch.length / 2); // one of them may be what the server cannot take
    else if (unreadable) await settle(batch, { results: [{ op_id: batch[0].op_id, state: "refused" }] });
    else troubled.add(batch[0].op_id);
    return unreadable;
  }

  // A script that is needed now and then is fetched when it is needed; our own script element knows its address.
  async function load(name) {
    if (!window.kt1[name]) {
      await new Promise((onload, onerror) => {
        document.head.append(Object.assign(document.createElement("script"), { src: SCRIPT[name], onload, onerror }));
      });
    }
    return window.kt1[name];
  }

  async function sendPhotos() {
    for (const { op_id: id, item } of (await waiting()).photos.filter((row) => !row.sentence)) {
      const { state: how, sentence } = await (await load("photos")).send({ op_id: id });
      if (how === "later") continue; // somebody is writing what it shows
      await change(["photos"], (stores) => alter(stores, id, ACKNOWLEDGED.includes(how) ? null : { sentence: sentence || UNREADABLE }));
      await tell("acknowledged", { items: {}, visits: {}, results: [{ op_id: id, state: how, sentence }], operations: [], photo: item });
    }
  }

  async function flush() {
    const { operations, photos } = await waiting();
    if (![...operations, ...photos].some((row) => !row.sentence)) return true;
    if (state.blocked && !await renew()) return false;
    for (let batch = await nextBatch(); batch.length; batch = await nextBatch()) if (!await sendBatch(batch)) return false;
    await sendPhotos();
    return true;
  }

  // Sends what waits; by hand (again) also what was refused before. Whoever asks while it sends has one more turn.
  async function send(again = false) {
    if (again) await forgive();
    await sending;
    clearTimeout(timer);
    sending ??= flush().catch(() => false).finally(() => { sending = undefined; });
    const sent = await sending;
    failures = sent ? 0 : failures + 1;
    state.failing = !sent && !state.blocked;
    if (state.failing) soon(Math.min(2 ** failures * 1000, LONGEST_WAIT) * (0.75 + Math.random() / 2));
    await tell();
    return sent;
  }

  async function forgive() {
    const { operations, photos } = await waiting(), refused = [...operations, ...photos].filter((row) => row.sentence);
    await change(["operations", "photos"], async (stores) => {
      for (const { op_id: id } of refused) await alter(stores, id, { sentence: "" });
    });
  }

  function soon(delay) {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  }

  async function alter(stores, id, fields) {
    for (const store of Object.values(stores)) {
      const row = await store.get(id);
      if (row?.user === USER) await (fields ? store.put({ ...row, ...fields }) : store.remove(id));
    }
  }

  // Changes a row that waits, or with null takes it away for good: a person decided so.
  async function amend(id, fields) {
    await change(["operations", "photos"], (stores) => alter(stores, id, fields));
    await tell("amended", { op_id: id });
    if (fields) soon(0);
  }

  // Tells this page and the same person's other pages what happened, then how much waits now.
  async function tell(name, detail, elsewhere = false) {
    if (name) document.dispatchEvent(new CustomEvent(`kt1:${name}`, { detail: { ...detail, elsewhere } }));
    if (name && !elsewhere) channel.postMessage({ user: USER, name, detail });
    const rows = Object.values(await waiting()).flat();
    state.refused = rows.filter((row) => row.sentence).length;
    state.waiting = rows.length - state.refused;
    document.dispatchEvent(new CustomEvent("kt1:outbox", { detail: state }));
  }

  channel.onmessage = async ({ data: { user, name, detail } }) => {
    if (user !== USER) return;
    await tell(name, detail, true);
    soon(name === "signed-in" ? 0 : SLOW_TO_OPEN);
  };
  for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, () => soon(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") soon(0);
  });
  window.kt1 ??= {};
  window.kt1.outbox = { user: USER, state, change, mine, add, addPhoto, waiting, send, amend, renew, load, tell };
})();
