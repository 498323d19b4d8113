// Sends a large file piece by piece while the person goes on writing. A broken link only makes it
// wait; a file that is chosen again goes on from where it was. The form then names the upload.
import { button, make, touched } from "./dom.js";

export const LARGE_BYTES = 4 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;
const PAUSES_S = [1, 2, 4, 8, 16, 30, 60];
const SLOT = "zhifa.upload.";
const KEPT_MS = 3 * 24 * 3600 * 1000;

function slot(file) {
  return `${SLOT}${file.name}.${file.size}.${file.lastModified}`;
}

/** The id under which this very file was begun on this device, if it was. */
function remembered(file) {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith(SLOT))) {
    const at = Number(localStorage.getItem(key).split(" ")[1]);
    if (!(Date.now() - at < KEPT_MS)) localStorage.removeItem(key);
  }
  return (localStorage.getItem(slot(file)) || "").split(" ")[0];
}

function remember(file, id) {
  try {
    localStorage.setItem(slot(file), `${id} ${Date.now()}`);
  } catch (_) {
    // Without room on the device the file is sent from its beginning when it is chosen again.
  }
}

/**
 * The root of the RFC 6962 tree over the pieces of a file, in hexadecimal; nothing where the browser
 * cannot compute one. By it the device knows that what was kept is what it has.
 */
async function rootOf(file) {
  if (!crypto.subtle) return null;
  const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
  const [leaf, node] = [Uint8Array.of(0), Uint8Array.of(1)];
  const open = [];
  for (let turn = 0; turn * PIECE_BYTES < file.size; turn += 1) {
    let sum = await hash(leaf, file.slice(turn * PIECE_BYTES, (turn + 1) * PIECE_BYTES));
    for (let rest = turn; rest & 1; rest >>= 1) sum = await hash(node, open.pop(), sum);
    open.push(sum);
  }
  let root = open.pop();
  while (open.length) root = await hash(node, open.pop(), root);
  return Array.from(root, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What stops an upload for good, in words for the person. */
class Refused extends Error {}

/** Keeps a form from being sent while files of it are on their way. */
function holdBack(form) {
  if (form.dataset.sending) return;
  form.dataset.sending = "0";
  const note = make("p", { className: "sending-note" });
  note.setAttribute("role", "status");
  form.addEventListener(
    "submit",
    (event) => {
      if (form.dataset.sending === "0") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      note.textContent = "还有文件正在上传，传完以后再提交。";
      const last = form.querySelector("[type=submit]");
      if (last) last.before(note);
    },
    true,
  );
  form.addEventListener("zhifa-sent", () => {
    if (form.dataset.sending === "0") note.remove();
  });
}

function count(form, more) {
  form.dataset.sending = String(Number(form.dataset.sending) + more);
  form.dispatchEvent(new Event("zhifa-sent"));
}

/** Starts sending; shows how far it is in `list`. */
export function send(input, file, list) {
  const form = input.form;
  const token = form.querySelector("input[name=form_token]").value;
  holdBack(form);
  input.required = false;
  const bar = make("progress", { max: file.size, value: 0 });
  bar.setAttribute("aria-label", `${file.name}上传进度`);
  const status = make("span", { className: "hash" }, "准备上传……");
  status.setAttribute("role", "status");
  const row = make("li", { className: "sending" }, make("span", {}, file.name), bar, status);
  let cancelled = false;
  let wake = () => {};
  const stop = button("取消", () => {
    cancelled = true;
    wake();
  });
  row.append(stop);
  list.append(row);
  count(form, 1);
  const online = () => wake();
  window.addEventListener("online", online);

  function pause(seconds) {
    return new Promise((done) => {
      const timer = setTimeout(done, seconds * 1000);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async function call(method, address, body, kind, more) {
    const headers = { "x-zhifa-form": token, ...more };
    if (kind) headers["content-type"] = kind;
    const answer = await fetch(address, { method, body, headers, credentials: "same-origin" });
    const json = (answer.headers.get("content-type") || "").startsWith("application/json");
    const said = json ? await answer.json() : {};
    if (answer.status === 422) throw new Refused(said.message);
    return { status: answer.status, said };
  }

  async function begin() {
    const words = JSON.stringify({ name: file.name, size: file.size });
    const { status, said } = await call("POST", "/uploads", words, "application/json");
    if (status !== 201) throw new Error(`${status}`);
    remember(file, said.id);
    return said;
  }

  /** Where it stands; begun anew when nobody knows it any more. */
  async function stand() {
    const id = remembered(file);
    if (!id) return begin();
    const { status, said } = await call("GET", `/uploads/${id}`);
    if (status === 200) return said;
    if (status !== 404) throw new Error(`${status}`);
    localStorage.removeItem(slot(file));
    return begin();
  }

  async function piece(now) {
    const bytes = file.slice(now.have, now.have + PIECE_BYTES);
    const from = { "upload-offset": String(now.have) };
    const { status, said } = await call("POST", `/uploads/${now.id}`, bytes, "application/octet-stream", from);
    if (status === 200) return said;
    // The answer to the last piece was lost, or another tab sends the same file.
    if (status === 409) return { ...now, have: said.have };
    throw new Error(`${status}`);
  }

  async function whole() {
    let now = null;
    for (let tries = 0; ; ) {
      if (cancelled) return now;
      try {
        now = now ? await piece(now) : await stand();
        tries = 0;
        bar.value = now.have;
        status.textContent = now.have < file.size ? `已传${Math.floor((now.have / file.size) * 100)}%` : "已传完，正在检查……";
        if (now.value) return now;
      } catch (error) {
        if (error instanceof Refused) throw error;
        const wait = PAUSES_S[Math.min(tries, PAUSES_S.length - 1)];
        tries += 1;
        const done = now ? `已传${Math.floor((now.have / file.size) * 100)}%，` : "";
        const why = error.message === "401" || error.message === "403" ? "登录已失效，请在新标签页登录" : "网络不通";
        status.textContent = `${why}；${done}${wait}秒后从断点续传。`;
        await pause(wait);
        // How far it came is asked anew: an answer may have been lost.
        now = null;
      }
    }
  }

  whole()
    .then(async (end) => {
      if (cancelled) {
        if (end) await call("POST", `/uploads/${end.id}/cancel`, "{}", "application/json").catch(() => {});
        localStorage.removeItem(slot(file));
        row.remove();
        return;
      }
      status.textContent = "已传完，正在与本机文件核对……";
      const root = end.chunks ? await rootOf(file) : null;
      if (root && root !== end.chunks) {
        await call("POST", `/uploads/${end.id}/cancel`, "{}", "application/json").catch(() => {});
        throw new Refused("服务器收到的内容与本机文件不一致，没有采用，请重新选择文件。");
      }
      const [, , tail] = end.value.split(":");
      const box = make("input", { type: "checkbox", className: "form-check-input", name: input.name, value: end.value, checked: true });
      const label = make("label", { className: "form-check" }, box, ` 已上传：${file.name} `, make("span", { className: "hash" }, root ? `${tail} 与本机文件一致` : tail));
      row.className = "kept";
      row.replaceChildren(label);
      touched(input);
    })
    .catch((error) => {
      localStorage.removeItem(slot(file));
      bar.remove();
      stop.textContent = "移除";
      stop.onclick = () => row.remove();
      status.textContent = error instanceof Refused ? error.message : "没有传完，请重新选择文件。";
      input.required = input.hasAttribute("data-required");
    })
    .finally(() => {
      window.removeEventListener("online", online);
      count(form, -1);
    });
}
