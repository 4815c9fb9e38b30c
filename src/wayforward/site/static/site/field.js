/* The page of field staff: writes reports down without network, sends them when there is one. */
(() => {
  const page = document.querySelector("[data-field]");
  const part = (name, within = page) => within.querySelector(`[data-${name}]`);
  const possible = "indexedDB" in window && "serviceWorker" in navigator && Boolean(window.crypto?.getRandomValues);
  if (!possible) {
    part("impossible").hidden = false;
    return;
  }
  const words = JSON.parse(document.getElementById("words").textContent);
  const form = part("form");
  const fields = form.elements;
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
  const digits = (value) => String(value).replace(/\d/g, (digit) => words.digits ? words.digits[digit] : digit);
  const say = (text) => { part("said").textContent = text; };
  const named = (field, code) => field.querySelector(`option[value="${code}"]`)?.textContent.trim() || code;
  let deleted = null;
  let arrived = 0;

  function today() {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  function fresh() {
    form.reset();
    fields.key.value = "";
    fields.people.value = 1;
    fields.day.value = fields.day.max = today();
    part("keep").textContent = words.keep;
  }

  const signedInAs = () => localStorage.getItem("field-by") || "";

  async function kept() {
    const { text, removed } = scrubbing.scrub(fields.text.value);
    fields.text.value = text;
    if (!scrubbing.saysSomething(text)) return say(words.empty);
    const before = (await waiting.all()).find(({ key }) => key === fields.key.value);
    if (before?.tried) return say(words.tried);
    // It was sent while it was being changed: as a new one it would count the same people twice.
    if (fields.key.value && !before) {
      fields.key.value = "";
      part("keep").textContent = words.keep;
      return say(words.left);
    }
    const places = (await waiting.all()).map(({ place }) => place);
    await waiting.keep({
      key: before?.key || waiting.newKey(),
      place: before?.place ?? Math.max(0, ...places) + 1,
      by: before?.by || signedInAs(),
      text,
      people: fields.people.value,
      day: fields.day.value,
      channel: fields.channel.value,
      province: fields.province.value,
    });
    say(removed ? filled(words.removed, { count: digits(removed) }) : words.kept);
    fresh();
    await show();
    if (navigator.onLine) await send();
    if ((await waiting.all()).length) await wakeLater();
  }

  // Where the browser can: the worker sends when the network is back, also with this page closed.
  async function wakeLater() {
    const worker = await navigator.serviceWorker.getRegistration();
    await worker?.sync?.register("reports").catch(() => {});
  }

  function line(report) {
    const item = document.getElementById("waiting-report").content.firstElementChild.cloneNode(true);
    item.dataset.key = report.key;
    part("text", item).textContent = report.text;
    const about = [report.day, filled(words.people, { count: report.people })];
    if (report.channel) about.push(named(fields.channel, report.channel));
    if (report.province) about.push(named(fields.province, report.province));
    part("about", item).textContent = digits(about.join(" · "));
    const note = report.refused || (report.tried ? words.tried : "");
    part("note", item).hidden = !note;
    part("note", item).textContent = report.refused ? `${words.refused} ${note}` : note;
    part("edit", item).hidden = Boolean(report.tried);
    part("edit", item).addEventListener("click", () => edit(report));
    part("delete", item).addEventListener("click", () => drop(report));
    return item;
  }

  function edit(report) {
    for (const name of ["key", "text", "people", "day", "channel", "province"]) fields[name].value = report[name];
    part("keep").textContent = words.change;
    fields.text.focus();
  }

  async function drop(report) {
    deleted = report;
    await waiting.remove(report.key);
    if (fields.key.value === report.key) fresh();
    say(words.deleted);
    await show();
  }

  async function undo() {
    if (!deleted) return;
    await waiting.keep(deleted);
    deleted = null;
    say(words.back);
    await show();
  }

  async function show() {
    const reports = await waiting.all();
    part("list").replaceChildren(...reports.map(line));
    part("count").textContent = reports.length
      ? filled(words.count, { count: digits(reports.length) })
      : arrived ? words.none_left : words.none;
    part("send").hidden = !reports.length;
    part("undo").hidden = !deleted;
    part("away").hidden = navigator.onLine;
    return reports;
  }

  function told(answer) {
    if (answer.state !== "kept") return;
    arrived += 1;
    const item = document.createElement("li");
    item.append(words.kinds[answer.kind]);
    for (const { title, url } of answer.rebuttals) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = title;
      item.append(" ", link);
    }
    part("answers").append(item);
    part("arrived").hidden = false;
  }

  async function send() {
    const before = arrived;
    const { state, others } = await waiting.sendAll(words.language, told);
    part("ended").hidden = state !== "ended";
    part("closed").hidden = state !== "closed";
    part("others").hidden = !others;
    part("others").textContent = filled(words.others, { count: digits(others) });
    if (state === "away" || state === "later") say(words[state]);
    else if (arrived > before) say(filled(words.arrived, { count: digits(arrived - before) }));
    await show();
  }

  // The page opens without network once this is through; reports are not in what is kept for it.
  async function prepare() {
    const scopes = words.languages.map((code) => `/${code}/field/`);
    const kind = { updateViaCache: "none" };
    await Promise.all(scopes.map((scope) => navigator.serviceWorker.register("/field-sw.js", { ...kind, scope })));
    await navigator.serviceWorker.ready;
    if (navigator.storage?.persist) await navigator.storage.persist();
    part("ready").hidden = false;
  }

  async function opened() {
    const way = await waiting.session(words.language);
    if (way.who) localStorage.setItem("field-by", way.who);
    part("ended").hidden = way !== "ended";
    part("closed").hidden = way !== "closed";
    if (way.who) await send();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.reportValidity()) kept().catch(() => say(words.full));
  });
  part("send").addEventListener("click", send);
  part("undo").addEventListener("click", undo);
  addEventListener("online", () => opened().then(show));
  addEventListener("offline", show);
  waiting.changed?.addEventListener("message", ({ data }) => {
    told(data);
    show();
  });
  part("works").hidden = false;
  fresh();
  show();
  if (navigator.onLine) opened();
  prepare().catch(() => {});
})();
