// Help while answering: a whole checklist at once, common phrases, and check digits of numbers.
import { button, make, touched } from "./dom.js";

function checklist(box) {
  const groups = [...box.querySelectorAll(".check-item")];
  const state = make("span", {});
  state.setAttribute("role", "status");
  const count = () => {
    const done = groups.filter((group) => group.querySelector("input:checked")).length;
    const failed = box.querySelectorAll('input[value="fail"]:checked').length;
    state.textContent = `已答 ${done} 项，共 ${groups.length} 项；不合格 ${failed} 项`;
  };
  const tools = make("div", { className: "checklist-tools" });
  tools.append(
    button("其余全部合格", () => {
      groups.filter((group) => !group.querySelector("input:checked")).forEach((group) => {
        const pass = group.querySelector('input[value="pass"]');
        if (pass) pass.checked = true;
      });
      count();
      touched(box);
    }),
    state,
  );
  box.prepend(tools);
  box.addEventListener("change", count);
  count();
}

function phrases(box) {
  const area = document.getElementById(box.dataset.phrases);
  box.querySelectorAll("li").forEach((item) => {
    const text = item.textContent;
    item.textContent = "";
    item.append(
      button(text, () => {
        const at = area.selectionStart;
        area.setRangeText(text, at, area.selectionEnd, "end");
        area.focus();
        touched(area);
      }, ""),
    );
  });
}

/** GB 11643: the eighteenth character of an identity number. */
function identity(text) {
  if (!/^\d{17}[\dXx]$/.test(text)) return ["应为 18 位，末位可为 X。", "wrong"];
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  if ("10X98765432"[sum % 11] !== text[17].toUpperCase()) return ["校验码不符，请核对号码。", "wrong"];
  const born = `${text.slice(6, 10)}年${Number(text.slice(10, 12))}月${Number(text.slice(12, 14))}日`;
  return [`校验码相符：${born}出生，${Number(text[16]) % 2 ? "男" : "女"}。`, "right"];
}

/** GB 32100: the eighteenth character of a unified social credit code. */
function credit(text) {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const code = text.toUpperCase();
  if (code.length !== 18 || [...code].some((letter) => !letters.includes(letter))) {
    return ["应为 18 位数字或大写字母（不含 I、O、S、V、Z）。", "wrong"];
  }
  let sum = 0;
  let weight = 1;
  for (let at = 0; at < 17; at += 1) {
    sum += letters.indexOf(code[at]) * weight;
    weight = (weight * 3) % 31;
  }
  const right = letters[(31 - (sum % 31)) % 31] === code[17];
  return right ? ["校验码相符。", "right"] : ["校验码不符，请核对代码。", "wrong"];
}

function numbers(input) {
  const said = make("p", { className: "check-said" });
  said.setAttribute("role", "status");
  input.after(said);
  const judge = input.dataset.check === "id" ? identity : credit;
  input.addEventListener("change", () => {
    const text = input.value.trim();
    const [words, state] = text ? judge(text) : ["", ""];
    said.textContent = words;
    said.dataset.state = state;
  });
}

export function enhance(element) {
  if ("checklist" in element.dataset) checklist(element);
  if ("phrases" in element.dataset) phrases(element);
  if ("check" in element.dataset) numbers(element);
}
