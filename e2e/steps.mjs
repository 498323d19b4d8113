// Steps that several stories take: the person, the site and the case are in `it`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Person, must, open } from "./browser.mjs";

/** A story on a site of its own: the case is filed, taken through the steps, and all its papers are kept. */
export async function walkThrough(story, file, steps) {
  const { stage, width, height, shots, name, address } = story;
  const problems = [];
  const context = await open(width, height);
  const who = new Person(context, stage.base, problems);
  mkdirSync(shots, { recursive: true });
  let nth = 0;
  const look = async (what) => {
    nth += 1;
    const picture = `${name}-${String(nth).padStart(2, "0")}-${what}.png`;
    await who.tab.screenshot({ path: join(shots, picture), fullPage: true });
  };
  const it = { who, look, stage, password: stage.password, address };
  try {
    it.id = await file(it);
    for (const step of steps) await step(it);
    await papers(it, shots, name, story.papers);
    return { problems, id: it.id };
  } finally {
    await context.close();
  }
}

/** Opens the page of a step, fills it and expects to be taken back to the case. */
export async function act(it, slug, values) {
  const path = `/cases/${it.id}/${slug}`;
  await it.who.go(path);
  await it.who.done(path.split("?")[0], values);
}

export async function as(it, login) {
  await it.who.signIn(login, it.password);
}

/** Checks every piece of evidence that waits for it. */
export async function verify(it) {
  const { who } = it;
  for (;;) {
    await who.go(`/cases/${it.id}/verify-evidence`);
    const waiting = who.tab.locator('form[method="post"] [name="evidence"]');
    if ((await waiting.count()) === 0) return;
    const value = await waiting.first().getAttribute("value");
    await who.done(`/cases/${it.id}/verify-evidence`, { evidence: value, how: "与原件、现场核对一致。" });
  }
}

/** The legal reviewer passes the draft. */
export async function review(it) {
  await as(it, "shenhea");
  const checks = {};
  for (const item of ["subject", "officers", "facts", "evidence", "law", "documents"]) {
    checks[`check_${item}`] = "yes";
  }
  await act(it, "give-opinion", {
    ...checks,
    verdict: "pass",
    words: "事实清楚，证据确凿，适用依据正确，程序合法，裁量适当，同意。",
  });
}

/** Delivers every document that waits for it, into the party's own hands. */
export async function deliverAll(it) {
  const { who } = it;
  for (;;) {
    await who.go(`/cases/${it.id}/record-delivery?method=direct`);
    const waiting = who.tab.locator('form[method="post"] [name="document"]');
    if ((await waiting.count()) === 0) return;
    await who.done(`/cases/${it.id}/record-delivery`, {
      document: await waiting.first().getAttribute("value"),
      place: it.address,
      signature: { draw: true },
    });
  }
}

/** Keeps every document as a PDF, to be looked at. */
async function papers(it, shots, name, least) {
  const { who } = it;
  await as(it, "banana");
  await who.go(`/cases/${it.id}`);
  const links = await who.tab
    .locator(`a[href^="/documents/case/${it.id}/"]`)
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("href")))]);
  must(links.length >= least, `only ${links.length} documents are on file`);
  for (const [nth, href] of links.entries()) {
    const answer = await who.context.request.get(who.base + href);
    const body = await answer.body();
    must(body.subarray(0, 5).toString() === "%PDF-", `${href} is no PDF`);
    writeFileSync(join(shots, `${name}-paper-${String(nth).padStart(2, "0")}.pdf`), body);
  }
  const answer = await who.context.request.get(`${who.base}/cases/${it.id}/case-file.pdf`);
  must(answer.ok(), `the case file answers ${answer.status()}`);
  writeFileSync(join(shots, `${name}-case-file.pdf`), await answer.body());
}
