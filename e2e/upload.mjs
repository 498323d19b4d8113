// A recording is sent from a phone whose link breaks: the link goes away, the page is left and the
// file chosen again. It goes on from where it was, and what is kept is what was recorded.
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Person, must, open } from "./browser.mjs";

const PAGE = "/clues/new";
const PIECE = 1024 * 1024;
const SIZE = 24 * PIECE + 12_345;

/** Answers what was seen to be wrong. */
export async function upload({ base, password, shots }) {
  const problems = [];
  mkdirSync(shots, { recursive: true });
  const bytes = Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1"), randomBytes(SIZE)]).subarray(0, SIZE);
  const path = join(tmpdir(), `zhifa-${process.pid}.mp4`);
  writeFileSync(path, bytes);
  const sum = createHash("sha256").update(bytes).digest("hex");
  const context = await open(390, 844);
  const who = new Person(context, base, problems);
  const taken = [];
  let sent = 0;
  try {
    await who.signIn("diaodu", password);
    await who.go(PAGE);
    who.tab.on("response", (response) => {
      const at = response.request().headers()["upload-offset"];
      if (at && response.status() === 200) taken.push(Number(at));
    });
    who.tab.on("request", (request) => {
      if (request.headers()["upload-offset"]) sent += request.postDataBuffer()?.length ?? PIECE;
    });
    // A link as slow as a bad one: what is to be interrupted must take its time.
    await context.route(/\/uploads\/\w+$/, async (route) => {
      await new Promise((done) => setTimeout(done, 120));
      await route.continue().catch(() => {});
    });
    const row = who.tab.locator(".sending");
    const choose = () => who.tab.locator('input[type="file"][name="photos"]').setInputFiles(path);
    const until = async (count) => {
      for (let turn = 0; turn < 200 && taken.length < count; turn += 1) await who.tab.waitForTimeout(50);
      must(count <= taken.length, `only ${taken.length} pieces were taken`);
    };
    await choose();
    await until(4);
    await who.tab.locator("form:has([name=photos]) [type=submit]").first().click();
    await who.tab.locator(".sending-note", { hasText: "传完以后再提交" }).waitFor({ timeout: 5_000 });

    await context.setOffline(true);
    await row.filter({ hasText: "网络不通" }).waitFor({ timeout: 20_000 });
    await who.checkWidth(PAGE);
    await who.tab.screenshot({ path: join(shots, "1-offline.png"), fullPage: true });
    const before = taken.length;
    await context.setOffline(false);
    await until(before + 3);

    // The page is left in the middle; the same file goes on from there.
    await who.go("/inbox");
    const left = taken.length;
    await who.go(PAGE);
    await choose();
    const done = who.tab.locator(".sendings .kept", { hasText: "与本机文件一致" });
    await done.waitFor({ timeout: 60_000 });
    must(left <= taken.length, "it went backwards");
    must(new Set(taken).size === taken.length, `a piece was taken twice: ${taken}`);
    must(sent <= SIZE + 4 * PIECE, `${sent} bytes were sent of ${SIZE}`);
    await who.tab.screenshot({ path: join(shots, "2-whole.png"), fullPage: true });

    await who.send(PAGE, {
      source: "hotline",
      category: { first: true },
      words: "执法记录仪录像：货车沿路抛洒砂石。",
      town: "huji",
      place: "胡集镇省道旁",
    });
    const clue = new URL(who.tab.url()).pathname;
    must(clue !== PAGE, `the form was not accepted: ${(await who.tab.innerText("main")).slice(0, 400)}`);
    const kept = await context.request.get(`${base}${clue}/photos/${sum}`);
    must(kept.status() === 200, `the recording is not there: ${kept.status()}`);
    const found = createHash("sha256").update(await kept.body()).digest("hex");
    must(found === sum, "what is kept is not what was recorded");
  } finally {
    rmSync(path, { force: true });
    await context.close();
  }
  return { problems };
}
