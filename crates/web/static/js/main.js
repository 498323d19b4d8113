// Starts the enhancements that the page in front of us can use. Every page works without them.

const parts = [
  ["form[data-draft]", () => import("./drafts.js")],
  ["form[data-guard]", () => import("./guard.js")],
  ["[data-sign]", () => import("./sign.js")],
  ["[data-rows]", () => import("./rows.js")],
  ["input[data-hash]", () => import("./uploads.js")],
  ["[data-place]", () => import("./place.js")],
  ["[data-checklist], [data-phrases], [data-check]", () => import("./answers.js")],
  ["form[data-confirm], [data-shortcut], [data-go]", () => import("./keys.js")],
  ["body[data-keeps-heads]", () => import("./heads.js")],
];

async function start() {
  for (const [selector, load] of parts) {
    const found = document.querySelectorAll(selector);
    if (found.length > 0) {
      const part = await load();
      found.forEach(part.enhance);
    }
  }
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
}

start();
