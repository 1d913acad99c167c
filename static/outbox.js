// The work that waits on this device: kept in its store before it is sent, deleted when the server has acknowledged it; it knows no page.
"use strict";
(() => {
  const USER = document.querySelector(".who").dataset.user;
  const SCRIPT = document.currentScript.dataset;
  const { STORES, change, keeps, isUnread } = window.kt1.store;
  const SENT = ["op_id", "item", "part", "repeat", "inputs", "bases", "device", "device_at", "counter", "observer", "overrule"];
  const ACKNOWLEDGED = ["stored", "repeated", "late", "aside"];
  const UNREADABLE = "Máy chủ không đọc được lần ghi này.";
  const [MOST_SENT, OLDEST_BASES, NEWEST_BASES] = [200, 10, 10];
  const [IN_PEACE, PATIENCE, LONGEST_WAIT, A_MOMENT] = [5_000, 20_000, 60_000, 1_200];
  const LONGEST_KEPT = 7 * 24 * 3600 * 1000; // as old as a pack may be
  const UNREACHED = ["TypeError", "TimeoutError"]; // what fetch throws

  // blocked: "", "sign-in" or "other" (person); failing: "", "network" (not reached) or "server" (it met a fault); keeps: the
  // disk has everything that waits; unread: what it has could not be read.
  const state = { waiting: 0, refused: 0, blocked: "", failing: "", keeps: true, unread: false };
  const channel = new BroadcastChannel("kt1");
  const troubled = new Set(); // what met a fault when it was sent alone, the latest last: everything else goes first
  const loading = {};
  let [failures, most, faulty] = [0, MOST_SENT, false];
  let sending, timer;

  function isAccepted(how) {
    return ACKNOWLEDGED.includes(how);
  }

  function randomHex(bytes) {
    return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (one) => one.toString(16).padStart(2, "0")).join("");
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

  function slotOf(row) {
    return STORES.kept.map((name) => row[name]);
  }

  function isOfSlot(row, other) {
    return row.user === other.user && STORES.kept.every((name) => row[name] === other[name]);
  }

  // Whether a page with these bases does not show yet what the server acknowledged to this device.
  function isBehind(bases, kept) {
    return kept?.user === USER && bases.every((one) => kept.bases?.includes(one));
  }

  // Keeps one change: {visit, item, part, repeat, inputs, bases, words to show it by}; typing: more letters may follow.
  async function add(given, typing = false) {
    const { bases = [], ...rest } = { repeat: "", ...given };
    const operation = await change(["operations", "kept", "meta"], async ({ operations, kept, meta }) => {
      const slot = mine(await operations.all()).filter((one) => isOfSlot(one, { ...rest, user: USER }));
      const last = await kept.get(slotOf(rest)), seen = isBehind(bases, last) ? [last.op_id] : bases;
      const newest = slot.at(-1), grows = rest.text && newest && !newest.tried && !newest.sentence;
      if (newest && !newest.sentence && JSON.stringify(newest.inputs) === JSON.stringify(rest.inputs)) return newest;
      const begun = { bases: basesOf(slot, seen), tried: false, overrule: "", hint: false };
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
    }, true);
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
    const { user, csrf_token: fresh, ended } = await response.json();
    if (!user && ended) await forget(() => true);
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

  function inOrder(rows) {
    const order = [...troubled], place = (row) => order.indexOf(row.op_id);
    return rows.filter((row) => !row.sentence).sort((one, other) => place(one) - place(other));
  }

  function trouble(id) {
    troubled.delete(id);
    troubled.add(id);
  }

  // The next to be sent, marked first: what was tried may be on the server and is never changed again.
  function nextBatch() {
    return change(["operations"], async ({ operations }) => {
      const open = inOrder(mine(await operations.all()));
      const batch = open.filter((row) => !troubled.has(row.op_id)).slice(0, most);
      if (!batch.length) batch.push(...open.slice(0, 1));
      for (const row of batch) if (!row.tried) await operations.put(Object.assign(row, { tried: true }));
      return batch;
    });
  }

  function isReplaced(row, others) {
    return others.some((one) => one && isOfSlot(one, row) && one.counter > row.counter);
  }

  async function settle(batch, answer) {
    const sent = new Map(batch.map((row) => [row.op_id, row]));
    const results = answer.results.filter((result) => sent.has(result.op_id));
    await change(["operations", "kept"], async ({ operations, kept }) => {
      for (const { op_id: id, state: how } of results) {
        const row = sent.get(id);
        if (isAccepted(how)) await operations.remove(id);
        if (!["stored", "repeated"].includes(how) || isReplaced(row, [await kept.get(slotOf(row))])) continue;
        await kept.put({ ...row, acknowledged_at: answer.now });
      }
      // Of a refusal nobody needs to hear when a newer one of its slot has replaced what was refused.
      for (const { op_id: id, sentence, hint } of results.filter((one) => !isAccepted(one.state))) {
        const row = sent.get(id);
        if (isReplaced(row, [...await operations.all(), await kept.get(slotOf(row))])) await operations.remove(id);
        else if (await operations.get(id)) await operations.put({ ...row, sentence: sentence || UNREADABLE, hint: Boolean(hint) });
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
    faulty = !unreadable;
    if (batch.length > 1) most = Math.ceil(batch.length / 2); // one of them may be what the server cannot take
    else if (unreadable) await settle(batch, { results: [{ op_id: batch[0].op_id, state: "refused" }] });
    else trouble(batch[0].op_id);
    return unreadable;
  }

  // A script that is needed now and then is fetched when it is needed; our own script element knows its address.
  async function load(name) {
    if (window.kt1[name]) return window.kt1[name];
    loading[name] ??= new Promise((resolve, onerror) => {
      const onload = () => resolve(window.kt1[name]);
      document.head.append(Object.assign(document.createElement("script"), { src: SCRIPT[name], onload, onerror }));
    });
    loading[name].catch(() => delete loading[name]);
    return loading[name];
  }

  async function sendPhoto({ op_id: id, item }) {
    const { state: how, sentence } = await (await load("photos")).send({ op_id: id });
    if (how === "later") return; // somebody is writing what it shows
    await change(["photos"], (stores) => alter(stores, id, isAccepted(how) ? null : { sentence: sentence || UNREADABLE }));
    await tell("acknowledged", { items: {}, visits: {}, results: [{ op_id: id, state: how, sentence }], operations: [], photo: item });
  }

  // A photo that cannot be sent keeps no other back; where the server is out of reach the next turn begins with another.
  async function sendPhotos() {
    let all = true;
    for (const row of inOrder((await waiting()).photos)) {
      try {
        await sendPhoto(row);
      } catch (error) {
        all = false;
        trouble(row.op_id);
        if (!(error instanceof Error) || UNREACHED.includes(error.name)) break;
        faulty = true;
      }
    }
    return all;
  }

  // False: something is left to be sent later. What the server never takes does not keep the photos back.
  async function flush() {
    const { operations, photos } = await waiting();
    if (![...operations, ...photos].some((row) => !row.sentence)) return true;
    if (state.blocked && !await renew()) return false;
    let all = true, batch;
    while (all && (batch = await nextBatch()).length) all = await sendBatch(batch);
    if (!all && (state.blocked || inOrder((await waiting()).operations).some((row) => !troubled.has(row.op_id)))) return false;
    return await sendPhotos() && all;
  }

  // Sends what waits; by hand (again) also what was refused before. Whoever asks while it sends has one more turn.
  async function send(again = false) {
    if (again) await forgive();
    await sending;
    clearTimeout(timer);
    if (!sending) faulty = false;
    sending ??= flush().catch(() => false).finally(() => { sending = undefined; });
    const sent = await sending;
    failures = sent ? 0 : failures + 1;
    state.failing = sent || state.blocked ? "" : faulty ? "server" : "network";
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

  // What was acknowledged, and is remembered for pages that do not show it, goes with its age, its person, or both.
  function forget(goes) {
    return change(["kept"], async ({ kept }) => {
      for (const row of (await kept.all()).filter(goes)) await kept.remove(slotOf(row));
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

  // Tells this page and the same person's other pages what happened and how much waits now, in one breath.
  async function tell(name, detail, elsewhere = false) {
    const rows = Object.values(await waiting()).flat();
    state.refused = rows.filter((row) => row.sentence).length;
    state.waiting = rows.length - state.refused;
    Object.assign(state, { keeps: keeps(), unread: isUnread() });
    if (name) document.dispatchEvent(new CustomEvent(`kt1:${name}`, { detail: { ...detail, elsewhere } }));
    if (name && !elsewhere) channel.postMessage({ user: USER, name, detail });
    document.dispatchEvent(new CustomEvent("kt1:outbox", { detail: state }));
  }

  channel.onmessage = async ({ data: { user, name, detail } }) => {
    if (user !== USER) return;
    await tell(name, detail, true);
    soon(name === "signed-in" ? 0 : IN_PEACE);
  };
  for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, () => soon(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") soon(0);
  });
  forget((row) => row.user !== USER || Date.now() - Date.parse(row.acknowledged_at) > LONGEST_KEPT).catch(() => {});
  window.kt1.outbox = { user: USER, state, isAccepted, change, keeps, mine, isBehind, forget, add, addPhoto, waiting, send, amend, renew, load, tell };
})();
