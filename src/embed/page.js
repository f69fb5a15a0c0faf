// embed.html: the advisor in a frame of somebody else's page. What it shows stands in its address (docs/embed.md); its host may
// talk to it over a port that it gives to nobody else. It keeps nothing, and changes no address.

import { LIMIT, VERSION, meter, message, once } from "./protocol.js";
import css from "./page.css";

/** The least time between two texts that are answered, in milliseconds; the newest is. */
const PAUSE = 50;
/** What a theme may set, as custom properties of the advisor, and what each must be good for in CSS. */
const COLOURS = new Map([
  ["ink", "color"],
  ["ink-soft", "color"],
  ["paper", "color"],
  ["line", "color"],
  ["accent", "color"],
  ["mono", "font-family"],
]);
/** What the page itself takes: its colours and letters. */
const LETTERS = new Map([
  ["background", "background-color"],
  ["ink", "color"],
  ["font", "font-family"],
  ["size", "font-size"],
]);

const main = document.querySelector("main");
const root = document.documentElement;
const log = once((why) => console.warn(`Sentry General in its frame: ${why}`));

/** Ends the line to the host. */
let hangUp = () => {};
let begun = 0;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [sheet];
begin();
// A host that gives another text or another word for its line changes the fragment alone.
addEventListener("hashchange", begin);

async function begin() {
  const mine = (begun += 1);
  hangUp();
  const given = new URLSearchParams(location.hash.slice(1));
  const advisor = document.createElement("sentry-general");
  const packed = /^#f1\.([\w-]+)/.exec(location.hash)?.[1];
  for (const name of ["sample", "path", "view", "theme"]) if (given.has(name)) advisor.setAttribute(name, given.get(name));
  if (given.has("readonly")) advisor.setAttribute("readonly", "");
  setTheme(given.get("theme"));
  let text = given.get("fence");
  try {
    if (packed) text = await unpack(packed);
  } catch {
    log("the link of its text can’t be read");
  }
  // The fragment has changed meanwhile.
  if (mine !== begun) return;
  if (text !== null) {
    advisor.removeAttribute("sample");
    advisor.value = text.slice(0, LIMIT);
  }
  main.replaceChildren(advisor);
  connect(given.get("parent"), given.get("nonce"), advisor);
}

/** Gives the host a port of its own, if it may talk to this page: nobody else hears of it. */
function connect(host, nonce, advisor) {
  if (parent === self || host === null) return;
  if (!mayTalk(host)) return log(`${host.slice(0, 200)} is not among the parents that embed.html names, so nothing is said to it`);
  if (!/^[\w-]{16,128}$/.test(nonce ?? "")) return log("the host gave no nonce of 16 letters or more, so nothing is said to it");
  const { port1, port2 } = new MessageChannel();
  const tooMany = meter();
  let newest;
  /** What the last text was called by who sent it. */
  let asked;
  const show = () => {
    const { id, text } = newest;
    // Before the text is shown: whatever comes of that, the next one is.
    newest = undefined;
    asked = id;
    advisor.value = text;
  };
  port1.onmessage = ({ data }) => {
    if (tooMany()) return refuse("too-many", "messages come faster than they can be heeded, and are left out");
    const { type, ...rest } = message(data) ?? {};
    if (type === "load") {
      if (typeof rest.text !== "string") return refuse("not-understood", "load needs a text");
      if (rest.text.length > LIMIT) return refuse("too-large", `a text of more than ${LIMIT} characters is not read`, rest.id);
      if (newest === undefined) setTimeout(show, PAUSE);
      newest = rest;
    } else if (type === "theme") {
      setTheme(rest.theme, rest.colours);
    } else {
      refuse("not-understood", "a message that is none of this protocol");
    }
  };
  const say = (type, content) => port1.postMessage({ type, ...content });
  const refusedOnce = once((code, words, id) => say("error", { code, message: words, id }));
  const refuse = (code, words, id) => {
    log(words);
    // What was asked for by name gets an answer each time.
    if (id === undefined) refusedOnce(code, words);
    else say("error", { code, message: words, id });
  };
  advisor.addEventListener("answer", ({ detail }) => say("answer", { answer: detail, id: asked }));
  advisor.addEventListener("change", ({ detail }) => say("change", detail));
  advisor.addEventListener("failure", ({ detail }) => say("error", { code: "failed", ...detail, id: asked }));
  let height;
  const sizes = new ResizeObserver(() => {
    const now = Math.ceil(root.getBoundingClientRect().height);
    if (now !== height) say("resize", { height: (height = now) });
  });
  sizes.observe(root);
  hangUp = () => {
    sizes.disconnect();
    port1.close();
  };
  // Delivered if the page around this one is of that origin, and to no other.
  parent.postMessage({ protocol: "sentry-general", version: VERSION, type: "ready", nonce }, host, [port2]);
}

/** Whether an origin may talk to this page, as its `<meta name="parents">` says. */
function mayTalk(host) {
  if (!/^https?:\/\//.test(host) || !URL.canParse(host) || new URL(host).origin !== host) return false;
  const allowed = document.querySelector('meta[name="parents"]').content.split(/\s+/);
  // A frame without an origin of its own still has an address.
  return allowed.includes("any") || allowed.includes(host) || (allowed.includes("self") && new URL(location.href).origin === host);
}

function setTheme(theme, colours) {
  root.style.colorScheme = theme === "light" || theme === "dark" ? theme : "light dark";
  if (typeof colours !== "object" || colours === null) return;
  const set = (names, property) => {
    for (const [name, kind] of names) {
      const value = Object.hasOwn(colours, name) ? colours[name] : undefined;
      if (typeof value === "string" && value.length <= 100 && CSS.supports(kind, value)) root.style.setProperty(property(name, kind), value);
    }
  };
  set(COLOURS, (name) => `--sentry-general-${name}`);
  set(LETTERS, (_, kind) => kind);
}

/** A text from a link, of which no more is unpacked than is read. @param {string} letters */
async function unpack(letters) {
  const bytes = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).pipeThrough(new TextDecoderStream());
  const reader = stream.getReader();
  let text = "";
  for (let part; text.length <= LIMIT && !(part = await reader.read()).done; ) text += part.value;
  await reader.cancel();
  return text;
}
