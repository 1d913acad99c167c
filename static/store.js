// What this device keeps: IndexedDB, and beside it, as long as the page lasts, what the disk would not take; it knows no server and no person.
"use strict";
(() => {
  const STORES = { operations: "op_id", photos: "op_id", kept: ["item", "part", "repeat"], packs: "visit", meta: "name" };
  const SLOW_TO_OPEN = 5_000;
  const loose = Object.fromEntries(Object.keys(STORES).map((name) => [name, new Map()])); // null: taken away, but the disk has it still
  let [opened, hopeless, unread, onThePage] = [false, false, false, Promise.resolve()];
  let database;

  function text(key) {
    return JSON.stringify([key].flat());
  }

  function keyOf(name, row) {
    return text([STORES[name]].flat().map((field) => row[field]));
  }

  function done(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  // A database that opens too late for whoever asked is there for the next.
  async function open() {
    const opening = indexedDB.open("kt1", 1);
    opening.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) opening.result.createObjectStore(name, { keyPath });
    };
    const found = done(opening).then((one) => {
      one.onversionchange = () => one.close();
      one.onclose = () => { database = undefined; };
      database ??= Promise.resolve(one);
      opened = true;
      return one;
    });
    return Promise.race([found, new Promise((_, reject) => setTimeout(reject, SLOW_TO_OPEN, new Error("kt1: slow to open")))]);
  }

  // The row that counts: what the page holds is newer than the disk, but a count of another page may be further on.
  function newer(held, kept) {
    return held === undefined || kept?.value > held?.value ? kept : held ? { ...held } : undefined;
  }

  function merged(name, kept) {
    const rows = new Map(kept.map((row) => [keyOf(name, row), row]));
    for (const [key, held] of loose[name]) rows.set(key, newer(held, rows.get(key)));
    return [...rows.values()].filter(Boolean);
  }

  // What the disk has taken the page need not hold any longer, once it is written: later collects what to do then.
  function onDisk(name, store, later) {
    const rows = loose[name];
    const replace = (key, request) => {
      const held = rows.get(key);
      later.push(() => rows.get(key) === held && rows.delete(key));
      return done(request);
    };
    return {
      all: async () => merged(name, await done(store.getAll())),
      get: async (key) => newer(rows.get(text(key)), await done(store.get(key))),
      put: (row) => replace(keyOf(name, row), store.put(row)),
      remove: (key) => replace(text(key), store.delete(key)),
    };
  }

  function onPage(name, kept) {
    const rows = loose[name];
    return {
      all: async () => merged(name, kept),
      get: async (key) => newer(rows.get(text(key)), kept.find((row) => keyOf(name, row) === text(key))),
      put: async (row) => void rows.set(keyOf(name, row), { ...row }),
      remove: async (key) => void rows.set(text(key), null),
    };
  }

  async function named(names, make) {
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await make(name)])));
  }

  // Half of it is never kept.
  function stop(transaction) {
    try {
      transaction.abort();
    } catch {
      // It has stopped by itself.
    }
  }

  async function transact(connection, names, work) {
    const transaction = connection.transaction(names, "readwrite", { durability: "strict" }), later = [];
    const complete = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new Error("kt1: aborted"));
    });
    complete.catch(() => {});
    let found;
    try {
      found = await work(await named(names, (name) => onDisk(name, transaction.objectStore(name), later)));
    } catch (error) {
      stop(transaction);
      throw error;
    }
    await complete;
    for (const one of later) one();
    unread = false;
    return found;
  }

  // After any failure the next to ask opens the database anew.
  async function inOneTransaction(names, work) {
    const used = database ??= open();
    try {
      return await transact(await used, names, work);
    } catch (error) {
      if (database === used) database = undefined;
      used.then((one) => one.close(), () => {});
      throw error;
    }
  }

  function givenUp() {
    return hopeless && !database;
  }

  async function read(names) {
    try {
      if (givenUp()) throw new Error("kt1: never opened");
      const transaction = (await (database ??= open())).transaction(names);
      const found = await named(names, (name) => done(transaction.objectStore(name).getAll()));
      unread = false;
      return found;
    } catch {
      database = undefined;
      unread = Boolean(window.indexedDB);
      return named(names, () => []);
    }
  }

  async function besideTheDisk(names, work) {
    const kept = await read(names);
    return work(await named(names, (name) => onPage(name, kept[name])));
  }

  // Does work with these stores as one whole; what it gives is given on when the disk has everything. What the disk does not
  // take, asked twice, the page holds in addition, unless it should rather fail; what the disk has is never out of sight.
  async function change(names, work, orFail = false) {
    let fault;
    for (let tries = 0; tries < 2 && !givenUp(); tries++) {
      try {
        return await inOneTransaction(names, work);
      } catch (error) {
        fault = error;
        hopeless = !opened;
      }
    }
    if (orFail && opened) throw fault;
    const found = onThePage.then(() => besideTheDisk(names, work));
    onThePage = found.catch(() => {});
    return found;
  }

  // Whether the disk has what waits: one row of it, or everything.
  function keeps(name, key) {
    if (name) return !givenUp() && !loose[name].get(text(key));
    return !givenUp() && ![...loose.operations.values(), ...loose.photos.values()].some(Boolean);
  }

  window.kt1 ??= {};
  window.kt1.store = { STORES, change, keeps, isUnread: () => unread };
})();
