/* Opens the saved answers without network, and nothing else: no other page is kept, and what people
   ask, and the desk of those who work here, pass by untouched. VERSION, FILES and LANGUAGES are written above this text when it is served. */
const SHELL = `wayforward-shell-${VERSION}`;

addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(fresh)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("wayforward-shell-") && name !== SHELL;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => clients.claim())
  );
});

const kept = (path) => caches.open(SHELL).then((shell) => shell.match(path));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.endsWith("/ask") || pathname.includes("/desk/")) return;
  if (FILES.includes(pathname)) {
    event.respondWith(kept(pathname).then((found) => found || fetch(request)));
  } else if (request.mode === "navigate") {
    const language = LANGUAGES.find((code) => pathname.startsWith(`/${code}/`)) || LANGUAGES[0];
    event.respondWith(fetch(request).catch(() => kept(`/${language}/saved`)));
  }
});
