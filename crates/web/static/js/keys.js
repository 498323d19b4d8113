// Questions before an act, and the keyboard: "/" to search, "g i" to a page, "?" for help.
import { button, make } from "./dom.js";

const keys = new Map();
let dialog = null;
let typed = "";
let listening = false;

function open(title, body, acts) {
  if (dialog) dialog.remove();
  const heading = make("h2", { id: "dialog-title" }, title);
  dialog = make("dialog", {}, heading, ...body, make("div", { className: "dialog-foot" }, ...acts));
  dialog.setAttribute("aria-labelledby", "dialog-title");
  document.body.append(dialog);
  dialog.showModal();
}

function ask(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.agreed === "yes") return;
    event.preventDefault();
    const sender = event.submitter || form.querySelector("button[type=submit]");
    open(form.dataset.confirm, [], [
      button(sender.textContent.trim(), () => {
        form.dataset.agreed = "yes";
        dialog.close();
        form.submit();
      }, sender.className),
      button("取消", () => {
        dialog.close();
        sender.focus();
      }, "btn"),
    ]);
  });
}

function help() {
  const list = make("dl", {});
  for (const [combination, { label }] of keys) {
    list.append(make("dt", {}, make("kbd", {}, combination)), make("dd", {}, label));
  }
  list.append(make("dt", {}, make("kbd", {}, "?")), make("dd", {}, "显示本帮助"));
  open("键盘快捷键", [list], [button("知道了", () => dialog.close(), "btn btn-primary")]);
}

function listen() {
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, textarea, select, dialog, [contenteditable]");
    if (busy || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "?") {
      help();
      return;
    }
    typed = `${typed} ${event.key}`.trim().split(" ").slice(-2).join(" ");
    const hit = keys.get(typed) || keys.get(event.key);
    if (!hit) return;
    event.preventDefault();
    typed = "";
    hit.act();
  });
}

export function enhance(element) {
  if (element.dataset.confirm) ask(element);
  if (element.dataset.shortcut) {
    keys.set(element.dataset.shortcut, { label: "查找", act: () => element.focus() });
    listen();
  }
  if (element.dataset.go) {
    const label = element.querySelector(".side-label") || element;
    keys.set(element.dataset.go, { label: `前往${label.textContent.trim()}`, act: () => element.click() });
    listen();
  }
}
