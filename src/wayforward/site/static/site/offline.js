/* Answers kept on this device: signed files in the browser's cache, nothing else, told to nobody. */
const offline = (() => {
  const STORE = "wayforward-saved";
  const DAY = 86400000;
  const possible = "caches" in window && "serviceWorker" in navigator && Boolean(window.crypto?.subtle);
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  // The one way to write a document down, as the signer did (RFC 8785 without fractions).
  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical)}]`;
    if (!value || typeof value !== "object") return JSON.stringify(value);
    const member = (name) => `${JSON.stringify(name)}:${canonical(value[name])}`;
    return `{${Object.keys(value).sort().map(member)}}`;
  }

  // "good", "bad", "other" (another key), or "unchecked" where the browser does not know Ed25519.
  async function signature(pack, key) {
    if (pack.key !== key.name) return "other";
    let checker;
    try {
      checker = await crypto.subtle.importKey("raw", bytes(key.public), "Ed25519", false, ["verify"]);
    } catch {
      return "unchecked";
    }
    const { signature: signed, ...said } = pack;
    try {
      const text = new TextEncoder().encode(canonical(said));
      return (await crypto.subtle.verify("Ed25519", checker, bytes(signed), text)) ? "good" : "bad";
    } catch {
      return "bad";
    }
  }

  // "fresh", "expired", or "clock": this device believes that the file is from a day to come.
  function trust(pack, now = Date.now()) {
    if (now >= Date.parse(pack.expires_at)) return "expired";
    return now < Date.parse(pack.issued_at) - DAY ? "clock" : "fresh";
  }

  function parsed(text) {
    const pack = JSON.parse(text);
    if (pack.kind !== "wayforward cards" || pack.format !== 1) throw new Error("no pack");
    return pack;
  }

  async function keep(address, text) {
    const headers = { "Content-Type": "application/json", "X-Saved-At": new Date().toISOString() };
    const store = await caches.open(STORE);
    await store.put(address, new Response(text, { headers }));
  }

  // Fetch a pack, check it, keep it. Says "saved", "gone" (we took it back) or throws.
  async function save(address, key) {
    const response = await fetch(address, { cache: "no-store" });
    if (response.status === 404) {
      await remove(address);
      return "gone";
    }
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    const found = await signature(parsed(text), key);
    if (found === "bad" || found === "other") throw new Error(found);
    await keep(address, text);
    return "saved";
  }

  async function saved() {
    const store = await caches.open(STORE);
    const found = [];
    for (const request of await store.keys()) {
      const response = await store.match(request);
      const { pathname, search } = new URL(request.url);
      try {
        const text = await response.text();
        found.push({
          address: pathname + search,
          pack: parsed(text),
          size: text.length,
          savedAt: response.headers.get("X-Saved-At"),
        });
      } catch {
        found.push({ address: pathname + search, pack: null });
      }
    }
    return found;
  }

  async function remove(address) {
    const store = await caches.open(STORE);
    await store.delete(address);
  }

  async function removeAll() {
    const ours = (await caches.keys()).filter((name) => name.startsWith("wayforward-"));
    await Promise.all(ours.map((name) => caches.delete(name)));
    // Only the worker of saved answers: field staff have one of their own (field.js).
    const saver = ({ active }) => active && new URL(active.scriptURL).pathname === "/sw.js";
    const workers = (await navigator.serviceWorker.getRegistrations()).filter(saver);
    await Promise.all(workers.map((worker) => worker.unregister()));
  }

  // The page of saved answers opens without network once this is through.
  async function prepare() {
    const worker = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    const coming = worker.installing || worker.waiting;
    if (coming && !worker.active) {
      await new Promise((done, failed) => {
        coming.addEventListener("statechange", () => {
          if (coming.state === "activated") done();
          if (coming.state === "redundant") failed(new Error("not installed"));
        });
      });
    }
    if (navigator.storage?.persist) await navigator.storage.persist();
  }

  return { possible, signature, trust, parsed, keep, save, saved, remove, removeAll, prepare };
})();

for (const part of document.querySelectorAll("[data-save]")) {
  if (!offline.possible) break;
  const key = { name: part.dataset.keyName, public: part.dataset.key };
  const button = part.querySelector("button");
  const said = part.querySelector("[role=status]");
  part.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = part.dataset.working;
    try {
      await offline.prepare();
      await offline.save(part.dataset.save, key);
      said.textContent = part.dataset.done;
    } catch {
      said.textContent = part.dataset.failed;
    }
    button.disabled = false;
  });
}
