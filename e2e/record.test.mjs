// The device's check of consistency against trees made here in the plainest way (RFC 9162 §2.1.1).
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { continues } from "../crates/web/static/js/record.js";

const hash = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaf = (at) => hash(Buffer.from([0]), Buffer.from(`event ${at}`));
const above = (left, right) => hash(Buffer.from([1]), left, right);

/** The root over [first, end) of leaves. */
function root(leaves, first, end, known = new Map()) {
  if (end - first === 1) return leaves[first];
  const name = `${first}-${end}`;
  if (!known.has(name)) {
    let width = 1;
    while (width * 2 < end - first) width *= 2;
    known.set(name, above(root(leaves, first, first + width, known), root(leaves, first + width, end, known)));
  }
  return known.get(name);
}

function index(path) {
  return path.split("/").reduce((sum, part) => sum * 1000 + Number(part.replace("x", "")), 0);
}

/** A server that has all tiles of these leaves. */
function serve(leaves) {
  const known = new Map();
  globalThis.fetch = async (path) => {
    const [, level, place, width] = path.match(/^\/log\/tile\/(\d+)\/([x\d/]+)(?:\.p\/(\d+))?$/);
    const span = 256 ** Number(level);
    const first = index(place) * 256;
    const entries = [];
    for (let at = first; at < first + Number(width ?? 256); at += 1) {
      if (leaves.length < (at + 1) * span) return { ok: false, status: 404 };
      entries.push(root(leaves, at * span, (at + 1) * span, known));
    }
    const body = Buffer.concat(entries);
    return { ok: true, arrayBuffer: async () => body.buffer.slice(body.byteOffset, body.byteOffset + body.length) };
  };
  return (size) => ({ size, root: new Uint8Array(root(leaves, 0, size, known)) });
}

const leaves = Array.from({ length: 70_000 }, (_, at) => leaf(at));

test("a record that grew continues every head of its past", async () => {
  const head = serve(leaves);
  for (let size = 1; size <= 40; size += 1) {
    for (let old = 1; old <= size; old += 1) assert.ok(await continues(head(old), head(size)), `${old} ${size}`);
  }
  for (const size of [255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000]) {
    for (const old of [1, 2, 3, 127, 128, 255, 256, 257, 300, 511, 512, 4096, 65_535, 65_536, 65_537]) {
      if (old <= size) assert.ok(await continues(head(old), head(size)), `${old} ${size}`);
    }
  }
});

test("a record in which anything before the kept head is different does not continue it", async () => {
  for (const [at, old, size] of [[0, 5, 9], [4, 5, 5], [255, 256, 600], [256, 300, 70_000], [65_535, 65_536, 69_000]]) {
    const kept = serve(leaves)(old);
    const forged = leaves.slice(0, size);
    forged[at] = leaf("another");
    const head = serve(forged);
    assert.equal(await continues(kept, head(size)), false, `${at} ${old} ${size}`);
    assert.ok(await continues(head(old), head(size)), "the forged record is one of its own");
  }
});

test("a shorter record, and a head that no tile bears out, are refused", async () => {
  const head = serve(leaves);
  assert.equal(await continues(head(9), head(8)), false);
  const wrong = { size: 700, root: head(699).root };
  assert.equal(await continues(head(300), wrong), false);
  assert.equal(await continues({ size: 300, root: head(299).root }, head(700)), false);
  assert.equal(await continues({ size: 256, root: head(255).root }, head(700)), false);
});

test("what the server does not show is not taken for consistent", async () => {
  const head = serve(leaves);
  const [old, now] = [head(300), head(700)];
  serve(leaves.slice(0, 400));
  await assert.rejects(continues(old, now));
});
