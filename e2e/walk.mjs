// One case from a report on the portal to an archived case file, through every person it needs.
// Covers: S3-46, S3-51, S4-56, S0-31, S0-34, S1-76, S4-33.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Person, must, open } from "./browser.mjs";
import { picture } from "./picture.mjs";

const photo = (seed) => ({
  files: [{ name: `现场${seed}.png`, mimeType: "image/png", buffer: picture(seed) }],
});

/** Walks the whole way at the given width; answers what was seen to be wrong. */
export async function walk({ base, password, width, height, shots, seed }) {
  const problems = [];
  const context = await open(width, height);
  const who = new Person(context, base, problems);
  // Another party each time: the same act is not fined twice.
  who.party = seed % 2 === 1 ? "91350100M000100Y43" : "91350100M000200Y4T";
  const words = `省道边有人堆放砂石占了半幅路面，第${seed}次走查。`;
  mkdirSync(shots, { recursive: true });
  const look = async (name) => {
    await who.tab.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  };
  try {
    const receipt = await report(who, words, look);
    const clue = await dispatch(who, password, words, look);
    const inspection = await inspect(who, password, clue, look);
    await settle(who, password, clue, receipt, look);
    const id = await investigate(who, password, inspection, look);
    await decide(who, password, id, look);
    await finish(who, password, id, look);
    await outside(who, id, look);
    return { problems, id };
  } finally {
    await context.close();
  }
}

async function report(who, words, look) {
  await who.go("/portal/report");
  await look("01-report");
  // Nothing written: the page comes back with what is missing, and nothing typed is lost.
  await who.send("/portal/report", { place: "胡集镇省道旁" });
  must(/请填写/.test(await who.text()), "an empty report is not asked for again");
  must(
    (await who.tab.inputValue('[name="place"]')) === "胡集镇省道旁",
    "what was typed is lost after a refusal",
  );
  const category = await who.tab
    .locator('[name="category"] option')
    .evaluateAll((all) => all.map((one) => one.value).find((value) => value.includes("污染")));
  await who.send("/portal/report", {
    category,
    words,
    town: "huji",
    place: "胡集镇省道旁，加油站以东200米",
    photos: photo(1),
    contact: "000-0000000",
  });
  await look("02-receipt");
  const found = (await who.text()).match(/[0-9A-Z]{4}( ?[0-9A-Z]{4}){4}/);
  must(found, "the receipt number is not shown");
  const receipt = found[0].replaceAll(" ", "");
  await who.go("/portal/progress");
  await who.send("/portal/progress", { receipt }).catch(async () => {
    await who.tab.fill('[name="receipt"]', receipt);
    await who.press(who.tab.locator('form:has([name="receipt"])').first());
  });
  must((await who.text()).includes("待派单"), "the progress of the report is not shown");
  return receipt;
}

async function dispatch(who, password, words, look) {
  await who.signIn("diaodu", password);
  await look("03-inbox-dispatcher");
  await who.go("/clues");
  await look("04-clues");
  const link = who.tab.locator(`a[href^="/clues/"]:not([href$="/new"])`, { hasText: /.+/ }).first();
  const href = await link.getAttribute("href");
  const clue = href.split("/")[2].split("?")[0];
  await who.go(`/clues/${clue}?item=JX-T-01`);
  must((await who.text()).includes(words.slice(0, 12)), "the newest clue is not the report");
  must(!(await who.text()).includes("000-0000000"), "the sealed contact is shown");
  await look("05-clue");
  await who.go(`/clues/${clue}/dispatch-clue?item=JX-T-01`);
  await look("06-dispatch");
  // A squad of another territory is refused, and the refusal says whose it is.
  const units = who.tab.locator('[name="unit"]');
  const other = await units.evaluate((node) => [...node.options].map((o) => o.value).find((v) => v === "zd2"));
  if (other) {
    await who.send(`/clues/${clue}/dispatch-clue`, { unit: other });
    must(/第一中队/.test(await who.text()), "the refusal does not say who is competent");
    await look("07-dispatch-refused");
  }
  await who.done(`/clues/${clue}/dispatch-clue`, { unit: "zd1" });
  await who.signIn("zd1ling", password);
  await who.go(`/clues/${clue}/accept-clue`);
  await who.done(`/clues/${clue}/accept-clue`, {});
  return clue;
}

async function inspect(who, password, clue, look) {
  await who.signIn("zd1a", password);
  await who.go(`/inspections/new?clue=${clue}`);
  await look("08-inspection-new");
  const values = {
    item: "JX-T-01",
    object_kind: "organisation",
    object_name: "示例县走查砂石有限公司",
    object_address: "示例县样板镇示范路1号",
    place: "胡集镇省道旁，加油站以东200米",
  };
  // One officer is not enough.
  await who.send("/inspections/new", { ...values, officers: ["p-zd1-a"] });
  const said = await who.text();
  must(/不足两人|两名/.test(said), `one officer is enough: ${said.slice(0, 300)}`);
  await look("09-one-officer");
  await who.done("/inspections/new", { officers: ["p-zd1-a", "p-zd1-b"] });
  const id = new URL(who.tab.url()).pathname.split("/")[2];
  await who.signIn("juzhang", password);
  await look("10-inbox-leader");
  await who.go(`/inspections/${id}/approve-inspection`);
  await who.done(`/inspections/${id}/approve-inspection`, {});
  await who.signIn("zd1a", password);
  await who.go(`/inspections/${id}`);
  await look("11-inspection");
  await who.go(`/inspections/${id}/arrive-on-site`);
  await who.done(`/inspections/${id}/arrive-on-site`, {
    officers: ["p-zd1-a", "p-zd1-b"],
    certificates_shown: "yes",
    met_name: "孙示例",
    met_role: "现场负责人",
  });
  await who.go(`/inspections/${id}/capture-evidence`);
  await look("12-capture");
  await who.done(`/inspections/${id}/capture-evidence`, {
    photo: photo(2),
    name: "路面堆放砂石现场照片",
    proves: "堆放的位置和范围",
  });
  await who.go(`/inspections/${id}/record-findings`);
  await who.checklist(`/inspections/${id}/record-findings`, "checklist", "pass", "fail");
  await look("13-findings");
  await who.done(`/inspections/${id}/record-findings`, {
    narrative: "砂石堆放在公路用地范围内，长18米，宽1.5米，占用半幅路面，影响通行。",
    statement: "砂石是我公司堆放的，马上清理。",
  });
  await who.go(`/inspections/${id}/sign-record`);
  const pads = await who.tab
    .locator("[data-sign] input[type=hidden]")
    .evaluateAll((all) => all.map((one) => one.name));
  const signatures = Object.fromEntries(
    pads.filter((name) => name !== "witness_image").map((name) => [name, { draw: true }]),
  );
  await look("14-sign");
  await who.done(`/inspections/${id}/sign-record`, signatures);
  await who.go(`/inspections/${id}/hand-over`);
  await who.done(`/inspections/${id}/hand-over`, {
    summary: "示例县走查砂石有限公司在公路用地范围内堆放砂石，影响公路畅通。",
  });
  await look("15-handed-over");
  // E77: the squad inspects; it does not open penalty cases.
  await who.go(`/cases/new?inspection=${id}`);
  await fillFiling(who, ["p-zd1-a", "p-zd1-b"]);
  must(/只有检查权/.test(await who.text()), "a squad is let to open a case");
  await look("16-squad-refused");
  return id;
}

async function fillFiling(who, handlers) {
  const form = who.tab.locator('form[action^="/cases/new"]').first();
  for (const one of handlers) {
    const box = form.locator(`[name="handlers"][value="${one}"]`);
    if (await box.count()) await box.check({ force: true });
  }
  await who.send("/cases/new", {
    item: "JX-T-01-CF",
    party_kind: "organisation",
    party_name: "示例县走查砂石有限公司",
    party_id_number: who.party,
    party_address: "示例县样板镇示范路1号",
    party_representative: "孙示例",
  });
}

async function settle(who, password, clue, receipt, look) {
  await who.signIn("zd1ling", password);
  await who.go(`/clues/${clue}/answer-clue`);
  await who.done(`/clues/${clue}/answer-clue`, {
    outcome: "handed-over",
    words: "已到场检查，责令清理，已移交大队立案查处。",
  });
  await who.signIn("zhenling", password);
  await who.go(`/clues/${clue}/judge-clue`);
  await who.done(`/clues/${clue}/judge-clue`, { accepted: "yes" });
  await who.signIn("diaodu", password);
  await who.go(`/clues/${clue}/inform-reporter`);
  await who.done(`/clues/${clue}/inform-reporter`, { words: "您反映的问题已经查实并立案查处，谢谢。" });
  await who.context.clearCookies();
  await who.go(`/portal/progress?receipt=${receipt}`);
  if (!(await who.text()).includes("已经查实")) {
    await who.tab.fill('[name="receipt"]', receipt);
    await who.press(who.tab.locator('form:has([name="receipt"])').first());
  }
  must((await who.text()).includes("已经查实"), "the reporter is not told");
  await look("17-progress");
}

async function investigate(who, password, inspection, look) {
  await who.signIn("banana", password);
  await look("18-inbox-handler");
  await who.go(`/cases/new?inspection=${inspection}`);
  await look("19-filing");
  await fillFiling(who, ["p-banan-a", "p-banan-b"]);
  must(/\/cases\/[0-9A-Z]+/.test(who.tab.url()), `filing: ${(await who.text()).slice(0, 800)}`);
  const id = new URL(who.tab.url()).pathname.split("/")[2];
  await step(who, id, "add-evidence", {}, { refuse: /立案审批/ });
  await who.signIn("juzhang", password);
  await act(who, id, "approve-filing", {});
  await who.signIn("banana", password);
  await who.go(`/cases/${id}`);
  await look("20-case");
  await act(who, id, "record-interview", {
    name: "孙示例",
    id_number: "11010519491231002X",
    address: "示例县样板镇示范路1号",
    relation: "当事人的法定代表人",
    place: "示例县交通运输综合执法大队询问室",
    "dialogue.0.question": "砂石是谁堆放的？",
    "dialogue.0.answer": "是我公司堆放的，没有办理许可。",
    certificates_shown: "yes",
    refusal_reason: "在纸质笔录上签名",
  });
  await act(who, id, "order-rectification", {
    facts: "在公路用地范围内堆放砂石。",
    requirements: "立即清理堆放的砂石，恢复公路畅通。",
    recheck: "次日复查。",
  });
  // A report over unverified evidence is refused with the article.
  await who.go(`/cases/${id}`);
  must(/查证核实|还没有/.test(await who.text()), "the blocked step does not say why");
  for (;;) {
    await who.go(`/cases/${id}/verify-evidence`);
    const waiting = who.tab.locator('form[method="post"] [name="evidence"]');
    if ((await waiting.count()) === 0) break;
    const value = await waiting.first().getAttribute("value");
    await who.done(`/cases/${id}/verify-evidence`, { evidence: value, how: "与原件、现场核对一致。" });
  }
  await who.go(`/cases/${id}/submit-report?branch=a`);
  await look("21-report");
  const tier = await who.tab
    .locator('[name="tier"]')
    .evaluateAll((all) => all.map((one) => one.value).find((value) => value.includes("一般")));
  const terms = {
    process: "接胡集中队移交后，询问了当事人，核实了现场证据。",
    facts: "当事人在公路用地范围内堆放砂石，长18米，宽1.5米，影响公路畅通。",
    tier,
    discretion: "多次占道堆放，未造成交通堵塞，属于一般阶次。",
    correction: "已责令立即清理。",
    identity: "已核对营业执照。",
    one_act: "同一违法行为没有受过罚款处罚。",
    first_offence: "不属于轻微不罚、首违不罚情形。",
    lenient_law: "行为时和现在的规定相同。",
    crime: "不涉嫌犯罪。",
  };
  // Above the maximum: refused, and nothing typed is lost.
  await who.send(`/cases/${id}/submit-report`, { ...terms, fine: "5001" });
  must(/上限|幅度/.test(await who.text()), `5,001 is accepted: ${(await who.text()).slice(0, 500)}`);
  await look("22-fine-refused");
  await who.done(`/cases/${id}/submit-report`, { fine: "400" });
  await who.signIn("daduizhang", password);
  await act(who, id, "approve-report", {});
  return id;
}

async function decide(who, password, id, look) {
  await who.signIn("banana", password);
  await act(who, id, "give-notice", {});
  // Not delivered, not heard: the decision cannot be drafted.
  await who.go(`/cases/${id}`);
  must((await who.text()).includes("送达"), "the undelivered notice is not named");
  await deliverAll(who, id);
  await act(who, id, "hear-representation?waive=yes", {
    words: "本人已收到违法行为通知书，自愿放弃陈述申辩和听证。",
    in_writing: "yes",
  });
  await act(who, id, "draft-decision", {
    reasons: "当事人的行为违反《公路法》第四十六条，证据确凿，裁量适当。",
  });
  await look("23-drafted");
  // The one who decides does not review.
  await who.signIn("juzhang", password);
  await who.go(`/cases/${id}`);
  must(/法制审核/.test(await who.text()), "the missing review is not named");
  await look("24-blocked-decision");
  await who.signIn("shenhea", password);
  await who.go(`/cases/${id}/give-opinion`);
  await look("25-opinion");
  const checks = {};
  for (const item of ["subject", "officers", "facts", "evidence", "law", "documents"]) {
    checks[`check_${item}`] = "yes";
  }
  await who.done(`/cases/${id}/give-opinion`, {
    ...checks,
    verdict: "pass",
    words: "事实清楚，证据确凿，适用依据正确，程序合法，裁量适当，同意。",
  });
  await who.signIn("juzhang", password);
  await who.go(`/cases/${id}/decide-penalty`);
  await look("26-decide");
  await act(who, id, "decide-penalty", {});
  await look("27-decided");
}

async function finish(who, password, id, look) {
  await who.signIn("banana", password);
  await deliverAll(who, id);
  await who.signIn("shoujiao", password);
  await who.go(`/cases/${id}/record-payment`);
  await look("28-payment");
  await who.send(`/cases/${id}/record-payment`, {
    amount: "500",
    voucher: "示例-0001",
    channel: { first: true },
  });
  must(/超过应缴/.test(await who.text()), "more than is owed is taken");
  await who.done(`/cases/${id}/record-payment`, { amount: "400" });
  await who.signIn("gongshi", password);
  await act(who, id, "propose-publication", {});
  await who.signIn("fujuzhang", password);
  await act(who, id, "confirm-publication", {});
  await who.signIn("banana", password);
  await act(who, id, "propose-closing", { words: "罚款已经缴清，砂石已经清理。" });
  await who.signIn("juzhang", password);
  await act(who, id, "approve-closing", {});
  await who.signIn("dangan", password);
  const year = new Date().getFullYear();
  await who.go(`/cases/${id}/archive-case`);
  await who.done(`/cases/${id}/archive-case`, {
    number: `走查-${year}-0001`,
    retention: "永久",
  });
  await who.go(`/cases/${id}`);
  await look("29-archived");
  for (const [kind, magic] of [["pdf", "%PDF"], ["zip", "PK"]]) {
    const answer = await who.context.request.get(`${who.base}/cases/${id}/case-file.${kind}`);
    must(answer.ok(), `the case file as ${kind} answers ${answer.status()}`);
    const body = await answer.body();
    must(body.subarray(0, magic.length).toString("latin1") === magic, `the case file is no ${kind}`);
  }
}

async function outside(who, id, look) {
  await who.context.clearCookies();
  await who.go("/portal/decisions");
  await look("30-decisions");
  must((await who.text()).includes("示例县走查砂石有限公司"), "the decision is not published");
  const answer = await who.context.request.get(`${who.base}/cases/${id}`, { maxRedirects: 0 });
  must(answer.status() === 303 || answer.status() === 302, "a stranger sees the case");
}

/** Delivers every document that waits for it, into the party's own hands. */
async function deliverAll(who, id) {
  for (;;) {
    await who.go(`/cases/${id}/record-delivery?method=direct`);
    const waiting = who.tab.locator('form[method="post"] [name="document"]');
    if ((await waiting.count()) === 0) return;
    await who.done(`/cases/${id}/record-delivery`, {
      document: await waiting.first().getAttribute("value"),
      place: "示例县样板镇示范路1号",
      signature: { draw: true },
    });
  }
}

/** Opens the page of a step, fills it and expects to be taken back to the case. */
async function act(who, id, step, values) {
  const path = `/cases/${id}/${step}`;
  await who.go(path);
  return who.done(path.split("?")[0], values);
}

/** Opens the page of a step that cannot be taken now, and expects to read why. */
async function step(who, id, name, _, { refuse }) {
  await who.go(`/cases/${id}/${name}`).catch(() => {});
  must(refuse.test(await who.text()), `${name} does not say why it cannot be done`);
}
