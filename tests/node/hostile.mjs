// Requests with values of wrong kinds at every depth, and hostile texts, through every function.
//
// hostile.test.mjs runs a short form of it, script/fuzz-api.mjs a long one. Everything follows from a
// seed, so that a finding can be made again.

import { readFileSync } from "node:fs";

/** Random numbers (xorshift), the same for the same seed. */
export function random(seed) {
  let state = (Math.imul(seed, 0x9e3779b9) ^ 0x2545f491) >>> 0 || 1;
  const below = (most) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % most;
  };
  return { below, of: (list) => list[below(list.length)] };
}

const codeowners = {
  text: "/src/ @acme/web\n*.md @jo\n",
  dialect: "gitlab",
  mapping: { stackRoot: "app/", sourceRoot: "src/" },
  owners: { "@acme/web": "#web", "@jo": "jo@acme.example" },
};
const ownership = {
  rules: "src/* #web\ntags.area:pay #pay jo@acme.example\n",
  codeowners,
  mappings: [{ stackRoot: "app/", sourceRoot: "src/" }],
  platform: "python",
};
const paths = ["src/pay/api.py", "src/pay/__init__.py", "README.md", "web/package.json", "web/next.config.js"];
const place = { root: "web", process: "worker" };
const changes = [
  { merge: { from: place, into: { root: "" } } },
  { split: { place, platform: "python" } },
  { rename: { project: place, name: "shop" } },
  { retype: { project: { root: "web" }, platform: "javascript" } },
  { exclude: { project: place } },
  { move: { folder: "src", to: place } },
  "splitAnyway",
];
const frame = { filename: "app/pay/api.py", absPath: "/srv/app/pay/api.py", module: "pay.api", function: "f", line: 3, column: 4, inApp: true };
const event = {
  platform: "python",
  exception: { values: [{ type: "E", value: "no", stacktrace: { frames: [{ filename: "app/pay/api.py", lineno: 3, in_app: true }] } }] },
  tags: [["area", "pay"]],
};
const files = { "web/package.json": "{\"name\": \"web\"}", "Procfile": "web: run\n" };

/** Every function with a request that holds every field there is. */
export function templates(engine) {
  const plan = engine.planOrganization({ organization: "acme", repositories: [{ name: "acme/shop", tree: paths, rules: ownership.rules, codeowners }] });
  const whole = { ...plan, problems: [{ code: "x" }], whatIf: [{ kind: "one" }], $schema: "plan.schema.json", version: 1 };
  return {
    parseTree: ["src/a.ts\nsrc/b.ts\n"],
    parseRules: [ownership.rules],
    parseTrace: ["Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    g()\nE: no\n"],
    importCodeowners: [codeowners],
    routeTree: [{ tree: paths, ...ownership }],
    simulate: [{ tree: paths, ...ownership, event, inApp: { 0: true }, assignment: "off", fallthrough: "NoOne", suspects: ["#web"], inAppInclude: ["app"], inAppExclude: ["lib"], projectRoot: "/srv" }],
    explainPath: [{ tree: paths, path: paths[0], ...ownership }],
    adviseRules: [{ tree: paths, people: "#web = @acme/web\n", project: "shop", ...ownership }],
    compareReview: [{ tree: paths, ...ownership }],
    guessMappings: [paths],
    deriveMappings: [{ tree: paths, frames: [frame], platform: "python" }],
    coverage: [{ tree: paths, folder: "src", ...ownership }],
    compareRules: [{ tree: paths, before: ownership, after: { rules: "* #all" } }],
    planProjects: [{ tree: paths, files, rules: ownership.rules, codeowners, organization: "acme", repository: "shop", changes, whatIf: { folders: "*", errors: { "src": 3 }, quota: 1000 } }],
    planOrganization: [{ organization: "acme", repositories: [{ name: "acme/shop", tree: paths, files, rules: "", codeowners, changes }] }],
    playbook: [whole],
    compareLive: [{ plan: whole, live: [`[{"slug": "shop", "platform": "python", "teams": []}]`], tree: paths, repository: "acme/shop" }],
    previewAlerts: [{ plan: whole, errors: JSON.stringify([event]), days: 7, tree: paths, repository: "acme/shop", ...{ rules: ownership.rules, codeowners, mappings: ownership.mappings } }],
    exportPlan: [whole, "markdown"],
  };
}

class Bag {
  rules = "x";
}
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const throws = () => {
  throw new TypeError("boom");
};
const cycle = () => {
  const list = [];
  list.push({ list });
  return list;
};
const deep = () => JSON.parse(`${"[".repeat(4000)}${"]".repeat(4000)}`);
const endless = () => new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }), get: () => endless() });

/** What is no plain data, wherever it stands. */
const NEVER = {
  function: () => () => "x",
  symbol: () => Symbol("x"),
  "a BigInt": () => 3n,
  NaN: () => NaN,
  Infinity: () => -Infinity,
  "a Map": () => new Map([["rules", "x"]]),
  "a Set": () => new Set(["x"]),
  "a Date": () => new Date(0),
  "a RegExp": () => /x/,
  "a Promise": () => Promise.resolve(1),
  "an instance": () => new Bag(),
  "a boxed string": () => new String("x"),
  "a typed array": () => new Uint8Array(3),
  "an Error": () => new Error("x"),
  "an array with a hole": () => ["x", , "y"],
  "an array with undefined": () => [undefined],
  "a symbol for a name": () => ({ [Symbol("x")]: 1 }),
  "a hidden field": () => Object.defineProperty({}, "rules", { value: "x" }),
  "an accessor that throws": () => ({ get rules() { return throws(); } }),
  "an array that throws": () => new Proxy(["x"], { get: throws }),
  "a proxy that throws": () => new Proxy({}, { ownKeys: throws }),
  "a proxy with no prototype to tell": () => new Proxy({}, { getPrototypeOf: throws }),
  "a revoked proxy": revoked,
  "a cycle": cycle,
  "what is very deep": deep,
  "what never ends": endless,
  "an array of a false length": () => new Proxy([], { get: (_, name) => (name === "length" ? 2 ** 32 : "x") }),
};

/** What may be right in some places. */
const MAYBE = {
  null: () => null,
  undefined: () => undefined,
  true: () => true,
  zero: () => 0,
  "a negative": () => -1,
  "a fraction": () => 1.5,
  "a huge number": () => 1e300,
  "2^60": () => 2 ** 60,
  "no text": () => "",
  "a text": () => "x",
  "half a character": () => "\ud800",
  "a NUL": () => "a\0b",
  "no items": () => [],
  numbers: () => [1, 2],
  "a null": () => [null],
  "many texts": () => Array(40).fill("x"),
  "no fields": () => ({}),
  "a field": () => ({ x: 1 }),
  "a name for a prototype": () => JSON.parse('{"__proto__": {"rules": "x"}}'),
  "half a character for a name": () => ({ "\udc00": "x" }),
  "no prototype": () => Object.assign(Object.create(null), { x: "y" }),
};

/** All places in a value: paths of names and numbers. */
export function places(value, path = []) {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => places(inner, [...path, Array.isArray(value) ? Number(name) : name]))];
}

export function replaced(value, path, by) {
  if (path.length === 0) return by;
  const [name, ...rest] = path;
  if (Array.isArray(value)) return value.map((item, at) => (at === name ? replaced(item, rest, by) : item));
  return { ...value, [name]: replaced(value[name], rest, by) };
}

function without(value, path) {
  if (path.length === 0) return undefined;
  const [name, ...rest] = path;
  if (rest.length > 0) return Array.isArray(value) ? value.map((item, at) => (at === name ? without(item, rest) : item)) : { ...value, [name]: without(value[name], rest) };
  if (Array.isArray(value)) return value.filter((_, at) => at !== name);
  const { [name]: _, ...others } = value;
  return others;
}

const isWord = (name) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
const written = (path) => path.map((step) => (typeof step === "number" ? `[${step}]` : isWord(step) ? `.${step}` : `[${JSON.stringify(step)}]`)).join("").replace(/^\./, "");

const NAMES = { parseTree: "text", parseRules: "text", parseTrace: "text", importCodeowners: "file", guessMappings: "tree", playbook: "plan", exportPlan: "plan" };

/**
 * Calls functions with requests that have one value changed.
 * @param {object} engine
 * @param {{ calls: number, seed: number, tell?: (what: string) => void }} options
 * @returns {{ refused: number, taken: number, faults: string[] }}
 */
export function wrongKinds(engine, { calls, seed, tell = () => {} }) {
  const { below, of } = random(seed);
  const all = Object.entries(templates(engine)).map(([name, given]) => ({ name, given, places: given.map((value) => places(value)) }));
  const found = { refused: 0, taken: 0, faults: [] };
  for (let call = 0; call < calls; call += 1) {
    const { name, given, places } = of(all);
    const at = below(given.length);
    let path = of(places[at]);
    const never = below(3) > 0;
    const [what, make] = of(Object.entries(never ? NEVER : MAYBE));
    let value;
    let mustFail = never;
    const way = below(10);
    if (way === 0) {
      value = without(given[at], path);
    } else if (way === 1) {
      // A field that nobody knows.
      path = [...path, `field_${below(100)}`];
      value = replaced(given[at], path, make());
      mustFail = false;
    } else {
      value = replaced(given[at], path, make());
    }
    const told = `${name}, argument ${at}: ${way === 0 ? "nothing" : what} at ${written(path) || "the top"} (call ${call} of seed ${seed})`;
    tell(told);
    try {
      engine[name](...given.map((other, place) => (place === at ? value : other)));
      found.taken += 1;
      if (mustFail && way !== 0) found.faults.push(`${told} was taken in silence`);
    } catch (error) {
      found.refused += 1;
      const fault = unfit(error, path, at === 1 ? "format" : (NAMES[name] ?? "request"));
      if (fault) found.faults.push(`${told}: ${fault}: ${String(error).slice(0, 300)}`);
    }
  }
  return found;
}

/** What is wrong with an error about the value at `path`; nothing if it is as it should be. */
function unfit(error, path, name) {
  if (Object.getPrototypeOf(error) !== Error.prototype) return "is no plain Error";
  if (/the engine failed/.test(error.message)) return "the engine failed";
  const head = /^([^:\s[.]+)((?:\.[^:\s[.]+|\[\d+\]|\["(?:[^"\\]|\\.)*"\])*): \S/.exec(error.message);
  if (!head) return "names no field";
  // What only the whole can be blamed for (no such path in the tree) is about some other field.
  if (!/must |no such field|missing, and|could not be read|holds too much/.test(error.message)) return undefined;
  const said = head[1] + head[2];
  const expected = written(path);
  const ways = [expected, name + expected, name];
  const isNear = ways.some((way) => said.startsWith(way) || way.startsWith(said));
  return isNear || said.includes("…") ? undefined : "names another field";
}

const PIECES = [
  "\0", "\u0001", "\t", "\r", "\n", "\r\n", "\u0085", "\u00a0", "\u2028", "\ufeff", "\u202e", "\u200d", "\ud800", "\udfff", "😀", "é", "ẞ", "日本", "ﬃ",
  "'", "\"", "`", "```\n", "~~~\n", "\\", "/", "//", "..", "./", "C:\\", "~", "$", "${path.cwd}", "%{ if }", "$[[ x ]]", "${{ x }}", "{{", "<b>", "&amp;", "]]>", "<!--",
  "├── ", "└── ", "│   ", "    ", "- ", "* ", "**/", "[", "]", "{", "}", "(", ")", "#", "#web", "@acme/web", "jo@acme.example", "path:", "tags.a:", "url:", "codeowners:", "module:",
  "Traceback (most recent call last):\n", "  File \"a.py\", line 3, in f\n", "    at f (a.js:1:2)\n", "\tat a.B.c(B.java:3)\n", "Caused by: ", "goroutine 1 [running]:\n", "panicked at ",
  "100644 blob ", "?? ", " M ", "Archive:  a.zip\n", "  Length      Date    Time    Name\n", "-rw-r--r-- ", "total 8\n", " Directory of C:\\\n", "a b c d e.\n",
  "src/", "a.ts\n", "package.json", "0", "9999999999", "-1", "1e999", ",", ";", "=", "=cmd()", "+", "|", "&&", "$(x)", "\u0300".repeat(20), "x".repeat(300), "a/".repeat(200), "é sed ut ".repeat(50),
];

/** A text of pieces that mean something to some reader or writer. */
export function hostileText({ below, of }) {
  const length = 1 + below(below(20) === 0 ? 200 : 12);
  let text = "";
  for (let at = 0; at < length; at += 1) text += of(PIECES).repeat(below(12) === 0 ? 1 + below(40) : 1);
  return text;
}

/** The formats of exportPlan, as its declaration has them. */
export const FORMATS = formats(readFileSync(new URL("../../src/bin/engine/types/plan.d.ts", import.meta.url), "utf8"));

function formats(declarations) {
  const [, alternatives] = /export type ExportFormat =([^;]*);/.exec(declarations);
  return [...alternatives.matchAll(/"([a-z-]+)"/g)].map(([, id]) => id);
}

/**
 * Puts hostile texts in every text of every function's request, and in every format.
 * @returns {{ calls: number, faults: string[], slowest: [number, string] }}
 */
export function hostileTexts(engine, { texts, seed, tell = () => {} }) {
  const chance = random(seed);
  const found = { calls: 0, faults: [], slowest: [0, ""] };
  const all = Object.entries(templates(engine)).map(([name, given]) => {
    const isText = (path) => typeof path.reduce((value, step) => value[step], given[0]) === "string";
    return { name, given, places: places(given[0]).filter(isText) };
  });
  for (let number = 0; number < texts; number += 1) {
    const text = hostileText(chance);
    for (const { name, given, places } of all) {
      const path = chance.of(places);
      const format = name === "exportPlan" ? [FORMATS[number % FORMATS.length]] : [];
      const told = `${name} ${format}: ${JSON.stringify(text)} at ${written(path) || "the top"} (text ${number} of seed ${seed})`;
      tell(told);
      const begun = performance.now();
      try {
        engine[name](replaced(given[0], path, text), ...format);
      } catch (error) {
        const fault = unfit(error, path, NAMES[name] ?? "request");
        if (fault) found.faults.push(`${told}: ${fault}: ${error}`);
      }
      const took = performance.now() - begun;
      if (took > found.slowest[0]) found.slowest = [took, told];
      found.calls += 1;
    }
  }
  return found;
}
