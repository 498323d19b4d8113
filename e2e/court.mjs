// A seized vehicle: urgent, approved within the day, appraised, extended, given back; a fine that
// nobody pays, demanded, and brought to the court in its window.
// Covers: S2-70, S2-54, S4-65.
import { must } from "./browser.mjs";
import { picture } from "./picture.mjs";
import { act, as, deliverAll, review, verify, walkThrough } from "./steps.mjs";

const DAY = 24 * 60;

const steps = [seize, investigate, hold, decide, giveBack, demand, apply, finish];

/** Walks the whole way at the given width; answers what was seen to be wrong. */
export function court(where) {
  return walkThrough({ ...where, name: "court", address: "胡集镇示例村1号", papers: 15 }, file, steps);
}

async function file(it) {
  const { who, look } = it;
  await as(it, "banana");
  await who.go("/cases/new");
  await who.done("/cases/new", {
    item: "JX-T-13-CF",
    cause: "未取得道路运输经营许可从事货物运输",
    source: "report",
    town: "huji",
    place: "胡集镇示例村东公路",
    act_on: "2026-03-09",
    discovered_on: "2026-03-09",
    facts: "没有取得道路运输经营许可，驾驶货车运输沙土。",
    party_kind: "citizen",
    party_name: "演示甲",
    party_id_number: "999999198001010011",
    party_address: "胡集镇示例村1号",
    handlers: ["p-banan-a", "p-banan-b"],
  });
  await look("filed");
  return new URL(who.tab.url()).pathname.split("/")[2];
}

/** Urgent, before the filing is approved: the vehicle would be gone. */
async function seize(it) {
  const { who, look, stage } = it;
  const path = `/cases/${it.id}/propose-measure`;
  await who.go(path);
  await look("propose-measure");
  const asked = {
    kind: "seize",
    reason: "没有车辆营运证，又无法当场提供其他有效证明。",
    necessity: "已经要求提供证明，当事人不能提供并准备驶离。",
    things: "轻型货车1辆\n车辆钥匙1把",
    checked: "yes",
    basis: "《道路运输条例》第六十二条",
  };
  // Not urgent and not filed: refused with the article, and nothing typed is lost.
  await who.send(path, asked);
  must(/还没有立案/.test(await who.text()), "a measure goes before the filing");
  await look("not-filed");
  await who.done(path, { urgent: "车辆正要驶离，来不及报批。" });
  const began = await stage.pass(20);
  const ended = await stage.pass(20);
  await as(it, "banana");
  await who.go(`/cases/${it.id}/implement-measure`);
  await look("implement");
  const taken = {
    at: began,
    ended_at: ended,
    officers: ["p-banan-a", "p-banan-b"],
    told: "yes",
    place: "胡集镇示例村东公路",
    findings: "车辆装载沙土，驾驶人不能出示车辆营运证。",
    statement: "当事人表示证件没有办理，没有其他申辩。",
    met_name: "演示甲",
    met_role: "驾驶人",
    recordings: "执法记录仪演示-001",
    "articles.0.name": "轻型货车",
    "articles.0.features": "蓝色栏板货车，号牌演示A00000",
    "articles.0.quantity": "1",
    "articles.0.unit": "辆",
    "articles.0.condition": "外观完好",
    "articles.1.features": "原车钥匙",
    "articles.1.quantity": "1",
    "articles.1.unit": "把",
    "articles.1.condition": "完好",
    custody: "示例停车场",
    keeper: "演示丙",
    signature_image: { draw: true },
  };
  await who.done(`/cases/${it.id}/implement-measure`, taken);
  await look("seized");
  must(/等待补办批准/.test(await who.text()), "the twenty-four hours are not shown");
  await stage.pass(180);
  await as(it, "juzhang");
  await look("inbox-leader");
  await act(it, "approve-filing", {});
  await act(it, "approve-measure", {});
  await who.go("/articles?fate=held");
  must((await who.text()).includes("轻型货车"), "the register does not know the vehicle");
  await look("articles");
}

async function investigate(it) {
  const { who, look } = it;
  await as(it, "banana");
  await act(it, "record-interview", {
    name: "演示甲",
    id_number: "999999198001010011",
    address: "胡集镇示例村1号",
    relation: "当事人",
    place: "示例县交通运输综合执法大队询问室",
    "dialogue.0.question": "有没有道路运输经营许可？",
    "dialogue.0.answer": "没有办理，运费还没有收到。",
    certificates_shown: "yes",
    refusal_reason: "在纸质笔录上签名",
  });
  await act(it, "add-evidence", {
    kind: "audio-visual",
    name: "查获现场照片",
    proves: "车辆装载沙土营运",
    obtained_on: "2026-03-09",
    blob: { files: [{ name: "现场.png", mimeType: "image/png", buffer: picture(4) }] },
  });
  await act(it, "order-rectification", {
    facts: "没有取得道路运输经营许可从事货物运输。",
    requirements: "立即停止经营，依法办理许可。",
    recheck: "次日复查。",
  });
  await verify(it);
  await look("investigated");
}

/** The period is extended once before it ends; a second time is refused. */
async function hold(it) {
  const { who, look, stage } = it;
  await stage.pass(10 * DAY);
  await as(it, "banana");
  await act(it, "request-extension", { reason: "等待车籍地复函，案情复杂。" });
  await as(it, "juzhang");
  await who.go(`/cases/${it.id}/extend-measure`);
  await look("extend");
  await who.done(`/cases/${it.id}/extend-measure`, {});
  await as(it, "banana");
  await deliverAll(it);
  await who.go(`/cases/${it.id}/request-extension`);
  must(/已经延长过一次/.test(await who.text()), "a second extension is not refused");
  await look("no-second-extension");
}

async function decide(it) {
  const { who, look, stage } = it;
  await who.go(`/cases/${it.id}/submit-report?branch=b`);
  const tier = await who.tab
    .locator('[name="tier"]')
    .evaluateAll((all) => all.map((one) => one.value).find((value) => value.includes("轻微")));
  const report = {
    process: "询问了当事人，核实了现场证据。",
    facts: "当事人没有取得道路运输经营许可，驾驶货车运输沙土，没有取得运费。",
    tier,
    fine: "3000",
    gains: "0",
    discretion: "首次查获且未实际取得运费，属于轻微阶次。",
    correction: "已责令立即停止经营。",
    identity: "已核对居民身份证。",
    one_act: "同一违法行为没有受过罚款处罚。",
    first_offence: "不属于轻微不罚、首违不罚情形。",
    lenient_law: "行为时和现在的规定相同。",
    crime: "不涉嫌犯罪。",
  };
  await look("report");
  await who.done(`/cases/${it.id}/submit-report`, report);
  await as(it, "daduizhang");
  await act(it, "approve-report", {});
  await as(it, "banana");
  await act(it, "give-notice", {});
  await deliverAll(it);
  await act(it, "hear-representation?waive=yes", {
    words: "本人已收到违法行为通知书，自愿放弃陈述申辩。",
    in_writing: "yes",
  });
  await act(it, "draft-decision", { reasons: "违反《道路运输条例》第二十四条，证据确凿，裁量适当。" });
  await review(it);
  await as(it, "juzhang");
  await act(it, "record-deliberation", {
    place: "示例会议室",
    recorder: "演示庚",
    "speeches.0.words": "同意。",
    "speeches.0.agrees": "yes",
    "speeches.1.words": "同意。",
    "speeches.1.agrees": "yes",
    conclusion: "一致同意罚款3000元。",
  });
  await act(it, "decide-penalty", {});
  await look("decided");
  await as(it, "banana");
  await deliverAll(it);
  await stage.pass(DAY);
}

async function giveBack(it) {
  const { who, look } = it;
  await as(it, "juzhang");
  await act(it, "release-measure", {
    ground: "decided",
    reason: "处罚决定已经作出并送达，不再需要扣押。",
    pick_up: "工作日到示例停车场领取。",
  });
  await as(it, "banana");
  await deliverAll(it);
  await who.go(`/cases/${it.id}/return-articles`);
  const back = {
    receiver: "演示甲，当事人",
    condition: "与清单一致，当场验车没有异议。",
    officers: ["p-banan-a", "p-banan-b"],
  };
  // Without a receipt nothing counts as given back.
  await who.send(`/cases/${it.id}/return-articles`, back);
  must(/没有签收/.test(await who.text()), "a return without a receipt is taken");
  await who.done(`/cases/${it.id}/return-articles`, { signature_image: { draw: true } });
  await look("returned");
}

async function demand(it) {
  const { who, look, stage } = it;
  await who.go(`/cases/${it.id}/demand-performance`);
  must(/期满之前不能催告/.test(await who.text()), "the fine is demanded before it is due");
  await stage.pass(150 * DAY);
  await as(it, "banana");
  await act(it, "demand-performance", {});
  await look("demanded");
  await deliverAll(it);
  await who.go(`/cases/${it.id}/propose-court-application`);
  const said = await who.text();
  must(/届满之前不能申请强制执行/.test(said), "the court is asked before its window");
  must(/满十个工作日/.test(said), "the court is asked before ten working days");
  await look("too-early");
}

async function apply(it) {
  const { who, look, stage } = it;
  await stage.pass(45 * DAY);
  await as(it, "banana");
  await who.go(`/cases/${it.id}/propose-court-application`);
  await look("propose-court");
  await who.done(`/cases/${it.id}/propose-court-application`, {
    court: "示例县人民法院",
    opinion: "当事人收到催告书后没有提出意见。",
    property: "轻型货车1辆，号牌演示A00000。",
  });
  // Whoever proposes does not sign.
  const own = await who.context.request.get(`${who.base}/cases/${it.id}/apply-to-court`);
  must(own.status() === 403, `the handler sees the page of the signature: ${own.status()}`);
  await as(it, "juzhang");
  await act(it, "apply-to-court", {});
  await look("applied");
  await stage.pass(3 * DAY);
  await as(it, "banana");
  await act(it, "record-court-answer", { accepted: "yes", number: "（2026）示例行审1号" });
  await look("accepted");
}

async function finish(it) {
  const { who, look, stage } = it;
  await as(it, "gongshi");
  await act(it, "propose-publication", {});
  await as(it, "fujuzhang");
  await act(it, "confirm-publication", {});
  await as(it, "banana");
  await act(it, "propose-closing", { words: "人民法院已经受理强制执行申请。" });
  await as(it, "juzhang");
  await act(it, "approve-closing", {});
  await as(it, "dangan");
  await who.go(`/cases/${it.id}/archive-case`);
  must(/法院受理的强制执行还没有执行完毕/.test(await who.text()), "archived before the court executed");
  await look("not-yet-archived");
  await stage.pass(20 * DAY);
  await as(it, "shoujiao");
  await act(it, "record-payment", { amount: "6000", voucher: "示例-法院-0001", channel: { first: true } });
  await as(it, "dangan");
  await act(it, "archive-case", { number: "2026-扣-001", retention: "永久" });
  await who.go(`/cases/${it.id}`);
  must((await who.text()).includes("已归档"), "the case is not archived");
  await look("archived");
}
