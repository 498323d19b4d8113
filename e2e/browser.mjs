// A browser that works the way a person does: opens pages, fills named fields, presses buttons.
import { chromium } from "playwright-core";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Starts the browser with nothing kept from before. */
export async function open(width, height) {
  const profile = mkdtempSync(join(tmpdir(), "zhifa-e2e-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM,
    headless: true,
    viewport: { width, height },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return context;
}

/** One person at the keyboard. */
export class Person {
  constructor(context, base, problems) {
    this.context = context;
    this.base = base;
    this.problems = problems;
  }

  async page() {
    if (!this.tab) {
      this.tab = await this.context.newPage();
      this.tab.on("pageerror", (error) => this.problems.push(`script: ${error.message}`));
      this.tab.on("console", (line) => {
        if (line.type() === "error" && /Content Security Policy/.test(line.text())) {
          this.problems.push(`csp: ${line.text()}`);
        }
      });
      this.tab.on("request", (request) => {
        if (!request.url().startsWith(this.base) && !request.url().startsWith("data:")) {
          this.problems.push(`third party: ${request.url()}`);
        }
      });
    }
    return this.tab;
  }

  async go(path) {
    const page = await this.page();
    const response = await page.goto(this.base + path, { waitUntil: "load" });
    if (response && response.status() >= 400) {
      const said = await page.innerText("main, body");
      throw new Error(`${path} answers ${response.status()}: ${said.slice(0, 400)}`);
    }
    await this.checkWidth(path);
    return page;
  }

  /** Nothing hangs over the edge of the screen. */
  async checkWidth(path) {
    const over = await this.tab.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (over > 1) this.problems.push(`${path}: ${over}px wider than the screen`);
  }

  async signIn(login, password) {
    await this.context.clearCookies();
    await this.go("/login");
    const page = this.tab;
    await page.fill('[name="login"]', login);
    await page.fill('[name="password"]', password);
    await this.press(page.locator('form:has([name="password"])').first());
    if (new URL(page.url()).pathname === "/login") {
      throw new Error(`${login} was not let in: ${await page.innerText("main, body")}`);
    }
  }

  /** Fills the form that posts to the path, and sends it. */
  async send(path, values = {}, { button } = {}) {
    const page = this.tab;
    const form = page.locator(`form[method="post"][action^="${path}"]`).filter({ visible: true }).first();
    if ((await form.count()) === 0) {
      throw new Error(`no form for ${path} on ${page.url()}: ${(await page.innerText("main, body")).slice(0, 600)}`);
    }
    for (const [key, value] of Object.entries(values)) await this.fill(form, key, value);
    await this.press(form, button);
    return page;
  }

  async press(form, button) {
    const page = this.tab;
    const target = button
      ? form.locator(`button:has-text("${button}")`).first()
      : form.locator('button[type="submit"], button:not([type])').first();
    await Promise.all([page.waitForNavigation({ waitUntil: "load" }), target.click()]);
  }

  /** Sends and expects to be taken elsewhere; a form shown again is a failure that says why. */
  async done(path, values, options) {
    const page = await this.send(path, values, options);
    const complaint = await page.locator(".problems, .refusal").allInnerTexts();
    if (new URL(page.url()).pathname === path) {
      const said = complaint.length > 0 ? complaint.join(" / ") : await page.innerText("main, body");
      throw new Error(`${path} was not accepted: ${said.slice(0, 900)}`);
    }
    await this.checkWidth(path);
    return page;
  }

  async fill(form, key, value) {
    const fields = form.locator(`[name="${key}"]`);
    const count = await fields.count();
    if (count === 0) throw new Error(`no field ${key} in ${await form.getAttribute("action")}`);
    const first = fields.first();
    const type = (await first.getAttribute("type")) ?? "";
    if (value && value.draw) return this.draw(form, key);
    if (value && value.files) return first.setInputFiles(value.files);
    if (type === "radio" || type === "checkbox") {
      for (const one of [value].flat()) {
        // By keyboard: on a phone a bar may lie over a box that was scrolled to the edge.
        const box = form.locator(`[name="${key}"][value="${one}"]`);
        if (!(await box.isChecked())) await box.press("Space");
        if (!(await box.isChecked())) throw new Error(`${key}=${one} cannot be ticked`);
      }
      return;
    }
    const tag = await first.evaluate((node) => node.tagName);
    if (tag === "SELECT" && value.first) {
      const known = await first.evaluate((node) => [...node.options].map((one) => one.value).find(Boolean));
      return first.selectOption(known);
    }
    if (tag === "SELECT") return first.selectOption(value);
    await first.fill(value);
  }

  /** Draws a stroke with the mouse on the pad of the field. */
  async draw(form, key) {
    const canvas = form.locator(`[data-sign]:has([name="${key}"]) canvas`).first();
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    const mouse = this.tab.mouse;
    await mouse.move(box.x + 20, box.y + box.height / 2);
    await mouse.down();
    for (let step = 1; step <= 8; step += 1) {
      await mouse.move(box.x + 20 + step * 12, box.y + box.height / 2 + (step % 2 ? -12 : 12));
    }
    await mouse.up();
  }

  /** Answers every point of a checklist. */
  async checklist(path, key, outcome, first) {
    const form = this.tab.locator(`form[action^="${path}"]`).first();
    const names = await form
      .locator(`[name^="${key}."][name$=".outcome"]`)
      .evaluateAll((nodes) => [...new Set(nodes.map((node) => node.name))]);
    for (const [turn, name] of names.entries()) {
      await form.locator(`[name="${name}"][value="${turn === 0 && first ? first : outcome}"]`).check({ force: true });
    }
  }

  async text() {
    return this.tab.innerText("body");
  }
}

export function must(holds, words) {
  if (!holds) throw new Error(words);
}
