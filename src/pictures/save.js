// Saves the picture beside a button, as it is seen but in light colours, with its title and legend: as SVG, or as PNG of
// twice the size. A button says which by data-picture; the picture is the nearest svg.picture before it.

const NS = "http://www.w3.org/2000/svg";

/** What of an element's look goes into the file, but for what is usual: a file has no style sheet around it. */
const LOOK = { fill: "", "fill-opacity": "1", stroke: "none", "stroke-width": "1px", "stroke-opacity": "1", "stroke-dasharray": "none" };
const LETTERS = { "font-family": "", "font-size": "", "font-weight": "400", "text-decoration-line": "none", "paint-order": "normal" };

/** The height of the title, and of a line of the legend. */
const [TITLE, LINE] = [34, 22];

/** The empty edge around all. */
const EDGE = 12;

/** The longest side of a PNG, in pixels. */
const LARGEST = 8_000;

export function take_saving() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button[data-picture]");
    const as = button && button.getAttribute("data-picture");
    if (as !== "svg" && as !== "png") return;
    const svg = picture_of(button);
    if (!svg) return;
    const { text, width, height, name } = drawn(svg);
    if (as === "svg") save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
    else void raster(text, width, height).then((blob) => blob && save(blob, `${name}.png`));
  });
}

/** The picture that a button is for. @param {Element} button @returns {SVGSVGElement | null} */
export function picture_of(button) {
  const view = button.closest("[role=tabpanel]") ?? document;
  const all = [...view.querySelectorAll("svg.picture")];
  const before = all.filter((it) => it.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING);
  const after = all.find((it) => button.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING);
  const near = button.closest("figure, .saving")?.parentElement?.querySelector("svg.picture");
  return button.closest("figure")?.querySelector("svg.picture") ?? before.at(-1) ?? after ?? near ?? null;
}

/** A picture as a file of its own. @param {SVGSVGElement} svg */
function drawn(svg) {
  const [, , width, height] = (svg.getAttribute("viewBox") ?? "0 0 600 400").split(" ").map(Number);
  const title = svg.getAttribute("data-title") || svg.getAttribute("aria-label") || "";
  const legend = legend_of(svg);
  // Within the page, so that it has the page's look; in light colours, whatever the theme.
  const stage = document.createElement("div");
  stage.className = "stage";
  const copy = svg.cloneNode(true);
  // Where the pointer may be or is, what is lit or selected, is nobody else's.
  for (const element of copy.querySelectorAll(".selected, [role=option]")) element.remove();
  for (const element of copy.querySelectorAll(".at, .lit")) element.classList.remove("at", "lit");
  stage.append(copy);
  svg.parentElement.append(stage);
  const lines = [];
  let [x, line] = [0, 0];
  for (const { classes, words } of legend) {
    const wide = 30 + words.length * 7.2;
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    const top = height + TITLE + 8 + line * LINE;
    lines.push(
      make("rect", { class: `key ${classes}`, x, y: top, width: 14, height: 14, rx: 3 }),
      make("text", { class: "key", x: x + 20, y: top + 12 }, words),
    );
    x += wide;
  }
  const whole = height + TITLE + (legend.length > 0 ? 12 + (line + 1) * LINE : 0);
  const [wide, high] = [width + 2 * EDGE, whole + 1.5 * EDGE];
  const inner = make("g", { transform: `translate(0 ${TITLE})` });
  inner.append(...copy.childNodes);
  copy.append(
    make("title", {}, title),
    make("rect", { class: "sheet", x: -EDGE, y: -EDGE / 2, width: wide, height: high }),
    make("text", { class: "heading", x: 0, y: 22 }, title),
    inner,
    ...lines,
  );
  for (const element of [copy, ...copy.querySelectorAll("rect, path, text, circle, line")]) {
    const style = getComputedStyle(element);
    for (const [name, usual] of Object.entries(element.tagName === "text" ? { ...LOOK, ...LETTERS } : LOOK)) {
      const value = style.getPropertyValue(name);
      if (value !== usual && element !== copy) element.setAttribute(name.replace("-line", ""), plain(value));
    }
  }
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name } of [...element.attributes]) if (/^(class|style|id|role|tabindex|data-|aria-)/.test(name) && element.tagName !== "pattern") element.removeAttribute(name);
  }
  stage.remove();
  for (const [name, value] of Object.entries({ viewBox: `${-EDGE} ${-EDGE / 2} ${wide} ${high}`, width: wide, height: high, role: "img", "aria-label": title })) copy.setAttribute(name, String(value));
  copy.removeAttribute("preserveAspectRatio");
  const text = new XMLSerializer().serializeToString(copy);
  return { text, width: wide, height: high, name: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "").slice(0, 60) || "picture" };
}

/** A value of a style as every program reads it: mixed colours are new in browsers, and unknown elsewhere. @param {string} value */
function plain(value) {
  const mixed = /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value);
  if (!mixed) return value.replaceAll('"', "'");
  return `rgb(${mixed.slice(1).map((part) => Math.round(255 * Number(part))).join(", ")})`;
}

/** What the legend beside a picture says. @param {SVGSVGElement} svg */
function legend_of(svg) {
  const list = svg.closest("[role=tabpanel], figure")?.querySelector(".legend");
  const items = list && svg.closest("tree-map") ? [...list.querySelectorAll("li > *")] : [];
  return items.map((item) => ({
    classes: [...(item.querySelector("summary") ?? item).classList].filter((name) => name.startsWith("hue-")).join(" "),
    words: [...(item.querySelector("summary") ?? item).querySelectorAll("span")].map((span) => span.textContent).join(" "),
  }));
}

function make(tag, attributes, words = "") {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = words;
  return element;
}

/** An SVG as a PNG. @returns {Promise<Blob | null>} */
async function raster(text, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(2, LARGEST / Math.max(width, height, 1));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  // The browser has to take it first.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
