// Keeps what was seen: the files that every lesson needs, listed here by the build, and the pages that were opened. A page comes
// from the network while there is one, so that readers get what is new; everything else has its content's digest in its
// address and comes from the cache. A new version waits until its reader asks for it (offline.js): no run is lost to it.
const VERSION = "loopscope-{version}";
const FILES = ["{files}"];
const ROOT = new URL("./", location.href);
// What is kept once it was used: the editor, and Python. Their folders' names have a digest of what is in them.
const LASTING = /\/(editor|python)-[0-9]+\//;
const SHELL = new Set(FILES.map(([file]) => new URL(file, ROOT).href));

// A page's address without what only its script reads.
function bare(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  return url.href;
}

const isPage = (address) => address.startsWith(ROOT.href) && address.endsWith("/");

async function others() {
  return (await caches.keys()).filter((name) => name.startsWith("loopscope-") && name !== VERSION);
}

// Pages that are to be kept: those that are open, and those that the version before kept.
async function pages() {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const kept = await Promise.all((await others()).map(async (name) => (await caches.open(name)).keys()));
  return new Set([...open, ...kept.flat()].map(({ url }) => bare(url)).filter(isPage));
}

// What cannot be had now is kept when it is opened again.
async function keepPages(cache) {
  const keep = async (page) => {
    const response = await fetch(page, { cache: "no-cache" });
    if (response.ok) await cache.put(page, response);
  };
  await Promise.allSettled([...(await pages())].map(keep));
}

self.addEventListener("install", (event) => {
  const install = async () => {
    const cache = await caches.open(VERSION);
    // What has its digest in its address and was kept before is the same; of the rest, what the browser has may be old.
    const put = async (address) => {
      const kept = /[-=][0-9a-f]{8,}/.test(address) && (await caches.match(address));
      const response = kept || (await fetch(address, { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      await cache.put(address, response);
    };
    await Promise.all([...SHELL].map(put));
    await keepPages(cache);
  };
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  const activate = async () => {
    const cache = await caches.open(VERSION);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    if ([...(await pages())].some((page) => !kept.has(page))) await keepPages(cache);
    await Promise.all((await others()).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(activate());
});

self.addEventListener("message", ({ data }) => {
  if (data === "now") skipWaiting();
});

async function page(request) {
  const address = bare(request.url);
  try {
    const response = await fetch(request);
    if (response.ok && isPage(address)) {
      const copy = response.clone();
      // A full disk takes nothing away from what is seen now.
      await caches.open(VERSION).then((cache) => cache.put(address, copy)).catch(() => {});
    }
    return response;
  } catch {
    // Also when only the slash at the end is missing.
    const kept = (await caches.match(address)) ?? (await caches.match(`${address}/`));
    return kept ?? (await caches.match(new URL("offline.html", ROOT).href)) ?? Response.error();
  }
}

// Who wants it anew has found what is kept to be of no use.
async function lasting(request) {
  const kept = request.cache !== "reload" && (await caches.match(request.url));
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const copy = response.clone();
    await caches.open(VERSION).then((cache) => cache.put(request.url, copy)).catch(() => {});
  }
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT.href)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (SHELL.has(request.url)) {
    event.respondWith(caches.match(request.url).then((kept) => kept ?? fetch(request)));
  } else if (LASTING.test(request.url)) event.respondWith(lasting(request));
  else {
    // A page that is newer than this worker has files that only the next one has kept.
    const fallback = (reason) => caches.match(request.url).then((kept) => kept ?? Promise.reject(reason));
    event.respondWith(fetch(request).catch(fallback));
  }
});
