// Starts a server on an empty data folder and walks through it at desk and phone width.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { walk } from "./walk.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "..");
const program = process.env.ZHIFA ?? join(root, "target/debug/zhifa");
const password = "zhifa-demo-2026";
const port = Number(process.env.PORT ?? 18080);
const base = `http://127.0.0.1:${port}`;
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

const only = process.argv[2];
const widths = [
  { name: "desk", width: 1280, height: 900, seed: 1 },
  { name: "phone", width: 390, height: 844, seed: 2 },
].filter(({ name }) => !only || name === only);
let passed = 0;
let failed = 0;
try {
  await ready();
  for (const { name, width, height, seed } of widths) {
    const started = Date.now();
    try {
      const { problems } = await walk({ base, password, width, height, seed, shots: join(here, "out", name) });
      if (problems.length > 0) throw new Error([...new Set(problems)].join("\n"));
      passed += 1;
      console.log(`${name}: from report to archive in ${Math.round((Date.now() - started) / 1000)} s`);
    } catch (error) {
      failed += 1;
      console.error(`${name}: ${error.stack ?? error}`);
    }
  }
} finally {
  server.kill("SIGTERM");
  await new Promise((done) => server.once("exit", done));
}
const verified = spawnSync(program, ["verify", "--data", data], { cwd: root, stdio: "inherit" });
if (verified.status === 0) passed += 1;
else failed += 1;
rmSync(data, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
