/* Shortcuts of the desk, and words for a passkey that did not work. Pages work without this file. */
const SLEEPING = "desk-shortcuts-off";
const asleep = () => localStorage.getItem(SLEEPING) === "1";
const writing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
let going = false;

document.addEventListener("keydown", (event) => {
  if (asleep() || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const help = document.querySelector("[data-keys]");
  if (help && (event.key === "?" || event.key === "؟")) return location.assign(help.href);
  // By place on the keyboard: a Dari or Pashto layout has other letters on the same keys.
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  const way = going && letter && document.querySelector(`[data-key="${letter}"]`);
  going = !going && letter === "g";
  if (way) location.assign(way.href);
});

document.querySelector(".ways [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

const turn = document.querySelector("[data-switch]");
if (turn) {
  const button = turn.querySelector("button");
  const show = () => { button.textContent = asleep() ? button.dataset.on : button.dataset.off; };
  button.addEventListener("click", () => {
    if (asleep()) localStorage.removeItem(SLEEPING);
    else localStorage.setItem(SLEEPING, "1");
    show();
  });
  turn.hidden = false;
  show();
}

document.addEventListener("allauth.error", (event) => {
  const trouble = document.querySelector("[data-passkey-trouble]");
  if (!trouble) return;
  event.preventDefault();
  trouble.hidden = false;
});

// A page left with words that are not saved asks first; lengths of bars are data, not style.
for (const form of document.querySelectorAll("[data-guard]")) {
  const before = () => new URLSearchParams(new FormData(form)).toString();
  const opened = before();
  let saving = false;
  form.addEventListener("submit", (event) => { saving = event.submitter?.value !== "preview"; });
  addEventListener("beforeunload", (event) => {
    if (!saving && before() !== opened) event.preventDefault();
  });
}
for (const part of document.querySelectorAll("[data-share]")) part.style.flexGrow = part.dataset.share;
