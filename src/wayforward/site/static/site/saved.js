/* The page of saved answers: reads what is kept on this device, says how far it may be trusted. */
(() => {
  const page = document.querySelector("[data-saved]");
  if (!offline.possible) {
    page.querySelector("[data-impossible]").hidden = false;
    return;
  }
  const words = JSON.parse(document.getElementById("words").textContent);
  const key = { name: page.dataset.keyName, public: page.dataset.key };
  const part = (name, within = page) => within.querySelector(`[data-${name}]`);
  const say = (text) => { part("said").textContent = text; };

  // Dates in both calendars, as everywhere on this site.
  const digits = (text) => words.digits ? text.replace(/\d/g, (digit) => words.digits[digit]) : text;
  function dated(when, calendar, names) {
    const parts = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
      timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric",
    }).formatToParts(when);
    const read = Object.fromEntries(parts.map((found) => [found.type, parseInt(found.value, 10)]));
    return digits(words.date.pattern.replace("{year}", read.year).replace("{day}", read.day)
      .replace("{month}", names[read.month - 1]));
  }
  function day(moment) {
    const when = new Date(moment);
    const solar = dated(when, "persian", words.date.solar);
    const gregorian = dated(when, "gregory", words.date.gregorian);
    return words.date.solar_first ? `${solar} (${gregorian})` : `${gregorian} (${solar})`;
  }
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

  // A sentence whose Latin names keep their direction among Arabic script.
  const latin = new RegExp(words.latin, "g");
  function put(element, text, language) {
    element.textContent = "";
    if (!words.rtl.includes(language)) return element.append(text);
    let position = 0;
    for (const found of text.matchAll(latin)) {
      const name = document.createElement("bdi");
      name.dir = "ltr";
      name.textContent = found[0];
      element.append(text.slice(position, found.index), name);
      position = found.index + found[0].length;
    }
    element.append(text.slice(position));
  }
  function list(parent, name, texts, language) {
    for (const text of texts) {
      const element = document.createElement(name);
      put(element, text, language);
      parent.append(element);
    }
  }

  const named = (names) => names[words.language] || names.en || Object.values(names)[0] || "";
  function cite(pack, [source, heading]) {
    const { url, title, language, publisher } = pack.sources[source];
    const item = document.createElement("li");
    const who = document.createElement("bdi");
    const link = document.createElement("a");
    const what = document.createElement("bdi");
    who.textContent = named(publisher);
    what.textContent = (title || url) + (heading ? ` › ${heading}` : "");
    what.lang = language;
    if (/^https?:/.test(url)) link.href = url;
    link.rel = "noreferrer external";
    link.append(what);
    item.append(who, ": ", link);
    return item;
  }

  function state(shown, { card, trust }) {
    part("old", shown).hidden = trust !== "expired";
    part("clock", shown).hidden = trust !== "clock";
    part("draft", shown).hidden = card.signed.length > 1;
    part("signed", shown).textContent = card.signed
      .map((one) => `${words.capacities[one.as] || one.as}: ${one.by}, ${day(one.at)}`).join(" · ");
    if (!card.since) return;
    part("amber", shown).hidden = false;
    part("since", shown).textContent = day(card.since);
    part("reasons", shown).textContent = card.reasons.map((why) => words.reasons[why] || why).join(" ");
  }

  function draw(entry) {
    const { card, pack, checked } = entry;
    const shown = document.getElementById("saved-card").content.cloneNode(true).firstElementChild;
    shown.id = card.id;
    for (const name of ["title", "answer", "next"]) {
      part(name, shown).lang = words.tags[card.language];
      part(name, shown).dir = words.rtl.includes(card.language) ? "rtl" : "ltr";
    }
    put(part("title", shown), card.title, card.language);
    part("badge", shown).hidden = entry.trust === "fresh" && !card.since;
    state(shown, entry);
    list(part("answer", shown), "p", card.answer, card.language);
    list(part("next", shown), "li", card.next, card.language);
    part("further", shown).hidden = !card.next.length;
    part("cites", shown).append(...card.citations.map((one) => cite(pack, one)));
    part("trust", shown).textContent = [
      filled(words.trust, { issued: day(pack.issued_at), expires: day(pack.expires_at) }),
      words.checked[checked],
    ].join(" ");
    if (card.address.startsWith("/")) part("live", shown).href = card.address;
    return shown;
  }

  // One answer of each card: in the page's language where it is there, the newest of several.
  function chosen(packs) {
    const found = new Map();
    for (const { pack, checked } of packs) {
      for (const card of pack.cards) {
        const entry = { card, pack, checked, trust: offline.trust(pack) };
        const other = found.get(card.id);
        const better = (one) => (one.card.language === words.language ? 1 : 0);
        const newer = !other || better(entry) > better(other)
          || (better(entry) === better(other) && pack.issued_at > other.pack.issued_at);
        if (newer) found.set(card.id, entry);
      }
    }
    return [...found.values()];
  }

  function drawAll(entries) {
    const place = part("list");
    place.textContent = "";
    const known = Object.keys(words.topics);
    const rank = ({ card }) => (known.indexOf(card.topics[0]) + 1) || known.length + 1;
    entries.sort((a, b) => rank(a) - rank(b) || a.card.title.localeCompare(b.card.title));
    let topic = null;
    let section = null;
    for (const entry of entries) {
      if (topic !== entry.card.topics[0]) {
        topic = entry.card.topics[0];
        section = document.createElement("section");
        const head = document.createElement("h2");
        head.textContent = words.topics[topic] || topic || "";
        section.append(head);
        place.append(section);
      }
      section.append(draw(entry));
    }
  }

  async function usable() {
    const packs = [];
    let broken = 0;
    for (const one of await offline.saved()) {
      const checked = one.pack ? await offline.signature(one.pack, key) : "bad";
      if (checked === "bad" || checked === "other") broken += 1;
      else packs.push({ ...one, checked });
    }
    return { packs, broken };
  }

  async function show() {
    const { packs, broken } = await usable();
    const entries = chosen(packs);
    drawAll(entries);
    const old = entries.filter((entry) => entry.trust === "expired").length;
    part("none").hidden = entries.length > 0;
    part("tools").hidden = entries.length === 0 && broken === 0;
    part("expired").hidden = !old;
    part("broken").hidden = !broken;
    part("count").textContent = digits(filled(words.count, { count: String(entries.length) }));
    if (packs.length) {
      const first = packs.map(({ savedAt }) => savedAt).sort()[0];
      part("count").textContent += ` ${filled(words.oldest, { date: day(first) })}`;
    }
    part("away").hidden = navigator.onLine;
    const opened = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (opened) opened.open = true;
    return packs;
  }

  async function renew(saved) {
    let gone = 0;
    for (const { address } of saved) {
      if (address.startsWith("/cards/file/")) continue;
      if ((await offline.save(address, key)) === "gone") gone += 1;
    }
    await show();
    say(gone ? words.gone : words.renewed);
  }

  // A small file is asked for again after a day, a large one after a week or when it has expired.
  const due = ({ pack, size, savedAt }) => offline.trust(pack) === "expired"
    || Date.now() - Date.parse(savedAt) > (size < 30000 ? 1 : 7) * 86400000;

  async function open(file) {
    let pack;
    const text = await file.text();
    try {
      pack = offline.parsed(text);
    } catch {
      return say(words.nofile);
    }
    const found = await offline.signature(pack, key);
    if (found !== "good") return say(found === "unchecked" ? words.cannot : words.changed);
    await offline.prepare();
    await offline.keep(`/cards/file/${pack.languages.join("-")}-${pack.cards.length}`, text);
    await show();
    say(words.opened);
  }

  const tried = (work) => async () => {
    say(words.working);
    try {
      await work();
    } catch {
      say(words.failed);
    }
  };
  part("renew").addEventListener("click", tried(async () => renew(await offline.saved())));
  part("remove").addEventListener("click", tried(async () => {
    await offline.removeAll();
    await show();
    say(words.removed);
  }));
  part("file").addEventListener("change", tried(async () => open(part("file").files[0])));
  part("filter").addEventListener("input", () => {
    const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\u200c/g, "")
      .replace(/[يى]/g, "ی").replace(/ك/g, "ک");
    const wanted = folded(part("filter").value).split(/\s+/).filter(Boolean);
    for (const card of part("list").querySelectorAll("details")) {
      const said = folded(card.textContent);
      card.hidden = !wanted.every((word) => said.includes(word));
    }
    for (const section of part("list").children) {
      section.hidden = !section.querySelector("details:not([hidden])");
    }
  });
  part("opener").hidden = false;
  show().then(async (packs) => {
    const old = packs.filter(due);
    if (old.length && navigator.onLine) await renew(old).catch(() => say(words.failed));
  });
})();
