// Saves an unfinished form 800 ms after the last change. The server draws what was saved.
import { clock } from "./dom.js";

const WAIT_MS = 800;

/** The answers worth keeping: no files, no passwords, no token. */
function answers(form) {
  const secret = new Set(["form_token"]);
  form.querySelectorAll("input[type=password]").forEach((input) => secret.add(input.name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !secret.has(name));
}

export function enhance(form) {
  const note = form.querySelector(".draft-note");
  const token = form.querySelector("input[name=form_token]").value;
  const address = `/drafts/${encodeURIComponent(form.dataset.draft)}`;
  let timer = 0;
  let turn = 0;

  function say(text, state) {
    note.textContent = text;
    note.dataset.state = state;
    form.dataset.saved = state;
  }

  async function save(leaving) {
    clearTimeout(timer);
    timer = 0;
    turn += 1;
    const mine = turn;
    try {
      const answer = await fetch(address, {
        method: "POST",
        keepalive: Boolean(leaving),
        credentials: "same-origin",
        headers: { "content-type": "application/json", "x-zhifa-form": token },
        body: JSON.stringify({ fields: answers(form) }),
      });
      if (mine !== turn || timer) return;
      if (answer.ok) say(`已自动保存 ${clock(new Date())}`, "saved");
      else if (answer.status === 401 || answer.status === 403) say("登录已失效，未能自动保存。请在新标签页登录后继续。", "failed");
      else say("未能自动保存，请勿关闭本页，稍后再试。", "failed");
    } catch (_) {
      if (mine === turn) say("网络不通，未能自动保存；恢复后会再次保存。", "failed");
    }
  }

  form.addEventListener("input", () => {
    form.dataset.saved = "waiting";
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
    turn += 1;
  });
  window.addEventListener("pagehide", () => {
    if (timer) save(true);
  });
  window.addEventListener("online", () => {
    if (form.dataset.saved === "failed") save();
  });
}
