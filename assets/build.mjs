// Copies the third-party styles, scripts and icons that the web crate embeds into vendor/web.
// It changes no third-party text except for leaving out rules of widgets that we never draw.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "vendor", "web");

/** Widgets of Tabler and Bootstrap that the interface does not use, by class prefix. */
const UNUSED = [
  "carousel", "offcanvas", "toast", "tooltip", "bs-tooltip", "popover", "bs-popover", "placeholder",
  "accordion", "chart", "apexcharts", "jvm", "litepicker", "ts-", "noUi", "plyr", "dropzone", "tox",
  "hugerte", "flag", "payment", "social", "timeline", "steps", "star", "ribbon", "chat", "countup",
  "demo", "datagrid", "nav-segmented", "signature", "lightbox", "fslightbox", "gl-star", "typed",
  "turbo", "coloris", "clr-", "fc", "map", "table-sort", "tracking", "tag", "modal", "spinner",
  "progress", "steps", "markdown", "empty", "dropdown", "btn-facebook", "btn-twitter", "btn-x",
  "btn-google", "btn-youtube", "btn-vimeo", "btn-dribbble", "btn-github", "btn-instagram",
  "btn-pinterest", "btn-vk", "btn-rss", "btn-flickr", "btn-bitbucket", "btn-tabler", "btn-social",
  "bg-facebook", "bg-twitter", "bg-x", "bg-google", "bg-youtube", "bg-vimeo", "bg-dribbble",
  "bg-github", "bg-instagram", "bg-pinterest", "bg-vk", "bg-rss", "bg-flickr", "bg-bitbucket",
  "bg-tabler", "text-facebook", "text-twitter", "text-x", "text-google", "text-youtube",
  "text-vimeo", "text-dribbble", "text-github", "text-instagram", "text-pinterest", "text-vk",
  "text-rss", "text-flickr", "text-bitbucket", "text-tabler", "ratio", "vr", "navbar",
];

/** Splits a stylesheet into its top-level statements, respecting strings and nested braces. */
function statements(css) {
  const found = [];
  let depth = 0;
  let start = 0;
  let quote = "";
  for (let at = 0; at < css.length; at += 1) {
    const letter = css[at];
    if (quote) {
      if (letter === "\\") at += 1;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "{") depth += 1;
    else if (letter === "}") {
      depth -= 1;
      if (depth === 0) {
        found.push(css.slice(start, at + 1));
        start = at + 1;
      }
    } else if (letter === ";" && depth === 0) {
      found.push(css.slice(start, at + 1));
      start = at + 1;
    }
  }
  found.push(css.slice(start));
  return found.map((text) => text.trim()).filter(Boolean);
}

/** Splits a selector list at its outer commas, so that `:is(a,b)` stays whole. */
function selectors(list) {
  const parts = [];
  let depth = 0;
  let part = "";
  for (const letter of list) {
    if (letter === "(" || letter === "[") depth += 1;
    if (letter === ")" || letter === "]") depth -= 1;
    if (letter === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  parts.push(part);
  return parts;
}

/** Tells whether a selector can only match a widget that we never draw, or the dark theme. */
function unused(selector) {
  if (selector.includes("[data-bs-theme=dark]")) return true;
  const positive = selector.replace(/:not\([^)]*\)/g, "").replace(/\[[^\]]*\]/g, "");
  const classes = positive.match(/\.[A-Za-z_][\w-]*/g) ?? [];
  return classes.some((name) =>
    UNUSED.some((word) => name === `.${word}` || name.startsWith(word.endsWith("-") ? `.${word}` : `.${word}-`)),
  );
}

function slimmed(css) {
  return statements(css)
    .map((text) => {
      const brace = text.indexOf("{");
      if (brace < 0) return text;
      const head = text.slice(0, brace).trim();
      if (/^@(media|supports|layer|container)/.test(head)) {
        const inner = slimmed(text.slice(brace + 1, -1));
        return inner ? `${head}{${inner}}` : "";
      }
      if (head.startsWith("@")) return text;
      const kept = selectors(head).filter((selector) => !unused(selector));
      return kept.length ? `${kept.join(",")}${text.slice(brace)}` : "";
    })
    .join("");
}

function sprite(names) {
  const symbols = names.map((name) => {
    const svg = readFileSync(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    const body = svg.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
    const tight = body.replace(/\s*\n\s*/g, "").replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${tight}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "leaflet"), { recursive: true });

const tabler = readFileSync(join(modules, "@tabler/core/dist/css/tabler.min.css"), "utf8");
const banner = tabler.match(/\/\*![\s\S]*?\*\//)?.[0] ?? "";
writeFileSync(join(out, "tabler.css"), `${banner}\n${slimmed(tabler.replace(/\/\*[\s\S]*?\*\//g, ""))}`);
const icons = JSON.parse(readFileSync(join(here, "icons.json"), "utf8"));
writeFileSync(join(out, "icons.svg"), sprite(icons));
for (const name of ["leaflet.css", "leaflet.js"]) {
  const text = readFileSync(join(modules, "leaflet/dist", name), "utf8");
  writeFileSync(join(out, "leaflet", name), text.replace(/\/\/# sourceMappingURL.*\s*$/, ""));
}
for (const name of readdirSync(join(modules, "leaflet/dist/images"))) {
  cpSync(join(modules, "leaflet/dist/images", name), join(out, "leaflet/images", name));
}
const licences = [
  ["tabler-icons", "@tabler/icons/LICENSE"],
  ["leaflet", "leaflet/LICENSE"],
].map(([name, path]) => `== ${name} ==\n${readFileSync(join(modules, path), "utf8")}`);
writeFileSync(join(out, "licences.txt"), licences.join("\n"));

for (const name of ["tabler.css", "icons.svg", "leaflet/leaflet.css", "leaflet/leaflet.js"]) {
  const size = gzipSync(readFileSync(join(out, name)), { level: 9 }).length;
  console.log(`${name}: 压缩后 ${(size / 1024).toFixed(1)} KB`);
}
