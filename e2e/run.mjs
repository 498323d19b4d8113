// Starts a server on an empty data folder and walks through it at desk and phone width: a case from
// report to archive at both, a fine on the spot on the phone, a seized vehicle to the court, a heavy
// fine through hearing, deliberation and reconsideration.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { court } from "./court.mjs";
import { device } from "./device.mjs";
import { hearing } from "./hearing.mjs";
import { spot } from "./spot.mjs";
import { stage } from "./stage.mjs";
import { upload } from "./upload.mjs";
import { walk } from "./walk.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "..");
const program = process.env.ZHIFA ?? join(root, "target/debug/zhifa");
const password = "zhifa-demo-2026";
const port = Number(process.env.PORT ?? 18080);
const base = `http://127.0.0.1:${port}`;
const only = process.argv[2];

/** A story that takes months, on a site of its own; answers whether it came to its end. */
async function later([name, story]) {
  const started = Date.now();
  const site = await stage(root, port + 1);
  try {
    const { problems } = await story({ stage: site, width: 1280, height: 900, shots: join(here, "out", name) });
    if (problems.length > 0) throw new Error([...new Set(problems)].join("\n"));
    console.log(`${name}: to the archive in ${Math.round((Date.now() - started) / 1000)} s`);
    return true;
  } catch (error) {
    console.error(`${name}: ${error.stack ?? error}`);
    return false;
  } finally {
    await site.end();
  }
}

const long = Object.entries({ court, hearing });
const alone = long.find(([name]) => name === only);
if (alone) process.exit((await later(alone)) ? 0 : 1);

const data = mkdtempSync(join(tmpdir(), "zhifa-e2e-data-"));

const server = spawn(
  program,
  ["demo", "--accounts-only", "--data", data, "--listen", `127.0.0.1:${port}`],
  { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
);

async function ready() {
  for (let turn = 0; turn < 600; turn += 1) {
    if (server.exitCode !== null) throw new Error("the server did not start");
    const answer = await fetch(`${base}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("the server does not answer");
}

const stories = [
  { name: "desk", width: 1280, height: 900, seed: 1, story: walk },
  { name: "phone", width: 390, height: 844, seed: 2, story: walk },
  { name: "spot", width: 390, height: 844, seed: 3, story: spot },
  { name: "device", width: 390, height: 844, seed: 4, story: device },
  { name: "upload", width: 390, height: 844, seed: 5, story: upload },
].filter(({ name }) => !only || name === only);
let passed = 0;
let failed = 0;
let kept = "";
try {
  await ready();
  for (const story of only ? [] : long) {
    if (await later(story)) passed += 1;
    else failed += 1;
  }
  for (const { name, width, height, seed, story } of stories) {
    const started = Date.now();
    try {
      const { problems, file } = await story({ base, password, width, height, seed, shots: join(here, "out", name) });
      kept = file ?? kept;
      if (problems.length > 0) throw new Error([...new Set(problems)].join("\n"));
      passed += 1;
      console.log(`${name}: done in ${Math.round((Date.now() - started) / 1000)} s`);
    } catch (error) {
      failed += 1;
      console.error(`${name}: ${error.stack ?? error}`);
    }
  }
} finally {
  server.kill("SIGTERM");
  await new Promise((done) => server.once("exit", done));
}
// What the phone kept is compared with the record.
const anchors = kept ? ["--anchors", join(data, "..", `${basename(data)}-heads.txt`)] : [];
if (kept) writeFileSync(anchors[1], kept);
const verify = () => spawnSync(program, ["verify", "--data", data, ...anchors], { cwd: root, encoding: "utf8" });
const sound = verify();
process.stdout.write(sound.stdout);
if (sound.status === 0) passed += 1;
else failed += 1;

// One byte of a case, changed behind the program's back: verification fails and names the case.
const sql = (text) => {
  const done = spawnSync("sqlite3", [join(data, "zhifa.db"), text], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`sqlite3: ${done.error ?? done.stderr}`);
  return done.stdout.trim();
};
const [seq, stream] = sql(
  "SELECT seq, stream FROM event ORDER BY stream LIKE 'case/%' DESC, seq DESC LIMIT 1",
).split("|");
sql(`UPDATE event SET bytes = CAST(substr(bytes, 1, 40) || x'7e' || substr(bytes, 42) AS BLOB) WHERE seq = ${seq}`);
const forged = verify();
process.stdout.write(forged.stdout);
if (forged.status !== 0 && forged.stdout.includes(stream)) passed += 1;
else {
  failed += 1;
  console.error(`verify did not name ${stream} after one of its bytes was changed`);
}
for (const path of [data, ...anchors.slice(1)]) rmSync(path, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
