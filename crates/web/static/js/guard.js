// Asks before a page with unsaved answers is left, and stops a form from being sent twice.

export function enhance(form) {
  let changed = false;
  let sent = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    form.removeAttribute("aria-busy");
  });
  window.addEventListener("beforeunload", (event) => {
    if (!changed || sent || form.dataset.saved === "saved") return;
    event.preventDefault();
    event.returnValue = "";
  });
}
