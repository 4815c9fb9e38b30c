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
