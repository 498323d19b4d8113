// The record as a device checks it by itself: checkpoints, tiles and consistency
// (C2SP tlog-checkpoint and tlog-tiles, RFC 9162 §2.1.4). Nothing that the server says is believed.

const WIDTH = 256;
const HASH = 32;

function bytes(base64) {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}

function same(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** What a checkpoint says; null when it is none. */
export function read(note) {
  const [origin, size, root] = note.split("\n");
  if (!origin || !/^\d{1,15}$/.test(size ?? "") || !/^[A-Za-z0-9+/]{43}=$/.test(root ?? "")) return null;
  return { origin, size: Number(size), root: bytes(root) };
}

/** The head as it is printed on paper is short; on the page the first letters of the root do. */
export function short(note) {
  return note.split("\n")[2].slice(0, 12);
}

/** Whether the key signed the note; null when this browser cannot tell. */
export async function signed(note, vkey) {
  const end = note.indexOf("\n\n");
  const parts = vkey.trim().split("+");
  const raw = bytes(parts.slice(2).join("+"));
  const line = note.slice(end + 2).split("\n").find((one) => one.startsWith(`— ${parts[0]} `));
  const signature = line && bytes(line.slice(line.lastIndexOf(" ") + 1));
  const named = signature && [...signature.slice(0, 4)].map((one) => one.toString(16).padStart(2, "0"));
  if (end < 0 || !signature || named.join("") !== parts[1]) return false;
  try {
    const key = await crypto.subtle.importKey("raw", raw.slice(1), { name: "Ed25519" }, false, ["verify"]);
    const text = new TextEncoder().encode(note.slice(0, end + 1));
    return await crypto.subtle.verify("Ed25519", key, signature.slice(4), text);
  } catch (_) {
    return null;
  }
}

async function above(left, right) {
  const input = new Uint8Array(1 + 2 * HASH);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", input));
}

function place(index) {
  const three = (number) => String(number).padStart(3, "0");
  let path = three(index % 1000);
  for (let rest = Math.floor(index / 1000); 0 < rest; rest = Math.floor(rest / 1000)) {
    path = `x${three(rest % 1000)}/${path}`;
  }
  return path;
}

/** The largest power of two below a number of at least two. */
function half(size) {
  let width = 1;
  while (width * 2 < size) width *= 2;
  return width;
}

/** The hashes of a log of this size, from its tiles. */
function tiles(size) {
  const known = new Map();

  async function tile(level, index) {
    const whole = Math.floor(size / WIDTH ** level);
    const width = Math.min(WIDTH, whole - index * WIDTH);
    const path = `/log/tile/${level}/${place(index)}${width < WIDTH ? `.p/${width}` : ""}`;
    if (!known.has(path)) {
      const answer = await fetch(path, { credentials: "omit" });
      if (!answer.ok) throw new Error(`${path} ${answer.status}`);
      known.set(path, new Uint8Array(await answer.arrayBuffer()));
    }
    const found = known.get(path);
    if (found.length !== width * HASH) throw new Error(`${path} ${found.length}`);
    return found;
  }

  /** The hash over [first, end); a whole subtree comes from the tile that has its entries. */
  async function over(first, end) {
    const width = end - first;
    const level = Math.floor(Math.log2(width) / 8 + 1e-9);
    if (width === WIDTH ** level) {
      const entry = first / width;
      const found = await tile(level, Math.floor(entry / WIDTH));
      return found.slice((entry % WIDTH) * HASH, ((entry % WIDTH) + 1) * HASH);
    }
    const middle = first + half(width);
    return above(await over(first, middle), await over(middle, end));
  }
  return over;
}

/** The proof that the first `old` of `size` are what they were (RFC 9162 §2.1.4.1). */
async function proof(old, size) {
  const over = tiles(size);
  async function below(first, end, count, whole) {
    if (count === end - first) return whole ? [] : [await over(first, end)];
    const width = half(end - first);
    const middle = first + width;
    if (count <= width) return [...(await below(first, middle, count, whole)), await over(middle, end)];
    return [...(await below(middle, end, count - width, false)), await over(first, middle)];
  }
  return below(0, size, old, true);
}

/** Whether the record behind the newer head continues that behind the older one. */
export async function continues(older, newer) {
  if (newer.size < older.size) return false;
  if (newer.size === older.size) return same(older.root, newer.root);
  if (older.size === 0) return true;
  const path = await proof(older.size, newer.size);
  if (Number.isInteger(Math.log2(older.size))) path.unshift(older.root);
  let [at, last] = [older.size - 1, newer.size - 1];
  const up = () => [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  while (at % 2 === 1) up();
  let [old, now] = [path[0], path[0]];
  for (const hash of path.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, now] = [await above(hash, old), await above(hash, now)];
      while (at % 2 === 0 && at !== 0) up();
    } else {
      now = await above(now, hash);
    }
    up();
  }
  return last === 0 && same(old, older.root) && same(now, newer.root);
}
