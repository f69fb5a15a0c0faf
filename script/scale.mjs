// Writes docs/scale.md and its plots from the figures that script/scale took.
//
//   node script/scale.mjs FIGURES DOCS

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, totalmem } from "node:os";
import { join } from "node:path";

const [figures, docs] = process.argv.slice(2);
const read = (name) => readFileSync(join(figures, name), "utf8").split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
const native = read("native.jsonl");
const chromium = read("chromium.jsonl");

const MEGABYTE = 2 ** 20;
const HUES = ["#0b6bcb", "#b5480f", "#1a7f37", "#8a3ffc", "#c2185b", "#6b6b00", "#0097a7", "#666666"];
const DARK = ["#6cb2ff", "#ff9d5c", "#5fd38a", "#c9a2ff", "#ff8ab5", "#d6d65a", "#5fe0ee", "#b0b0b0"];

/** One figure's values: pairs of size and value, by size. */
function values(rows, series, what) {
  return rows.filter((row) => row.series === series && row.what === what).map((row) => [row[series], row.value]).sort((a, b) => a[0] - b[0]);
}

/** How the cost grows from the second size on, as the exponent of the size: 1 is in proportion. */
function exponent(points) {
  const large = points.filter(([, value]) => value > 0).slice(-3);
  if (large.length < 2) return undefined;
  const [[x0, y0], [x1, y1]] = [large[0], large.at(-1)];
  return Math.log(y1 / y0) / Math.log(x1 / x0);
}

const PLOTS = [
  { file: "native-paths", title: "Natively, by paths (1,000 rules)", rows: native, series: "paths", unit: "ms", lines: ["limit", "read", "route", "re-route", "explain", "plan", "draw", "search"] },
  { file: "native-rules", title: "Natively, by rules (100,000 paths)", rows: native, series: "rules", unit: "ms", lines: ["limit", "read", "route", "re-route", "explain", "plan", "draw", "search"] },
  { file: "peers-paths", title: "Routing beside its peers, by paths (1,000 rules)", rows: native, series: "paths", unit: "ms", lines: ["limit", "route", "codeowners-rs", "ignore"] },
  { file: "peers-rules", title: "Routing beside its peers, by rules (100,000 paths)", rows: native, series: "rules", unit: "ms", lines: ["limit", "route", "codeowners-rs", "ignore"] },
  { file: "chromium-paths", title: "In Chromium, by paths (1,000 rules)", rows: chromium, series: "paths", unit: "ms", lines: ["paste to answer", "edit to answer", "search", "explain", "plan", "draw the map"] },
  { file: "chromium-rules", title: "In Chromium, by rules (100,000 paths)", rows: chromium, series: "rules", unit: "ms", lines: ["paste to answer", "edit to answer", "search", "explain", "plan", "draw the map"] },
  { file: "memory", title: "Memory, by paths (1,000 rules)", rows: [...native, ...chromium], series: "paths", unit: "MB", lines: ["text", "memory at most", "memory after", "page full"] },
];
for (const rows of [native, chromium]) {
  for (const row of rows.filter((row) => row.what === "bytes")) rows.push({ ...row, what: "text", value: row.value / MEGABYTE });
}
PLOTS.at(-1).rows = [...native, ...chromium.filter((row) => row.what !== "text")];

mkdirSync(join(docs, "scale"), { recursive: true });
for (const plot of PLOTS) writeFileSync(join(docs, "scale", `${plot.file}.svg`), svg(plot));
writeFileSync(join(docs, "scale.md"), report());

/** Both axes by powers of ten, so that what grows in proportion is a line of slope one. */
function svg({ title, rows, series, unit, lines }) {
  const all = lines.map((name) => ({ name, points: values(rows, series, name).filter(([, value]) => value > 0) })).filter(({ points }) => points.length > 1);
  const [width, height, left, top, right, bottom] = [760, 420, 70, 40, 150, 45];
  const span = (at) => {
    const numbers = all.flatMap(({ points }) => points.map((point) => Math.log10(point[at])));
    return [Math.floor(Math.min(...numbers)), Math.ceil(Math.max(...numbers))];
  };
  const [[x0, x1], [y0, y1]] = [span(0), span(1)];
  const x = (value) => left + ((Math.log10(value) - x0) / (x1 - x0)) * (width - left - right);
  const y = (value) => height - bottom - ((Math.log10(value) - y0) / (y1 - y0)) * (height - top - bottom);
  const powers = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
  const out = [];
  for (const value of powers(x0, x1)) out.push(`<path class="grid" d="M${r(x(value))} ${top}V${height - bottom}"/><text x="${r(x(value))}" y="${height - bottom + 18}" text-anchor="middle">${number(value)}</text>`);
  for (const value of powers(y0, y1)) out.push(`<path class="grid" d="M${left} ${r(y(value))}H${width - right}"/><text x="${left - 8}" y="${r(y(value) + 4)}" text-anchor="end">${number(value)}</text>`);
  out.push(`<text x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">${series}</text><text x="${left}" y="${top - 8}" text-anchor="end">${unit}</text>`);
  // Labels at the lines' ends, moved apart.
  const ends = all.map(({ name, points }, at) => ({ name, at, y: y(points.at(-1)[1]) })).sort((a, b) => a.y - b.y);
  ends.forEach((end, at) => (end.label = Math.max(end.y, at > 0 ? ends[at - 1].label + 15 : top)));
  const over = Math.max(0, (ends.at(-1)?.label ?? 0) - (height - bottom));
  for (const { name, at, label } of ends) {
    const { points } = all[at];
    out.push(`<polyline class="c${at}" points="${points.map(([a, b]) => `${r(x(a))},${r(y(b))}`).join(" ")}"/>`);
    for (const [a, b] of points) out.push(`<circle class="c${at}" cx="${r(x(a))}" cy="${r(y(b))}" r="2.5"/>`);
    out.push(`<text class="c${at}" x="${r(x(points.at(-1)[0]) + 8)}" y="${r(label - over + 4)}">${name}</text>`);
  }
  const colours = (list) => list.map((hue, at) => `polyline.c${at}{stroke:${hue}}circle.c${at},text.c${at}{fill:${hue}}`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t">
<title id="t">${title}</title>
<style>text{font:12px sans-serif;fill:#333}.head{font-weight:bold}.ground{fill:#fff}.grid{stroke:#ddd}polyline{fill:none;stroke-width:1.6}${colours(HUES)}
@media (prefers-color-scheme:dark){text{fill:#ccc}.ground{fill:#16181d}.grid{stroke:#353a44}${colours(DARK)}}</style>
<rect class="ground" width="${width}" height="${height}"/>
<text class="head" x="${left}" y="18">${title}</text>
${out.join("\n")}
</svg>
`;
}

function r(value) {
  return Math.round(value * 10) / 10;
}

function number(value) {
  return value >= 1 ? value.toLocaleString("en") : String(Number(value.toPrecision(1)));
}

function table({ rows, series, lines, unit }) {
  const sizes = [...new Set(rows.filter((row) => row.series === series).map((row) => row[series]))].sort((a, b) => a - b);
  const cell = (name, size) => {
    const found = rows.find((row) => row.series === series && row.what === name && row[series] === size);
    return found ? (found.value >= 100 ? Math.round(found.value).toLocaleString("en") : found.value.toPrecision(3)) : "";
  };
  const head = `| ${unit} | ${sizes.map((size) => size.toLocaleString("en")).join(" | ")} | exponent |`;
  const body = lines.map((name) => {
    const points = values(rows, series, name);
    return `| ${name} | ${sizes.map((size) => cell(name, size)).join(" | ")} | ${exponent(points)?.toFixed(2) ?? ""} |`;
  });
  return [head, `|---|${"--:|".repeat(sizes.length + 1)}`, ...body].join("\n");
}

function ratios() {
  const at = (what, size) => native.find((row) => row.series === "paths" && row.what === what && row.paths === size)?.value;
  const sizes = [...new Set(native.filter((row) => row.series === "paths").map((row) => row.paths))].sort((a, b) => a - b);
  const times = (a, b) => (a && b ? (a / b >= 10 ? Math.round(a / b).toLocaleString("en") : (a / b).toFixed(1)) : "");
  const lines = [
    ["reading, in looks at every byte", (size) => times(at("read", size), at("limit", size))],
    ["routing, in looks at every byte", (size) => times(at("route", size), at("limit", size))],
    ["codeowners-rs, in times of our routing", (size) => times(at("codeowners-rs", size), at("route", size))],
    ["ignore, in times of our routing", (size) => times(at("ignore", size), at("route", size))],
    ["memory at most, in lengths of the text", (size) => times(at("memory at most", size), at("text", size))],
    ["memory after the answer, in lengths of the text", (size) => times(at("memory after", size), at("text", size))],
  ];
  return [`| ratio | ${sizes.map((size) => size.toLocaleString("en")).join(" | ")} |`, `|---|${"--:|".repeat(sizes.length)}`, ...lines.map(([name, of]) => `| ${name} | ${sizes.map(of).join(" | ")} |`)].join("\n");
}

function report() {
  const machine = `${cpus().length} processors (${cpus()[0].model.trim()}, ${arch()}), ${Math.round(totalmem() / 2 ** 30)} GB`;
  return `# Cost against size

Written by \`script/scale\`, on ${machine}. All figures are of one run; other work on the machine meets all of them alike, so ratios and
exponents hold where milliseconds do not. Inputs are made up, the same every time: files in five levels of folders, an application for
every five hundred files, rules for folders, suffixes and names. *limit* looks at every byte of the listing once, which any program has to do.
The *exponent* says how the cost grows over the three largest sizes: 1 is in proportion to the size, 2 with its square. That of the limit itself is
1 but for the processor's caches and what else the machine does, so the others are to be held against it.

## Ratios

${ratios()}

${section("Natively", ["native-paths", "native-rules"], "*read* makes the tree of the text, *route* compiles the rules and routes every file, *re-route* takes one edited rule into account, *explain* says all about one file, *plan* splits the tree into projects, *draw* lays out the map, *search* finds the rows of a word.")}

${section("Beside peers", ["peers-paths", "peers-rules"], "The same rules as a CODEOWNERS file, every path asked. A peer that took more than eight seconds is not asked for the next size.")}

${section("In Chromium", ["chromium-paths", "chromium-rules"], "From what a user does to the frame that shows the answer, in a fresh browser for each size. Some 100 ms of it are waits: for typing to pause, and for frames.")}

${section("Memory", ["memory"], "*memory at most* and *after* are what the engine holds natively while it answers a paste and afterwards, the text included (of small texts, the thousand rules are most of it); *page full* is all that the fullest process of Chromium holds after the answer.")}
`;
}

function section(name, files, words) {
  const plots = files.map((file) => PLOTS.find((plot) => plot.file === file));
  return [`## ${name}`, words, ...plots.flatMap((plot) => [`![${plot.title}](scale/${plot.file}.svg)`, table(plot)])].join("\n\n");
}
