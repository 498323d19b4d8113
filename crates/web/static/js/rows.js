// Repeated rows: shows one blank row instead of five, and adds or takes away rows.
import { button, make, touched } from "./dom.js";

export function enhance(box) {
  const lines = () => [...box.querySelectorAll(".row-line")];
  const shown = () => lines().filter((line) => !line.hidden);
  const inputs = (line) => [...line.querySelectorAll("input, select")];

  function renumber() {
    shown().forEach((line, turn) => {
      line.querySelector(".row-number").textContent = turn + 1;
      line.setAttribute("aria-label", `第 ${turn + 1} 行`);
      line.querySelector(".row-remove").setAttribute("aria-label", `删除第 ${turn + 1} 行`);
    });
  }

  function dress(line) {
    line.append(
      button("删除", () => {
        inputs(line).forEach((input) => {
          input.value = "";
        });
        line.hidden = true;
        if (shown().length === 0) line.hidden = false;
        renumber();
        touched(box);
        shown()[0].querySelector("input, select").focus();
      }, "btn btn-sm row-remove"),
    );
  }

  /** A row like the last, with names one number further than any other. */
  function grown() {
    const all = lines();
    const numbers = all.map((line) => Number(inputs(line)[0].name.split(".").slice(-2)[0]));
    const next = Math.max(...numbers) + 1;
    const line = all[all.length - 1].cloneNode(true);
    line.querySelector(".row-remove").remove();
    dress(line);
    inputs(line).forEach((input) => {
      const name = input.name.split(".");
      name[name.length - 2] = next;
      input.name = name.join(".");
      input.value = "";
    });
    return line;
  }

  const foot = make("div", { className: "rows-foot" });
  foot.append(
    button("添加一行", () => {
      const line = lines().find((candidate) => candidate.hidden) || grown();
      foot.before(line);
      line.hidden = false;
      renumber();
      line.querySelector("input, select").focus();
    }),
  );
  lines().forEach(dress);
  lines().slice(Number(box.dataset.rows) + 1).forEach((line) => {
    line.hidden = true;
  });
  box.append(foot);
  renumber();
}
