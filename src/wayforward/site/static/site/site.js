/* Nothing here is needed: it only says that the answer is on its way and stops a second press. */
for (const form of document.querySelectorAll("[data-ask]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    const waiting = form.querySelector("[data-waiting]");
    if (waiting) waiting.hidden = false;
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-ask]")) delete form.dataset.sent;
  for (const waiting of document.querySelectorAll("[data-waiting]")) waiting.hidden = true;
});
/* Passing a text on: the buttons appear where the browser can do what they say. */
for (const field of document.querySelectorAll("[data-share]")) {
  const part = field.parentElement;
  const said = part.querySelector("[data-copied]");
  const copy = part.querySelector("[data-copy]");
  const handOn = part.querySelector("[data-hand-on]");
  copy.hidden = !navigator.clipboard;
  handOn.hidden = !navigator.share;
  copy.addEventListener("click", () => navigator.clipboard.writeText(field.value).then(
    () => { said.textContent = said.dataset.copied; },
    () => { said.textContent = said.dataset.notCopied; field.focus(); field.select(); }
  ));
  handOn.addEventListener("click", () => {
    navigator.share({ title: document.title, text: field.value }).catch(() => {});
  });
}
