// Whether this tablet can work without network, said in the words of the help page; it changes nothing but what is asked for.
"use strict";
(() => {
  const MEGABYTE = 1024 * 1024;
  const LEAST_SPACE = 200 * MEGABYTE;
  const CLOCK_MAY_DIFFER = 120_000;

  // Whether a database opens at all: in a private window it may not.
  function opensDatabase() {
    return new Promise((resolve) => {
      const opening = indexedDB.open("kt1-check");
      opening.onerror = () => resolve(false);
      opening.onsuccess = () => {
        opening.result.close();
        indexedDB.deleteDatabase("kt1-check");
        resolve(true);
      };
    });
  }

  async function hasWorker() {
    const worker = await navigator.serviceWorker?.getRegistration("/");
    return Boolean(worker?.active);
  }

  function isOnHomeScreen() {
    return navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;
  }

  function figure(id, number) {
    const line = document.getElementById(id);
    line.querySelector("span").textContent = number.toLocaleString("vi-VN");
    line.hidden = false;
  }

  async function hasSpace() {
    if (!navigator.storage?.estimate) return undefined; // plain http: the browser does not tell
    const { quota, usage } = await navigator.storage.estimate();
    figure("space-left", Math.floor((quota - usage) / MEGABYTE));
    return quota - usage >= LEAST_SPACE;
  }

  // The server's time is in the header of any answer; a page from the pack would bring an old one.
  async function clockIsRight() {
    document.getElementById("clock-off").hidden = true;
    const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    const difference = Math.abs(Date.now() - Date.parse(answer.headers.get("Date")));
    if (difference >= CLOCK_MAY_DIFFER) figure("clock-off", Math.round(difference / 60_000));
    return difference < CLOCK_MAY_DIFFER;
  }

  const CHECKS = {
    secure: () => isSecureContext,
    storage: opensDatabase,
    worker: hasWorker,
    home: isOnHomeScreen,
    persisted: async () => await navigator.storage?.persisted?.() ?? false,
    space: hasSpace,
    clock: clockIsRight,
  };

  async function check(name) {
    let good = false;
    try {
      good = await CHECKS[name]();
    } catch {
      // What cannot even be asked is not there.
    }
    const known = good !== undefined;
    for (const one of document.querySelectorAll(`#check-${name} [data-waiting]`)) one.hidden = known;
    for (const one of document.querySelectorAll(`#check-${name} [data-good]`)) one.hidden = !known || !good;
    for (const one of document.querySelectorAll(`#check-${name} [data-bad]`)) one.hidden = !known || good;
    if (name === "persisted") document.getElementById("keep").hidden = good || !navigator.storage?.persist;
  }

  function checkAll() {
    return Promise.all(Object.keys(CHECKS).map(check));
  }

  document.getElementById("check-again").addEventListener("click", checkAll);
  document.getElementById("keep").addEventListener("click", async () => {
    await navigator.storage.persist();
    await check("persisted");
  });
  document.getElementById("tablet-check").hidden = false;
  checkAll();
})();
