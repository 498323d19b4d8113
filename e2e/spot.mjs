// A fine on the spot, on the phone: certificates, photograph, telling, signatures, cash, archive.
// Covers: S2-101, S2-102.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Person, must, open } from "./browser.mjs";
import { picture } from "./picture.mjs";

const handlers = ["p-banan-a", "p-banan-b"];

/** Walks the whole way at the given width; answers what was seen to be wrong. */
export async function spot({ base, password, width, height, shots, seed }) {
  const problems = [];
  const context = await open(width, height);
  const who = new Person(context, base, problems);
  mkdirSync(shots, { recursive: true });
  const look = async (name) => {
    await who.tab.screenshot({ path: join(shots, `spot-${name}.png`), fullPage: true });
  };
  try {
    await numbers(who, password, look);
    const id = await begin(who, password, seed, look);
    await tell(who, id, look);
    await decide(who, id, look);
    await collect(who, password, id, look);
    await finish(who, password, id, look);
    await papers(who, password, id, shots);
    return { problems, id };
  } finally {
    await context.close();
  }
}

async function act(who, id, slug, values) {
  await who.go(`/cases/${id}/${slug}`);
  await who.done(`/cases/${id}/${slug}`, values);
}

async function numbers(who, password, look) {
  await who.signIn("daduizhang", password);
  await who.go("/numbers/reserve-numbers");
  await who.done("/numbers/reserve-numbers", { person: "p-banan-a", count: "10" });
  await look("01-numbers");
}

async function begin(who, password, seed, look) {
  await who.signIn("banana", password);
  await who.go("/cases/begin-summary");
  await look("02-begin");
  const values = {
    handlers,
    item: "JX-T-01-CF",
    cause: "车辆装载物遗洒污染公路",
    town: "huji",
    place: "胡集镇示例村东公路",
    facts: `三轮车遗洒细沙约4平方米，第${seed}次走查。`,
    photo_name: "路面遗洒物全景",
    party_kind: "citizen",
    party_name: "演示甲",
    party_id_number: "999999198001010011",
    party_address: "胡集镇示例村1号",
    photos: { files: [{ name: "现场.png", mimeType: "image/png", buffer: picture(seed) }] },
  };
  // Certificates first.
  await who.send("/cases/begin-summary", values);
  must((await who.text()).includes("亮证"), "the certificates need not be shown");
  await look("03-no-certificate");
  const again = { certificates_shown: "yes", photos: values.photos };
  await who.done("/cases/begin-summary", again);
  return new URL(who.tab.url()).pathname.split("/")[2];
}

async function tell(who, id, look) {
  await look("04-clauses");
  must((await who.text()).includes("200.00元"), "the limit is not named");
  await who.go(`/cases/${id}/hear-on-spot?branch=b`);
  const tier = await who.tab
    .locator('[name="tier"]')
    .evaluateAll((all) => all.map((one) => one.value).find((value) => value.includes("轻微")));
  const told = {
    tier,
    discretion: "遗洒面积不超过10平方米且主动清扫，按轻微阶次处罚。",
    rights_told: "yes",
    evidence_checked: "yes",
    statement: "路不平颠下来的，马上扫干净。",
    accepted: "accepted",
    reasons: "主动清扫属实。",
  };
  // Above the limit: refused with the article, and nothing typed is lost.
  await who.send(`/cases/${id}/hear-on-spot`, { ...told, fine: "201" });
  must(/上限200.00元/.test(await who.text()), "201 is accepted on the spot");
  await look("05-above-the-limit");
  await who.done(`/cases/${id}/hear-on-spot`, { fine: "100" });
}

async function decide(who, id, look) {
  await who.go(`/cases/${id}/decide-on-spot`);
  must(/当罚字第00\d\d号/.test(await who.text()), "the number is not shown beforehand");
  await look("06-decide");
  await who.done(`/cases/${id}/decide-on-spot`, {
    officer_0: { draw: true },
    officer_1: { draw: true },
    party_image: { draw: true },
    handed_over: "yes",
  });
  await look("07-decided");
}

async function collect(who, password, id, look) {
  await who.go(`/cases/${id}/collect-on-spot`);
  await look("08-collect");
  const cash = { ground: "small", receipt: "示例专用票据0001" };
  await who.send(`/cases/${id}/collect-on-spot`, cash);
  must((await who.text()).includes("票据"), "cash is taken without the unified receipt");
  await who.done(`/cases/${id}/collect-on-spot`, { unified: "yes" });
  await act(who, id, "hand-in-cash", {});
  await act(who, id, "file-copy", {});
  await who.signIn("shoujiao", password);
  await act(who, id, "bank-cash", { slip: "示例缴款书0001" });
}

async function finish(who, password, id, look) {
  await who.signIn("gongshi", password);
  await act(who, id, "propose-publication", {});
  await who.signIn("fujuzhang", password);
  await act(who, id, "confirm-publication", {});
  await who.signIn("banana", password);
  await act(who, id, "propose-closing", { words: "罚款当场收缴并缴付银行，违法行为已改正。" });
  await who.signIn("juzhang", password);
  await act(who, id, "approve-closing", {});
  await who.signIn("dangan", password);
  await act(who, id, "archive-case", { number: "2026-简-001", retention: "30年" });
  await who.go(`/cases/${id}`);
  must((await who.text()).includes("已归档"), "the case is not archived");
  await look("09-archived");
}

/** Keeps every document as a PDF, to be looked at. */
async function papers(who, password, id, shots) {
  await who.signIn("banana", password);
  await who.go(`/cases/${id}`);
  const links = await who.tab
    .locator(`a[href^="/documents/case/${id}/"]`)
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("href")))]);
  must(links.length >= 2, "the decision and the register are not on file");
  for (const [nth, href] of links.entries()) {
    const answer = await who.context.request.get(who.base + href);
    const body = await answer.body();
    must(body.subarray(0, 5).toString() === "%PDF-", `${href} is no PDF`);
    writeFileSync(join(shots, `spot-paper-${nth}.pdf`), body);
  }
}
