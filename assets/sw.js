// The service worker: keeps the files of one build, so that the page, its lessons and both parts of the
// engine are there without a network. Registered by offline.js, on the advisor's own pages only.
//
// Each build has a cache of its own, and a request names its build (`?v=…`, or a hash in the file's name).
// So a tab finishes with the files it began with, whatever is installed meanwhile, and files of two builds never meet.

const BUILD = "BUILD";
/** Every file of this build with its digest, as `fetch` takes it; none for pages, which name their build. @type {[string, string][]} */
const FILES = [];

const OURS = `sentry-general ${registration.scope} `;
const nameOf = (build) => OURS + build;
/** A name that says what is in the file. */
const HASHED = /-([0-9a-f]{14,16}|[0-9A-Z]{8})(_bg)?\.[a-z]+$/;
/** How many files are asked for at once. */
const AT_ONCE = 4;
/** How long another page may take to name its build, in milliseconds. */
const PATIENCE = 1000;

addEventListener("install", (event) => event.waitUntil(keep()));
// The page that is open already has its files from here, too.
addEventListener("activate", (event) => event.waitUntil(clients.claim().then(tidy)));

addEventListener("message", ({ data, ports: [port] }) => {
  if (data === "build?") port?.postMessage(BUILD);
  if (data === "take over") skipWaiting();
  if (data === "tidy") tidy();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  const path = url.href.slice(registration.scope.length).replace(/[?#].*/, "");
  if (request.mode === "navigate") {
    // A page in a frame is its host's.
    if (request.destination === "document") event.respondWith(kept([BUILD], pagesOf(path), request));
    return;
  }
  const build = url.searchParams.get("v");
  if (build) event.respondWith(kept([build], [path], request));
  else if (HASHED.test(path)) event.respondWith(kept(undefined, [path], request));
  else event.respondWith(freshest(path, request));
});

/** The files that may answer for an address: hosts leave out `index.html` and `.html`. @param {string} path */
function pagesOf(path) {
  return path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
}

/** What is kept, else what the host has. @param {string[] | undefined} builds @param {string[]} paths @param {Request} request */
async function kept(builds, paths, request) {
  return (await find(builds, paths)) ?? fetch(request);
}

/** What may change from one build to the next: the host's, or without it what is kept. */
async function freshest(path, request) {
  try {
    if (navigator.onLine) return await fetch(request);
  } catch {
    // As without a network.
  }
  return kept([BUILD], [path], request);
}

/** A kept file, of these builds or of any. A browser may have emptied its storage, or refuse it now. */
async function find(builds, paths) {
  try {
    for (const name of builds?.map(nameOf) ?? (await ours())) {
      if (!(await caches.has(name))) continue;
      const cache = await caches.open(name);
      for (const path of paths) {
        const found = await cache.match(registration.scope + path, { ignoreVary: true });
        if (found) return found;
      }
    }
  } catch {
    // As if nothing were kept.
  }
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

/** Keeps every file of this build, or none. */
async function keep() {
  const cache = await caches.open(nameOf(BUILD));
  const left = [...FILES];
  const take = async () => {
    for (let next; (next = left.shift()); ) await keepOne(cache, ...next);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, take));
  } catch (error) {
    left.length = 0;
    await caches.delete(nameOf(BUILD));
    throw error;
  }
}

async function keepOne(cache, path, integrity) {
  const page = integrity === "";
  const query = page || HASHED.test(path) ? "" : `?v=${BUILD}`;
  // A host may be between two builds: what is not of this one is not taken.
  const ask = (cache) => fetch(registration.scope + path + query, { integrity, cache, credentials: "same-origin" });
  // What the browser has under this address may be another's, too.
  const response = page ? await ask("no-cache") : await ask("default").catch(() => ask("reload"));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const body = page ? await response.text() : response.body;
  if (page && !body.includes(BUILD)) throw new Error(`${path} is of another build`);
  // Made anew, since one that came by way of another address may not answer for a page.
  const { status, headers } = response;
  await cache.put(registration.scope + path, new Response(body, { status, headers }));
}

/** Forgets earlier builds that no open page works with. */
async function tidy() {
  // A newer one keeps files that no page has yet.
  if (registration.installing || registration.waiting) return;
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const pages = windows.filter(({ url, frameType }) => frameType !== "nested" && url.startsWith(registration.scope));
  const builds = await Promise.all(pages.map(buildOf));
  // One that does not answer may be of any build.
  if (builds.includes(undefined)) return;
  const needed = [BUILD, ...builds].map(nameOf);
  for (const name of await ours()) if (!needed.includes(name)) await caches.delete(name);
}

function buildOf(client) {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    client.postMessage("build?", [port2]);
    setTimeout(done, PATIENCE);
  });
}
