// <tree-map data-drawing="…">: the tree as nested rectangles. The engine has laid them out
// (src/session/later/views/map/drawing.rs says what is in the drawing); here they are drawn, and what is done with them is told
// to the hidden fields beside the element, which the page listens to: `size`, `open` (a folder), `select` (a path).
//
// One stop of the keyboard: the cell that is looked at is the active descendant. Nothing floats: what is said of that cell
// stands in a line above the map.

const NS = "http://www.w3.org/2000/svg";
const [OPEN, CLOSED, FILE, OTHERS] = [0, 1, 2, 3];

/** The height of an open folder's heading: that of tree::map. */
const HEADING = 16;

/** About how wide a letter is; labels that do not fit are cut. */
const LETTER = 6.4;

/** How many rectangles are drawn without giving the browser a breath. */
const AT_ONCE = 1_200;

/** Counts the maps, so that each cell has a name of its own. */
let maps = 0;

const number = new Intl.NumberFormat("en");

/**
 * @typedef {{ x: number, y: number, width: number, height: number, kind: number, inside: number, name: string, path: string,
 *   weight: number, shares: [number, number][], rule: number }} Cell
 */

class TreeMap extends HTMLElement {
  static observedAttributes = ["data-drawing"];

  /** @type {Cell[]} */
  #cells = [];
  #drawing = { title: "", folder: "", up: null, unit: ["file", "files"], kinds: [], rules: [] };
  /** The cell that is looked at. */
  #at = 0;
  #said = make("p", { class: "told" });
  #svg = make_svg("svg", { class: "picture", role: "listbox", tabindex: "0" });
  #size = "";
  #id = `cell-${++maps}`;
  /** The element of each cell. @type {Element[]} */
  #places = [];
  #drawn = 0;
  /** @type {ResizeObserver | undefined} */
  #sizes;
  /** @type {MutationObserver | undefined} */
  #selections;

  connectedCallback() {
    if (!this.#said.isConnected) this.append(this.#said, this.#svg);
    this.#sizes = new ResizeObserver(() => this.#measure());
    this.#sizes.observe(this);
    this.#selections = new MutationObserver(() => this.#select());
    const app = this.closest(".app");
    if (app) this.#selections.observe(app, { attributes: true, attributeFilter: ["data-selected"] });
    this.#svg.onpointermove = this.#svg.onpointerdown = ({ target }) => this.#look(cell_of(target));
    this.#svg.onclick = ({ target }) => this.#press(cell_of(target));
    this.#svg.onkeydown = (event) => this.#key(event);
    this.#svg.onfocus = () => this.#look(this.#at);
    this.#draw();
  }

  disconnectedCallback() {
    this.#sizes?.disconnect();
    this.#selections?.disconnect();
    this.#drawn++;
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#draw();
  }

  // --- Drawing -------------------------------------------------------------------------------

  #draw() {
    const text = this.dataset.drawing;
    if (!text) return;
    const { cells, ...drawing } = JSON.parse(text);
    const before = this.#cells[this.#at]?.path;
    const other = drawing.folder !== this.#drawing.folder;
    this.#drawing = drawing;
    this.#cells = [];
    this.#places = [];
    for (const [x, y, width, height, kind, inside, name, weight, shares, rule] of cells) {
      const base = inside < 0 ? drawing.folder : this.#cells[inside].path;
      const path = kind === OTHERS || base === "" ? (kind === OTHERS ? base : name) : `${base}/${name}`;
      this.#cells.push({ x, y, width, height, kind, inside, name, path, weight, shares, rule });
    }
    const { width, height } = this.#svg.getBoundingClientRect();
    const [wide, high] = this.#size ? this.#size.split("x") : [Math.round(width), Math.round(height)];
    this.#svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    this.#svg.setAttribute("preserveAspectRatio", "none");
    this.#svg.setAttribute("data-title", drawing.title);
    this.#svg.setAttribute("aria-label", `Map: ${drawing.title}. Arrows move, Enter opens or selects, Escape goes up.`);
    this.#svg.replaceChildren(hatching(), ...this.#areas());
    const turn = ++this.#drawn;
    const some = (from) => {
      if (turn !== this.#drawn) return;
      const to = Math.min(from + AT_ONCE, this.#cells.length);
      const list = document.createDocumentFragment();
      for (let at = from; at < to; at++) list.append(...this.#cell(at));
      this.#svg.append(list);
      if (to < this.#cells.length) return void setTimeout(() => some(to));
      this.dataset.cells = String(this.#cells.length);
      const at = other ? -1 : this.#cells.findIndex((cell) => cell.path === before);
      this.#at = Math.max(at, 0);
      this.#select();
      this.#look(this.#at, true);
    };
    some(0);
  }

  /** What is filled: one path for the open folders, for each colour, and for the edges. An element for each part of a cell costs
   * the browser three times as much. */
  #areas() {
    const { kinds } = this.#drawing;
    const colours = kinds.map(() => "");
    let [folders, rims] = ["", ""];
    for (const { x, y, width, height, kind, shares, weight } of this.#cells) {
      const whole = box(x, y, width, height);
      if (kind === OPEN) {
        folders += whole;
        continue;
      }
      rims += whole;
      // Filled in proportion to whose it is.
      let [before, from] = [0, 0];
      const wide = width >= height;
      for (const [of, part] of shares) {
        before += part;
        const to = Math.round(((wide ? width : height) * before) / Math.max(weight, 1));
        const at = kinds[of] ? of : kinds.length - 1;
        colours[at] += wide ? box(x + from, y, to - from, height) : box(x, y + from, width, to - from);
        from = to;
      }
    }
    const areas = colours.map((d, at) => d && make_svg("path", { class: `area ${kinds[at][1]}`, d })).filter(Boolean);
    return [make_svg("path", { class: "folder", d: folders }), ...areas, make_svg("path", { class: "rim", d: rims })];
  }

  /** What of a cell is its own: where the pointer is on it, with its name, and its label. @param {number} at @returns {Element[]} */
  #cell(at) {
    const cell = this.#cells[at];
    const { x, y, width, height } = cell;
    const place = make_svg("rect", { id: `${this.#id}-${at}`, role: "option", "aria-selected": "false", "aria-label": this.#words(at), x, y, width, height });
    this.#places[at] = place;
    const label = height >= HEADING - 2 && fitting(this.#labels(cell), Math.floor((width - 8) / LETTER));
    if (!label) return [place];
    const text = make_svg("text", { x: x + 4, y: y + 12 });
    text.textContent = label;
    return [place, text];
  }

  /** What may stand in a cell, the fullest first. @param {Cell} cell @returns {string[]} */
  #labels({ kind, name, weight, path }) {
    const count = number.format(weight);
    const last = path.slice(path.lastIndexOf("/") + 1);
    if (kind === OTHERS) return [`${count} others`, `+${count}`];
    if (kind === FILE) return [last];
    return kind === OPEN ? [`${name}  ${count}`, name, last] : [name, last];
  }

  /** What a cell is, in words. @param {number} at */
  #words(at) {
    const { kind, path, weight, shares, rule } = this.#cells[at];
    const { unit, kinds, rules } = this.#drawing;
    const count = `${number.format(weight)} ${unit[weight === 1 ? 0 : 1]}`;
    const whose = shares.map(([of, part]) => (shares.length > 1 ? `${kinds[of]?.[0]} ${number.format(part)}` : kinds[of]?.[0])).join(", ");
    const decides = rules[rule] ? `, ${rules[rule][0]}: ${rules[rule][1]}` : "";
    const name = kind === OTHERS ? `Small ones in ${path || "the tree"}` : kind === FILE ? path : `${path}/`;
    return `${name}, ${kind === FILE && weight === 1 ? "" : `${count}, `}${whose}${decides}`;
  }

  // --- Looking -------------------------------------------------------------------------------

  /** @param {number} at @param {boolean} quiet */
  #look(at, quiet = false) {
    if (at < 0 || at >= this.#cells.length) return;
    this.#places[this.#at]?.classList.remove("at");
    this.#at = at;
    this.#svg.setAttribute("aria-activedescendant", `${this.#id}-${at}`);
    this.#places[at]?.classList.add("at");
    if (quiet) return void (this.#said.textContent = this.#hint());
    const { path, kind, shares, rule } = this.#cells[at];
    this.#said.textContent = this.#words(at);
    const owner = shares.length === 1 ? this.#drawing.kinds[shares[0][0]]?.[0] : undefined;
    const line = this.#drawing.rules[rule]?.[2];
    // Whichever the colours are of: names of owners are no names of projects.
    const detail = { path: kind === OTHERS ? undefined : path, owner, line, project: owner };
    this.dispatchEvent(new CustomEvent("lit", { bubbles: true, detail }));
  }

  #hint() {
    return `${this.#drawing.title}. Press a folder to go in, a file to see why.`;
  }

  /** Lights up what is about the same. @param {{ path?: string, owner?: string, line?: string, project?: string }} lit */
  light({ path, owner, line, project }) {
    for (const old of this.#svg.querySelectorAll(".lit")) old.classList.remove("lit");
    if (!path && !owner && !line && !project) return;
    const kind = this.#drawing.kinds.findIndex(([name]) => name && (name === owner || name === project));
    const is_about = (cell) => {
      if (path) return cell.path === path && cell.kind !== OTHERS;
      if (line) return cell.rule >= 0 && this.#drawing.rules[cell.rule][2] === line;
      return kind >= 0 && cell.kind !== OPEN && cell.shares[0]?.[0] === kind;
    };
    this.#cells.forEach((cell, at) => is_about(cell) && this.#places[at]?.classList.add("lit"));
  }

  /** Marks what is selected on the page. */
  #select() {
    const path = this.closest(".app")?.getAttribute("data-selected");
    for (const old of this.#svg.querySelectorAll('[aria-selected="true"]')) old.setAttribute("aria-selected", "false");
    const at = path ? this.#cells.findIndex((cell) => cell.path === path && cell.kind !== OTHERS) : -1;
    this.#places[at]?.setAttribute("aria-selected", "true");
    // Above its neighbours' edges.
    this.#svg.querySelector(".selected")?.remove();
    if (at < 0) return;
    const { x, y, width, height } = this.#cells[at];
    this.#svg.append(make_svg("rect", { class: "selected", x, y, width, height }));
  }

  // --- Doing ---------------------------------------------------------------------------------

  /** @param {number} at */
  #press(at) {
    const cell = this.#cells[at];
    if (!cell) return;
    if (cell.kind === OTHERS && cell.path === this.#drawing.folder) return this.#table();
    if (cell.kind !== OTHERS) this.#tell("select", cell.path);
    if (cell.kind !== FILE) this.#tell("open", cell.path);
  }

  /** What is too small for the map of its own folder is in the table. */
  #table() {
    const box = this.closest("[role=tabpanel]")?.querySelector(".fields input[type=checkbox]");
    if (box instanceof HTMLInputElement && !box.checked) box.click();
  }

  /** @param {string} name @param {string} value */
  #tell(name, value) {
    const field = this.parentElement?.querySelector(`input[name="${name}"]`);
    if (!(field instanceof HTMLInputElement)) return;
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #measure() {
    const { width, height } = this.#svg.getBoundingClientRect();
    const size = `${Math.floor(width)}x${Math.floor(height)}`;
    if (width < 1 || size === this.#size) return;
    this.#size = size;
    this.#tell("size", size);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    if (way) this.#look(this.#next(way[0], way[1]));
    else if (key === "Home") this.#look(0);
    else if (key === "End") this.#look(this.#cells.length - 1);
    else if (key === "Enter" || key === " ") this.#press(this.#at);
    else if ((key === "Escape" || key === "Backspace") && this.#drawing.up !== null) this.#tell("open", this.#drawing.up);
    else return;
    event.preventDefault();
  }

  /** The nearest cell on one side: what lies straight ahead before what lies aside. @param {number} right @param {number} down */
  #next(right, down) {
    const middle = (at) => {
      const { x, y, width, height, kind } = this.#cells[at];
      return [x + width / 2, y + (kind === OPEN ? HEADING / 2 : height / 2)];
    };
    const [fromX, fromY] = middle(this.#at);
    let [best, least] = [this.#at, Infinity];
    for (let at = 0; at < this.#cells.length; at++) {
      const [x, y] = middle(at);
      const ahead = (x - fromX) * right + (y - fromY) * down;
      const aside = Math.abs((x - fromX) * down) + Math.abs((y - fromY) * right);
      if (at === this.#at || ahead < 1 || aside > ahead * 2) continue;
      const far = ahead + 2 * aside;
      if (far < least) [best, least] = [at, far];
    }
    return best;
  }
}

/** The number of the cell that an element is of. */
function cell_of(target) {
  return target instanceof Element && target.id.startsWith("cell-") ? Number(target.id.split("-").at(-1)) : -1;
}

/** A rectangle of a path. */
function box(x, y, width, height) {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** The least letters of a name that is cut: fewer tell nothing. */
const LEAST = 6;

/** The first of several labels that fits; the last one cut, if that leaves enough of it. */
function fitting(labels, room) {
  const fits = labels.find((label) => label.length <= room);
  if (fits !== undefined) return fits;
  const last = labels.at(-1);
  return room >= LEAST && !last.startsWith("+") ? `${last.slice(0, room - 1)}…` : "";
}

/** Nobody's are hatched. */
function hatching() {
  const defs = make_svg("defs", {});
  const pattern = make_svg("pattern", { id: "hatched", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(make_svg("rect", { class: "ground", width: 6, height: 6 }), make_svg("path", { class: "stripe", d: "M1 0V6" }));
  defs.append(pattern);
  return defs;
}

function make(tag, attributes) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function make_svg(tag, attributes) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

customElements.define("tree-map", TreeMap);
