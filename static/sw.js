// What a browser shows when the network fails or nothing has changed: a page of a pack, or that was seen; what is sent it never touches.
"use strict";
const VERSION = "unversioned";
const SHELL = `shell-${VERSION}`;
const OFFLINE = "/offline";
const ADDRESS_OF_ASSET = /\/static\/[^"'\s<>]+/g;
const NEWS = /<div id="flashes">\s*<div/;
const PATIENCE = 2000;
const LONGEST_AGE = 7 * 24 * 3600 * 1000;
const MOST_SEEN = 40;
const USER = /data-user="([a-z0-9]+)"/;
const NO_SERVER_BEHIND = [502, 503, 504];

function assetsOf(text) {
  return [...new Set(text.match(ADDRESS_OF_ASSET) ?? [])].map((address) => address.replaceAll("&amp;", "&"));
}

async function addMissing(cache, addresses) {
  for (const address of addresses) {
    if (!(await caches.match(address, { ignoreVary: true }))) await cache.add(address);
  }
}

// The page without network is asked for as a stranger: what is stored names nobody.
async function fillShell() {
  const cache = await caches.open(SHELL);
  const answer = await fetch(OFFLINE, { credentials: "omit" });
  if (!answer.ok) throw new Error(`${OFFLINE}: ${answer.status}`);
  await cache.addAll(assetsOf(await answer.clone().text()));
  await cache.put(OFFLINE, answer);
}

async function removeUnknown() {
  for (const name of await caches.keys()) {
    if (name !== SHELL && !/^(pack|seen)-/.test(name)) await caches.delete(name);
  }
}

function patience() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE));
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// The packs as the pages wrote them; a worker never makes the database, and holds it no longer than it reads.
async function readPacks() {
  const opening = indexedDB.open("kt1");
  opening.onupgradeneeded = () => opening.transaction.abort();
  const database = await done(opening);
  try {
    return await done(database.transaction("packs").objectStore("packs").getAll());
  } finally {
    database.close();
  }
}

// A database that cannot be read holds nobody up.
async function packs() {
  return (await Promise.race([readPacks().catch(() => []), patience()])) ?? [];
}

async function packOf(address) {
  return (await packs()).find((pack) => pack.urls.includes(address) && Date.now() - Date.parse(pack.made_at) < LONGEST_AGE);
}

function stored(pack, address) {
  return caches.match(address, { cacheName: pack.cache, ignoreVary: true });
}

// What was opened with network replaces its copy, with its new style sheets, if it is the page of the pack's own user; news
// that is told once would be told again and again.
async function refresh(pack, address, answer) {
  if (!answer.ok || answer.redirected || answer.type !== "basic") return;
  const text = await answer.clone().text();
  if (!text.includes(`data-user="${pack.user}"`) || NEWS.test(text) || (await packOf(address))?.cache !== pack.cache) return;
  if (!await caches.has(pack.cache)) return;
  const cache = await caches.open(pack.cache);
  await addMissing(cache, assetsOf(text));
  await cache.put(address, answer);
  // Whoever left meanwhile has emptied it, and what was put back since goes too.
  if (!(await readPacks()).some((one) => one.cache === pack.cache)) await caches.delete(pack.cache);
}

// A page goes with the mark of its copy: what has not changed is answered in a few bytes, and the copy is shown.
async function ask(request, copy) {
  const mark = copy?.headers.get("ETag");
  if (!mark) return fetch(request);
  const answer = await fetch(request.url, { headers: { Accept: "text/html", "If-None-Match": mark }, redirect: "manual" });
  return answer.status === 304 ? copy : answer;
}

// The network first; when it fails, or says nothing for so long, the pack, and the answer that comes late only renews the copy.
async function networkOrPack(event, address, pack, keep) {
  const copy = await stored(pack, address);
  const asked = ask(event.request, keep && copy).then((answer) => {
    if (keep && answer !== copy) event.waitUntil(refresh(pack, address, answer.clone()).catch(() => {}));
    return answer;
  });
  event.waitUntil(asked.catch(() => {}));
  const answer = await Promise.race([asked.catch(() => null), patience()]);
  if (answer && !NO_SERVER_BEHIND.includes(answer.status)) return answer;
  if (copy && event.resultingClientId) event.waitUntil(tellOfCopy(event.resultingClientId));
  return copy ?? asked;
}

// A page that is a copy says so itself; it hears of it when it has come.
async function tellOfCopy(page) {
  (await self.clients.get(page))?.postMessage({ copy: true });
}

// A page with a mark of what it says is kept for its user alone; nobody sees it again before the server has said that it still
// says the same to whoever asks.
async function keepSeen(address, answer) {
  const user = (await answer.clone().text()).match(USER)?.[1];
  if (!user) return;
  const cache = await caches.open(`seen-${user}`);
  await cache.put(address, answer);
  for (const old of (await cache.keys()).slice(0, -MOST_SEEN)) await cache.delete(old);
  // Whoever left meanwhile has emptied everything.
  if (!await caches.has(SHELL)) await caches.delete(`seen-${user}`);
}

function maybeKept({ ok, redirected, type, headers }) {
  return ok && !redirected && type === "basic" && headers.has("ETag") && headers.get("Content-Type").startsWith("text/html");
}

async function seenCopy(address) {
  for (const name of await caches.keys()) {
    const copy = name.startsWith("seen-") && await caches.match(address, { cacheName: name, ignoreVary: true });
    if (copy) return copy;
  }
  return undefined;
}

async function networkOrSeen(event, address) {
  const copy = await seenCopy(address);
  const answer = await ask(event.request, copy);
  if (answer !== copy && maybeKept(answer)) event.waitUntil(keepSeen(address, answer.clone()).catch(() => {}));
  return answer;
}

// The page on which the worker came was there before it.
async function keepShown(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (maybeKept(answer)) await keepSeen(address, answer);
}

async function navigation(event, address) {
  const pack = await packOf(address);
  try {
    return await (pack ? networkOrPack(event, address, pack, true) : networkOrSeen(event, address));
  } catch {
    return caches.match(OFFLINE, { ignoreVary: true });
  }
}

async function picture(event, address) {
  const pack = await packOf(address);
  return pack ? networkOrPack(event, address, pack, false) : fetch(event.request);
}

async function asset(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fillShell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(removeUnknown().then(() => self.clients.claim())));
self.addEventListener("message", (event) => event.waitUntil(keepShown(event.data.keep).catch(() => {})));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigation(event, pathname + search));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.destination === "image") event.respondWith(picture(event, pathname + search));
});
