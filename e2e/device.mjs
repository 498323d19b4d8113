// A phone keeps the heads of the record, sees that it only grows, and says so when it does not.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Person, must, open } from "./browser.mjs";

const PAGE = "/tools/heads";
const SLOT = "zhifa.heads";

/** Answers what was seen to be wrong, and the file that the phone would hand to the supervisor. */
export async function device({ base, password, shots }) {
  const problems = [];
  mkdirSync(shots, { recursive: true });
  const context = await open(390, 844);
  const who = new Person(context, base, problems);
  const status = () => who.tab.locator("[data-heads] [role=status]").innerText();
  const said = async (words) => {
    await who.tab.locator("[data-heads] [role=status]").filter({ hasText: words }).waitFor({ timeout: 20_000 });
  };
  const size = async () => Number((await status()).match(/现有(\d+)条/)[1]);
  try {
    await who.signIn("zd1a", password);
    await who.go(PAGE);
    await said("一致");
    const first = await size();

    // Somebody works, and a checkpoint of it is signed within seconds.
    await who.go("/portal/report");
    await who.send("/portal/report", {
      category: { first: true },
      words: "路边堆放砂石，占了半幅路面。",
      town: "huji",
      place: "胡集镇省道旁，加油站以东200米",
    });
    await who.go(PAGE);
    for (let turn = 0; turn < 30 && (await size()) <= first; turn += 1) {
      await who.tab.waitForTimeout(1000);
      await who.tab.locator("[data-heads] button", { hasText: "立即核对" }).click();
      await said("一致");
    }
    must(first < (await size()), "the record did not grow");
    must((await status()).includes(`包含本机上次留存的`), "what was kept was not compared");
    await who.checkWidth(PAGE);
    await who.tab.screenshot({ path: join(shots, "1-kept.png"), fullPage: true });

    const saving = who.tab.waitForEvent("download");
    await who.tab.locator("[data-heads] button", { hasText: "下载留存文件" }).click();
    const path = await (await saving).path();
    const file = readFileSync(path, "utf8");
    must(file.startsWith("#### ") && file.includes(`\n${await size()}\n`), "the file lacks the newest head");

    // Another record than the one that was kept: as after a rewriting.
    await who.tab.evaluate((slot) => {
      const kept = JSON.parse(localStorage.getItem(slot));
      for (const head of kept.heads) {
        const lines = head.note.split("\n");
        lines[2] = `${lines[2].startsWith("A") ? "B" : "A"}${lines[2].slice(1)}`;
        head.note = lines.join("\n");
      }
      kept.checked = "";
      localStorage.setItem(slot, JSON.stringify(kept));
    }, SLOT);
    await who.go("/inbox");
    await who.tab.locator("[data-heads-alarm]").waitFor({ timeout: 20_000 });
    must(/可能被改写/.test(await who.text()), "a rewritten record is not told");
    await who.checkWidth("/inbox");
    await who.tab.screenshot({ path: join(shots, "2-alarm.png"), fullPage: true });
    return { problems, file };
  } finally {
    await context.close();
  }
}
