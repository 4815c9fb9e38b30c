/* Takes out of a report what gives itself away by its form (numbers, addresses, accounts, links)
   before the report is kept on this device. The desk scrubs again when a report arrives and knows
   more, forms of names among it (reporting/scrubbing.py); tests/e2e/test_field.py compares the two. */
const scrubbing = (() => {
  const WORD = "[\\p{L}\\p{N}_]";
  const HIDDEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\u034f\ufe0f\u20e3]/gu;
  const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  const DOT = "(?:\\.|\\[\\.\\]|\\(\\.\\))";
  const ENDINGS = "com|org|net|info|eu|de|af|ir|pk|tr|uk|gr|fr|nl|se|ch|io|ly|gl|cc|xyz|biz|ru";
  const LINK = new RegExp(
    "(?:h(?:tt|xx)ps?|ftp|tg|whatsapp)\\s?:\\s?//\\S+"
      + `|(?<!${WORD}|[@.])www${DOT}\\S+`
      + `|(?<!${WORD}|[@.])(?:${LABEL}${DOT})+`
      + `(?:(?:${ENDINGS})(?!${WORD}|[-@])(?:[/?#:]\\S*)?|[A-Za-z]{2,}/\\S*)`,
    "giu"
  );
  const HOST = new RegExp(`^(?:(?:${LABEL}\\.)+[A-Za-z][A-Za-z0-9-]*|\\d{1,3}(?:\\.\\d{1,3}){3})$`, "u");
  const CLOSING = /[).,;:!?»”’"'،؛؟\]}>۔]+$/u;
  const CHATS = new Set(["wa.me", "api.whatsapp.com", "chat.whatsapp.com", "web.whatsapp.com", "t.me",
    "telegram.me", "telegram.dog", "m.me", "signal.me", "signal.group", "invite.viber.com",
    "discord.gg", "call.whatsapp.com"]);
  const GROUPS = new Set(["chat.whatsapp.com", "signal.group", "invite.viber.com", "discord.gg"]);
  const MAIL = new RegExp(`(?:${WORD}|[.+-])+\\s?(?:@|\\(at\\)|\\[at\\])\\s?(?:${WORD}|-)+(?:\\.(?:${WORD}|-)+)+`, "giu");
  const AT = new RegExp(`(?<!${WORD}|[.@])@${WORD}(?:${WORD}|\\.){2,}`, "gu");
  const MESSENGERS = "telegram|whats\\s?app|imo|viber|signal|instagram|facebook|tiktok|snapchat|skype|user\\s?name|id"
    + "|تلگرام|تلگرم|ټلګرام|ټیلیګرام|واتساپ|واتس\\s?اپ|واټساپ|ایمو|وایبر|انستاگرام|انسټاګرام|فیسبوک"
    + "|فیس\\s?بوک|تیک\\s?تاک|ټیک\\s?ټاک|سیگنال|سکایپ|آیدی|آی\\s?دی|ایډي|یوزرنیم";
  const NAMED = new RegExp(
    `(?<=(?<!${WORD})(?:${MESSENGERS})(?:\\s+(?:is|id|من|زما|ما|مې))?\\s?[:：=]\\s?)[A-Za-z_](?:${WORD}|\\.){3,}`, "giu"
  );
  const NUMBER = new RegExp(`(?<!${WORD}|[,.])[+(]?\\d(?:[ \\u00a0\\u202f\\-./()_*]{0,2}\\d){6,}(?!${WORD})`, "gu");
  const DAY = /(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?!\d)/gu;
  const LEFT = new RegExp("\\[(?:phone|email|number|handle|link|invite|chat|name|account)\\]"
    + `|hxxps?://(?:${LABEL}\\[\\.\\])+[A-Za-z][A-Za-z0-9-]*(?:/…)?`, "gu");
  const digitsOf = (text) => (text.match(/\d/g) || []).length;

  // The number a digit of any script stands for.
  function value(sign) {
    let first = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((sign.codePointAt(0) - first) % 10);
  }

  // Without marks nobody sees, and circled, raised and other digits of two units as 0-9: all can
  // hide a number. Digits of the reader's own script stay.
  function plain(text) {
    const seen = text.normalize("NFC").replace(HIDDEN, "").replace(/[^\P{C}\n\t\u200c\u200d]/gu, " ");
    const folded = seen.replace(/\p{No}|[\u{10000}-\u{10ffff}]/gu, (sign) => {
      const simple = sign.normalize("NFKD");
      if (/^\d$/.test(simple)) return simple;
      return /\p{Nd}/u.test(sign) ? value(sign) : sign;
    });
    return folded.replace(/(?<=\p{Nd})[\u200c\u200d]+|[\u200c\u200d]+(?=\p{Nd})/gu, "").trim();
  }

  // What patterns read: as long as the text, digits as 0-9.
  const read = (text) => text.replace(/\p{Nd}/gu, value);

  function isSum(number, groups) {
    if (/^[0+]/.test(number)) return false;
    if (/^\d{1,3}(?:[,.]\d{3})+$/.test(number)) return true;
    if (/^\d{1,3}(?:[ \u00a0\u202f]\d{3})+$/.test(number) && digitsOf(number) < 9) return true;
    return groups.length <= 2 && groups.every((group) => group.endsWith("00"));
  }

  // Whether a row of digits may be somebody's number and not a sum, a law, days or years.
  function mayCall(found) {
    if (/\d{9,}/.test(found)) return true;
    const number = found.replace(DAY, " ").replace(/^[ (]+|[ (]+$/g, "");
    const groups = number.match(/\d+/g) || [];
    if (digitsOf(number) < 7 || isSum(number, groups)) return false;
    if (/^(?:(?:19|20)\d\d\/\d{1,4}|\d{1,4}\/(?:19|20)\d\d)$/.test(number)) return false;
    return !groups.every((group) => /^(?:13|14|19|20)\d\d$/.test(group));
  }

  const chat = (host, path) =>
    GROUPS.has(host) || /^\/(?:\+|joinchat|join\?|c\/)/i.test(path) ? "[invite]" : "[chat]";

  // A link keeps its host in a form that opens nothing; what follows may name a person.
  function disarmed(link) {
    const whole = link.replace(/\[\.\]|\(\.\)/g, ".");
    const [scheme, named = ""] = whole.match(/^([a-z]+)\s?:\s?\/\//i) || [""];
    if (/^(?:tg|whatsapp)$/i.test(named)) return whole.includes("join") ? "[invite]" : "[chat]";
    const rest = whole.slice(scheme.length);
    const where = rest.split(/[/?#]/, 1)[0];
    const path = rest.slice(where.length);
    const host = where.split("@").pop().split(":")[0].toLowerCase().replace(/\.+$/, "");
    const bare = host.replace(/^www\./, "");
    if (CHATS.has(bare) || host.endsWith(".t.me")) return chat(bare, path);
    if (!HOST.test(host) || digitsOf(host) > 6) return "[link]";
    const opened = /^(?:http|hxxp|ftp)$/i.test(named) ? "hxxp" : "hxxps";
    return `${opened}://${host.replaceAll(".", "[.]")}${path.replace(/^\/+|\/+$/g, "") ? "/…" : ""}`;
  }

  // Runs until nothing more is found: what one step leaves may be found by another.
  function scrub(text) {
    let removed = 0;
    const change = (said, pattern, how) => {
      const pieces = [];
      let at = 0;
      for (const { 0: found, index } of read(said).matchAll(pattern)) {
        const was = said.slice(index, index + found.length);
        const now = how(was, found);
        if (now !== was) removed += 1;
        pieces.push(said.slice(at, index), now);
        at = index + found.length;
      }
      return pieces.join("") + said.slice(at);
    };
    // What was left behind is not looked at again, except by links: an address can hide in one.
    const apart = (said, pattern, how) => said.split(new RegExp(`(${LEFT.source})`, "gu"))
      .map((part, n) => (n % 2 ? part : change(part, pattern, how))).join("");
    const bare = (found) => {
      const link = found.replace(CLOSING, "");
      return disarmed(link) + found.slice(link.length);
    };
    let before;
    let now = plain(text);
    while (now !== before) {
      before = now;
      now = change(apart(now, MAIL, () => "[email]"), LINK, bare);
      now = apart(apart(now, NAMED, () => "[handle]"), AT, () => "[handle]");
      now = apart(now, NUMBER, (was, found) => (mayCall(found) ? "[number]" : was));
    }
    return { text: now, removed };
  }

  const saysSomething = (text) => /\p{L}/u.test(text.replace(LEFT, ""));
  return { scrub, saysSomething };
})();
