// Keeps the heads of the record that this device has seen, and checks that each continues the last:
// whoever rewrites the record must also rewrite every phone.
import { button, make } from "./dom.js";
import { continues, read, short, signed } from "./record.js";

const SLOT = "zhifa.heads";
const PAUSE_MS = 60_000;
/** The first head and those of the newest days are kept. */
const MOST = 400;

function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(SLOT));
    if (kept && Array.isArray(kept.heads)) return kept;
  } catch (_) {
    // What cannot be read is begun again.
  }
  return { heads: [], keys: [], checked: "", said: "", trouble: null };
}

function store(kept) {
  try {
    localStorage.setItem(SLOT, JSON.stringify(kept));
    return true;
  } catch (_) {
    return false;
  }
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function inWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** The newest head of each day, with the very first. */
function keep(kept, note) {
  const day = today();
  const origin = read(note).origin;
  const others = kept.heads.filter((it, at) => at === 0 || it.day !== day || read(it.note).origin !== origin);
  const all = [...others, { day, at: new Date().toISOString(), note }];
  kept.heads = all.length <= MOST ? all : [all[0], ...all.slice(all.length - MOST + 1)];
}

async function text(path) {
  const answer = await fetch(path, { cache: "no-store", credentials: "omit" });
  if (!answer.ok) throw new Error(`${path} ${answer.status}`);
  return answer.text();
}

/** What the server shows now against what was kept; says what came of it. */
async function compare(kept) {
  const [note, key] = [await text("/log/checkpoint"), (await text("/log/key")).trim()];
  const shown = read(note);
  const wrong = (what) => {
    kept.trouble = { at: new Date().toISOString(), what, shown: note };
    return what;
  };
  if (!shown) return wrong("平台给出的存证头不成样子。");
  const genuine = await signed(note, key);
  if (genuine === false) return wrong("平台给出的存证头没有有效的签名。");
  if (!kept.keys.includes(key)) kept.keys.push(key);
  const held = kept.heads.filter((it) => read(it.note).origin === shown.origin).at(-1);
  if (held && !(await continues(read(held.note), shown))) {
    return wrong(`本机${inWords(held.day)}留存的存证头（${read(held.note).size}条）与平台现在的记录（${shown.size}条）不一致，记录可能被改写或者退回。`);
  }
  const before = kept.heads.length;
  if (!held || read(held.note).size < shown.size) keep(kept, note);
  if (!held && before > 0) return "记录换了新的纪元（从备份恢复或者重新建立），以前留存的存证头仍在本机，请交执法监督机关核对。";
  const known = kept.keys.length > 1 ? "签名密钥更换过，新旧密钥都已留存。" : "";
  const doubt = genuine === null ? "本浏览器不能核对签名，只核对了前后一致。" : "";
  return `一致：记录现有${shown.size}条${held ? `，包含本机上次留存的${read(held.note).size}条` : ""}。${known}${doubt}`;
}

/** Checks, at most once a minute unless it is asked for. */
async function check(asked) {
  const kept = load();
  if (kept.trouble) return kept;
  const pause = Date.now() - Date.parse(kept.checked || 0);
  if (!asked && pause < PAUSE_MS) return kept;
  if (!globalThis.crypto?.subtle) {
    kept.said = "本浏览器在这个地址下不能核对（需要 https），没有留存。";
    return kept;
  }
  try {
    kept.said = await compare(kept);
  } catch (_) {
    kept.said = "没有读到平台的存证头，联网后会再次核对。";
  }
  kept.checked = new Date().toISOString();
  if (!store(kept)) kept.said = "本机存储已满或者被禁用，没有留存。";
  return kept;
}

/** The sentence that stands above every page until the heads have been handed over. */
function warn(kept) {
  document.querySelector("[data-heads-alarm]")?.remove();
  if (!kept.trouble) return;
  const words = make("p", {}, `${kept.trouble.what}请不要清除本机数据，下载留存文件交执法监督机关。`);
  words.append(make("a", { href: "/tools/heads" }, "查看并下载"));
  const alarm = make("div", { className: "notice notice-danger", role: "alert", "data-heads-alarm": "" }, words);
  document.querySelector("#main").prepend(alarm);
}

/** All notes in one file, as `zhifa verify --anchors` reads it. */
function file(kept) {
  const part = (it, what) => `#### ${it.at} ${what}\n${it.note}`;
  const parts = kept.heads.map((it) => part(it, "本机留存"));
  if (kept.trouble) parts.push(`#### ${kept.trouble.at} 不一致时平台给出\n${kept.trouble.shown}`);
  return parts.join("");
}

function download(kept) {
  const href = URL.createObjectURL(new Blob([file(kept)], { type: "text/plain" }));
  const link = make("a", { href, download: `存证头-${today()}.txt` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

function show(box, kept) {
  const clear = button("清除本机留存", () => {
    if (!window.confirm("清除以后，本机不能再证明此前的记录。已经下载留存文件了吗？")) return;
    localStorage.removeItem(SLOT);
    show(box, load());
    warn(load());
  }, "btn btn-outline-danger");
  const again = button("立即核对", async () => {
    again.disabled = true;
    const now = await check(true);
    warn(now);
    show(box, now);
  }, "btn btn-primary");
  const take = button("下载留存文件", () => download(kept), "btn");
  take.disabled = kept.heads.length === 0;
  const columns = ["留存时间", "记录条数", "校验值", "日志"];
  const rows = [...kept.heads].reverse().map((it) => {
    const { origin, size } = read(it.note);
    const cells = [new Date(it.at).toLocaleString("zh-CN"), `${size}条`, short(it.note), origin];
    return make("tr", {}, ...cells.map((cell, at) => make("td", { "data-label": columns[at] }, cell)));
  });
  const head = make("tr", {}, ...columns.map((it) => make("th", { scope: "col" }, it)));
  const table = make("table", { className: "grid" }, make("thead", {}, head), make("tbody", {}, ...rows));
  const empty = make("p", { className: "quiet" }, "本机还没有留存。");
  const tone = kept.trouble ? "danger" : "info";
  const said = make("div", { className: `notice notice-${tone}`, role: "status" }, make("p", {}, kept.trouble?.what || kept.said || "正在核对……"));
  box.replaceChildren(said, make("div", { className: "acts" }, again, take, clear), rows.length ? make("div", { className: "list" }, table) : empty);
}

export async function enhance(body) {
  const box = body.querySelector("[data-heads]");
  if (box) show(box, load());
  warn(load());
  const kept = await check(Boolean(box));
  warn(kept);
  if (box) show(box, kept);
}
