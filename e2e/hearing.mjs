// A heavy fine: the party speaks and is heard, the heads deliberate, the decision goes to
// reconsideration and is upheld; the fine is paid with what the delay costs.
// Covers: S2-70.
import { must } from "./browser.mjs";
import { picture } from "./picture.mjs";
import { act, as, deliverAll, review, verify, walkThrough } from "./steps.mjs";

const DAY = 24 * 60;

const steps = [investigate, told, heard, decide, reconsider, pay, finish];

/** Walks the whole way at the given width; answers what was seen to be wrong. */
export function hearing(where) {
  return walkThrough({ ...where, name: "hearing", address: "示例县样板镇示范路2号", papers: 16 }, file, steps);
}

async function file(it) {
  const { who, look } = it;
  await as(it, "banana");
  await who.go("/cases/new");
  await who.done("/cases/new", {
    item: "JX-T-05-CF",
    cause: "利用公路桥梁下空间堆放易燃物品",
    source: "report",
    town: "huji",
    place: "胡集镇示例大桥桥下",
    act_on: "2026-03-06",
    discovered_on: "2026-03-06",
    facts: "在示例大桥桥下空间堆放木料和油桶。",
    party_kind: "organisation",
    party_name: "示例县演示木业有限公司",
    party_id_number: "91999999MA0DEM0009",
    party_address: it.address,
    party_representative: "演示丁",
    handlers: ["p-banan-a", "p-banan-b"],
  });
  await look("filed");
  const id = new URL(who.tab.url()).pathname.split("/")[2];
  it.id = id;
  await as(it, "juzhang");
  await act(it, "approve-filing", {});
  return id;
}

async function investigate(it) {
  const { who, look } = it;
  await as(it, "banana");
  await act(it, "record-interview", {
    name: "演示丁",
    id_number: "999999198001010011",
    address: it.address,
    relation: "当事人的法定代表人",
    place: "示例县交通运输综合执法大队询问室",
    "dialogue.0.question": "桥下的木料和油桶是谁堆放的？",
    "dialogue.0.answer": "是我公司堆放的，以为桥下可以使用。",
    certificates_shown: "yes",
    refusal_reason: "在纸质笔录上签名",
  });
  await act(it, "add-evidence", {
    kind: "audio-visual",
    name: "桥下现场照片",
    proves: "堆放的位置、数量和种类",
    obtained_on: "2026-03-09",
    blob: { files: [{ name: "桥下.png", mimeType: "image/png", buffer: picture(5) }] },
  });
  await act(it, "order-rectification", {
    facts: "在公路桥梁下空间堆放易燃物品。",
    requirements: "立即清除堆放物，恢复桥下空间原状。",
    recheck: "次日复查。",
  });
  await verify(it);
  await who.go(`/cases/${it.id}/submit-report?branch=a`);
  const tier = await who.tab
    .locator('[name="tier"]')
    .evaluateAll((all) => all.map((one) => one.value).find((value) => value.includes("严重")));
  await who.done(`/cases/${it.id}/submit-report`, {
    process: "询问了当事人的法定代表人，核实了现场证据。",
    facts: "当事人在公路桥梁下空间堆放木料约20立方米、油桶12只，危及桥梁安全。",
    ...(tier ? { tier } : { gravity: "ordinary" }),
    fine: "80000",
    discretion: "堆放物易燃，数量大，危及桥梁安全。",
    correction: "已责令立即清除。",
    identity: "已核对营业执照。",
    one_act: "同一违法行为没有受过罚款处罚。",
    first_offence: "不属于轻微不罚、首违不罚情形。",
    lenient_law: "行为时和现在的规定相同。",
    crime: "不涉嫌犯罪。",
  });
  await as(it, "daduizhang");
  await act(it, "approve-report", {});
  await look("reported");
}

/** Told of the right to be heard; the party speaks first and is answered with reasons. */
async function told(it) {
  const { who, look } = it;
  await as(it, "banana");
  await act(it, "give-notice", {});
  await deliverAll(it);
  await act(it, "hear-representation", {
    manner: "书面",
    words: "公司没有处罚记录，油桶是空桶，请求从轻处罚。",
  });
  await as(it, "daduizhang");
  await act(it, "review-representation", {
    review: "到现场复核，油桶中有五只存有柴油。",
    accepted: "rejected",
    reasons: "油桶并非全部为空桶，申辩的事实不能成立。",
  });
  await look("answered");
}

async function heard(it) {
  const { who, look, stage } = it;
  await as(it, "banana");
  await act(it, "request-hearing", {});
  // Once a hearing is asked for, nothing is drafted before its record.
  await who.go(`/cases/${it.id}/draft-decision`);
  must(/听证/.test(await who.text()), "a decision is drafted before the hearing");
  await look("not-before-the-hearing");
  await as(it, "tingzheng");
  const path = `/cases/${it.id}/call-hearing`;
  await who.go(path);
  await look("call");
  const call = { place: "县交通运输局会议室", recorder: "演示丙", public: "yes" };
  // Seven working days, and not one fewer.
  await who.send(path, { ...call, at: "2026-03-12T09:00" });
  must(/2026年3月19日/.test(await who.text()), "a hearing is called too early");
  await look("too-early");
  await who.done(path, { at: "2026-03-19T14:00" });
  await as(it, "banana");
  await deliverAll(it);
  const began = await stage.pass(10 * DAY + 5 * 60);
  must(began >= "2026-03-19T14:00", `the hearing has not begun: ${began}`);
  const ended = await stage.pass(120);
  await as(it, "tingzheng");
  await act(it, "hold-hearing", {
    started_at: began,
    ended_at: ended,
    identity_check: "核对了双方身份，告知了权利，没有人申请回避。",
    presentation: "调查人员陈述了事实，出示了照片和询问笔录，建议罚款80000元。",
    defence: "当事人对照片没有异议，认为油桶大部分为空桶，请求从轻。",
    final_statement: "请求从轻处罚。",
    focus: "拟处罚的裁量是否适当。",
    opinion: "事实清楚，证据确凿，程序合法，建议按原拟处罚意见作出决定。",
  });
  await look("heard");
}

async function decide(it) {
  const { who, look, stage } = it;
  await as(it, "banana");
  await act(it, "draft-decision", {
    reasons: "违反《公路安全保护条例》第二十二条，证据确凿；听证中提出的意见已经核实，不影响定性。",
  });
  await review(it);
  const [started_at, ended_at] = [await stage.pass(30), await stage.pass(60)];
  await as(it, "juzhang");
  await who.go(`/cases/${it.id}/decide-penalty`);
  must(/集体讨论/.test(await who.text()), "a heavy fine is decided by one head alone");
  await look("needs-deliberation");
  await who.go(`/cases/${it.id}/record-deliberation`);
  await look("deliberation");
  const said = {
    started_at,
    ended_at,
    place: "示例会议室",
    recorder: "演示庚",
    "speeches.0.words": "数额与危害相当，同意。",
    "speeches.0.agrees": "yes",
    "speeches.1.words": "同意。",
    "speeches.1.agrees": "yes",
    conclusion: "一致同意罚款80000元。",
  };
  // The record of the hearing comes first.
  await who.send(`/cases/${it.id}/record-deliberation`, { ...said, started_at: "2026-03-19T15:00" });
  must(/早于听证的结束时间/.test(await who.text()), "the heads deliberate before the hearing has ended");
  await look("before-the-hearing-ended");
  await who.done(`/cases/${it.id}/record-deliberation`, said);
  await act(it, "decide-penalty", {});
  await look("decided");
  await as(it, "banana");
  await deliverAll(it);
}

/** The party asks for reconsideration; we answer within ten working days; it is upheld. */
async function reconsider(it) {
  const { who, look, stage } = it;
  await stage.pass(4 * DAY);
  await as(it, "shenhea");
  await who.go(`/cases/${it.id}/note-remedy`);
  await look("note-remedy");
  const decision = who.tab.locator("label", { hasText: "行政处罚决定书" }).locator('[name="document"]').first();
  await who.done(`/cases/${it.id}/note-remedy`, {
    document: await decision.getAttribute("value"),
    kind: "reconsideration",
    track: "ordinary",
    filed_on: "2026-03-23",
    body: "示例县人民政府 示例复〔2026〕1号",
  });
  must(/加处罚款停止计算/.test(await who.text()), "the surcharge runs during the reconsideration");
  await look("noted");
  await act(it, "answer-remedy", {
    claims: "请求撤销处罚决定，理由是油桶为空桶。",
    answer: "职权合法，事实清楚，证据确凿，听证程序合法，裁量适当。",
  });
  await as(it, "banana");
  await who.go(`/cases/${it.id}/propose-closing`);
  must(/不能结案/.test(await who.text()), "a case under reconsideration can be closed");
  await look("not-closed");
  await stage.pass(50 * DAY);
  await as(it, "shenhea");
  await act(it, "end-remedy", { result: "upheld", document: "示例复决〔2026〕1号" });
  await look("upheld");
}

/** What is owed now is what the page says, and not a fen more is taken. */
async function pay(it) {
  const { who, look } = it;
  await as(it, "shoujiao");
  await who.go(`/cases/${it.id}/record-payment`);
  await look("payment");
  const amount = await who.tab.inputValue('[name="amount"]');
  const owed = amount || "80000";
  await who.done(`/cases/${it.id}/record-payment`, {
    amount: owed,
    voucher: "示例-听证-0001",
    channel: { first: true },
  });
  await look("paid");
}

async function finish(it) {
  const { who, look } = it;
  await as(it, "gongshi");
  await act(it, "propose-publication", {});
  await as(it, "fujuzhang");
  await act(it, "confirm-publication", {});
  await as(it, "banana");
  await act(it, "propose-closing", { words: "复议维持，罚款已经缴清，堆放物已经清除。" });
  await as(it, "juzhang");
  await act(it, "approve-closing", {});
  await as(it, "dangan");
  await act(it, "archive-case", { number: "2026-听-001", retention: "永久" });
  await who.go(`/cases/${it.id}`);
  must((await who.text()).includes("已归档"), "the case is not archived");
  await look("archived");
}
