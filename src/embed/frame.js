/**
 * frame.js: puts an advisor into a frame of your page, keeps it as high as it needs, and passes on what it says.
 *
 *     import { advisor } from "/sentry-general/frame.js";
 *     const pay = advisor(document.querySelector("#pay"), { text, onanswer: ({ answers }) => … });
 *     pay.load(otherText); pay.theme("dark"); pay.remove();
 *
 * The protocol is documented in docs/embed.md; this holds a frame that may be hostile to it: nothing is heeded but what comes from this very
 * frame, of its origin and with the nonce that only it was given, and then over a port.
 */
import { LIMIT, VERSION, meter, message, once } from "./protocol.js";
import { pack } from "./pack.js";

const STRICT = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
/** How long a frame may take to answer before that is told, in milliseconds. */
const PATIENCE = 15_000;
/** How often a frame that loads again is given another nonce. */
const AGAIN = 5;

/**
 * @typedef {object} Options
 * @property {string | URL} [src] the address of embed.html, if it is not beside this file
 * @property {string} [text] the fence
 * @property {string} [sample] the name of a sample instead of a text
 * @property {string} [path] asked in place of what the fence asks; so is `view`
 * @property {string} [view]
 * @property {boolean} [readonly] nothing can be edited
 * @property {"light" | "dark"} [theme] else as the reader's system
 * @property {boolean} [strict] no origin of its own: it can reach nothing of your page, even from your host (docs/hosting.md says what that needs)
 * @property {string} [title] what it is called for those who listen
 * @property {number} [maxHeight] in pixels; it scrolls then
 * @property {(answer: object) => void} [onanswer] what was answered: `AnsweredFence` of engine.d.ts
 * @property {(text: string) => void} [onchange] the fence, when the reader edited it
 * @property {(error: { code: string, message: string }) => void} [onerror]
 */

/** A text; of anything else, what it is. @param {unknown} value */
const word = (value) => (typeof value === "string" ? value : typeof value);

/** @param {Element} place @param {Options} options */
export function advisor(place, options = {}) {
  const address = new URL(options.src ?? new URL("embed.html", import.meta.url), document.baseURI);
  const { maxHeight = 20_000, strict = false } = options;
  // What a frame that loads again begins with.
  let { text, theme } = options;
  const origin = strict ? "null" : address.origin;
  const log = once((why) => console.warn(`Sentry General’s frame: ${why}`));
  const frame = document.createElement("iframe");
  frame.title = options.title ?? "Who gets this error? An advisor to try";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  // Of one's own host, a sandbox with an origin would hold nothing back.
  if (strict) frame.sandbox = STRICT;
  else if (address.origin !== location.origin) frame.sandbox = `${STRICT} allow-same-origin`;
  frame.style.cssText = "display: block; width: 100%; height: 320px; border: 0;";

  /** The word by which the frame is known; good for one line. @type {string | undefined} */
  let nonce;
  /** @type {MessagePort | undefined} */
  let line;
  let loads = 0;
  let waiting;
  let isRemoved = false;
  /** What is said as soon as there is a line, the newest of each kind. */
  const unsaid = new Map();

  const say = (type, content) => (line ? line.postMessage({ type, ...content }) : unsaid.set(type, content));
  const fail = (code, words) => options.onerror?.({ code, message: words });

  /** Sends the frame to its address, with a new nonce. */
  const go = async () => {
    nonce = crypto.randomUUID();
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries({ sample: options.sample, path: options.path, view: options.view, theme })) if (value !== undefined) given.set(name, value);
    if (options.readonly) given.set("readonly", "");
    given.set("parent", location.origin);
    given.set("nonce", nonce);
    const packed = text === undefined ? "" : `f1.${await pack(text.slice(0, LIMIT))}&`;
    // Its page may have changed its mind meanwhile.
    if (isRemoved) return;
    address.hash = packed + given;
    frame.src = address.href;
    if (!frame.isConnected) place.append(frame);
  };

  const listen = ({ source, origin: from, data, ports }) => {
    if (source !== frame.contentWindow) return;
    if (from !== origin) return log(`a message of the origin ${from} is refused`);
    const ready = message(data);
    if (ready?.type !== "ready" || data.protocol !== "sentry-general" || ports.length !== 1) return log("a message that is none of this protocol is refused");
    if (nonce === undefined || data.nonce !== nonce) return log("a message with a nonce that is not the frame’s, or was used, is refused");
    nonce = undefined;
    if (data.version !== VERSION) return fail("version", `the frame speaks ${typeof data.version === "number" ? `version ${data.version}` : "no version"} of the protocol, this page version ${VERSION}`);
    clearTimeout(waiting);
    line?.close();
    line = ports[0];
    const tooMany = meter();
    line.onmessage = ({ data }) => (tooMany() ? log("messages come faster than they can be heeded, and are left out") : heed(message(data)));
    for (const [type, content] of unsaid) say(type, content);
    unsaid.clear();
  };

  let height;
  const heed = (said) => {
    switch (said?.type) {
      case "resize":
        if (typeof said.height !== "number" || !(said.height >= 0)) break;
        if (height === undefined) requestAnimationFrame(() => ((frame.style.height = `${height}px`), (height = undefined)));
        height = Math.min(Math.ceil(said.height), maxHeight);
        return;
      case "answer":
        if (typeof said.answer !== "object" || said.answer === null) break;
        return options.onanswer?.(said.answer);
      case "change":
        if (typeof said.text !== "string" || said.text.length > LIMIT) break;
        return options.onchange?.(said.text);
      case "error":
        return fail(word(said.code).slice(0, 40), word(said.message).slice(0, 400));
    }
    log("a message that is none of this protocol is refused");
  };

  // Moved within the page, a frame loads again, and its nonce is used up.
  frame.addEventListener("load", () => {
    if (isRemoved) return;
    loads += 1;
    if (loads > 1 && loads <= AGAIN) go();
    clearTimeout(waiting);
    waiting = setTimeout(
      () => line ?? fail("silent", `the frame says nothing: is ${location.origin} among the parents that its embed.html names?`),
      PATIENCE,
    );
  });
  addEventListener("message", listen);
  go();

  return {
    frame,
    /** Shows another fence. @param {string} text */
    load: (other) => say("load", { text: (text = String(other)) }),
    /** @param {"light" | "dark" | "auto"} theme @param {Record<string, string>} [colours] */
    theme: (other, colours) => say("theme", { theme: (theme = other), colours }),
    remove() {
      isRemoved = true;
      removeEventListener("message", listen);
      clearTimeout(waiting);
      line?.close();
      frame.remove();
    },
  };
}
