/* Reports that wait on this device until the desk has them: keeping, sending, letting go. Shared by
   the page of field staff and by its worker; what is kept has been scrubbed before. */
const waiting = (() => {
  const NAME = "wayforward-field";
  const SENT = ["key", "text", "people", "day", "channel", "province"];
  const changed = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;

  const opened = () => new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("reports", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  async function within(mode, work) {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const step = base.transaction("reports", mode);
        const asked = work(step.objectStore("reports"));
        step.oncomplete = () => done(asked.result);
        step.onabort = () => failed(step.error);
      });
    } finally {
      base.close();
    }
  }

  const all = async () => {
    const found = await within("readonly", (store) => store.getAll());
    return found.sort((one, other) => one.place - other.place);
  };
  const one = (key) => within("readonly", (store) => store.get(key));
  const keep = (report) => within("readwrite", (store) => store.put(report));
  const remove = (key) => within("readwrite", (store) => store.delete(key));
  const newKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const address = (language) => `/${language}/desk/reports/entries`;
  // The public site sends no referrer, and without one the desk does not trust what is sent.
  const WAY = { redirect: "manual", cache: "no-store", referrerPolicy: "same-origin" };

  async function asked(language, more = {}) {
    try {
      return await fetch(address(language), { ...WAY, ...more });
    } catch {
      return null;
    }
  }

  // Who is signed in, as a digest, and what a form needs; or "away", "ended", "closed", "later".
  async function session(language) {
    const answer = await asked(language);
    return stopped(answer) || answer.json();
  }

  function stopped(answer) {
    if (answer === null) return "away";
    if (answer.type === "opaqueredirect") return "ended";
    if (answer.status === 403) return "closed";
    return [200, 422].includes(answer.status) ? "" : "later";
  }

  async function send(report, language, token) {
    // From now on it may have arrived: it goes again as it is, and the key keeps it from counting twice.
    await keep({ ...report, tried: true });
    const answer = await asked(language, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(Object.fromEntries(SENT.map((name) => [name, report[name]]))),
    });
    const why = stopped(answer);
    return why ? { state: why } : answer.json();
  }

  // Sends what waits, one after the other; says how it ended and how many of others stayed. Other
  // pages of this browser are told of each.
  function sendAll(language, told = () => {}) {
    return locked(() => sent(language, told));
  }

  const locked = (work) => (navigator.locks ? navigator.locks.request(NAME, work) : work());

  async function sent(language, told) {
    const keys = (await all()).filter((report) => !report.refused).map(({ key }) => key);
    if (!keys.length) return { state: "none", others: 0 };
    const way = await session(language);
    if (typeof way === "string") return { state: way, others: 0 };
    let others = 0;
    for (const key of keys) {
      const report = await one(key);
      if (!report) continue;
      if (report.by && report.by !== way.who) {
        others += 1;
        continue;
      }
      const answer = await send(report, language, way.token);
      if (answer.state === "kept") await remove(key);
      else if (answer.state === "refused") await keep({ ...report, tried: false, refused: answer.why });
      else return { state: answer.state, others };
      await told(answer);
      changed?.postMessage(answer);
    }
    return { state: "done", others };
  }

  return { all, keep, remove, newKey, session, sendAll, changed };
})();
