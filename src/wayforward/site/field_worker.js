/* Opens the page of field staff without network and sends what waits there when the network is back.
   Nothing else passes through it. VERSION, FILES and STORE are written above this text when it is served. */
const SHELL = `field-shell-${VERSION}`;
importScripts(STORE);

addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(fresh)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("field-shell-") && name !== SHELL;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => clients.claim())
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !FILES.includes(pathname)) return;
  const kept = () => caches.open(SHELL).then((shell) => shell.match(pathname));
  // The page as it is today where there is a network; files are known by their version.
  const answer = request.mode === "navigate"
    ? fetch(request).catch(kept)
    : kept().then((found) => found || fetch(request));
  event.respondWith(answer);
});

addEventListener("sync", (event) => {
  const language = new URL(registration.scope).pathname.split("/")[1];
  if (event.tag === "reports") event.waitUntil(waiting.sendAll(language));
});
