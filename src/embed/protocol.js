// What both ends of a frame's protocol hold to: its version, and what is refused of a stranger's messages.

export const VERSION = 1;
/** The most letters of a text. */
export const LIMIT = 1_000_000;
/** How many messages a second are heeded. */
const RATE = 50;

/** A message as plain data with a type; undefined if it is none. @param {unknown} data @returns {Record<string, unknown> | undefined} */
export function message(data) {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
  if (!Object.hasOwn(data, "type") || typeof data.type !== "string") return undefined;
  const own = (name) => (Object.hasOwn(data, name) ? data[name] : undefined);
  // By name, one after the other: whatever else it holds is not looked at.
  const id = own("id");
  return {
    type: data.type,
    text: own("text"),
    theme: own("theme"),
    colours: own("colours"),
    answer: own("answer"),
    height: own("height"),
    code: own("code"),
    message: own("message"),
    id: typeof id === "number" || (typeof id === "string" && id.length <= 100) ? id : undefined,
  };
}

/** Tells whether there are more calls than are heeded. @returns {() => boolean} */
export function meter() {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, count] = [now, 0];
    return (count += 1) > RATE;
  };
}

/** Calls a function once for each first argument, and for at most twenty of them. @param {(...given: any[]) => void} act */
export function once(act) {
  const seen = new Set();
  return (...given) => {
    if (seen.has(given[0]) || seen.size >= 20) return;
    seen.add(given[0]);
    act(...given);
  };
}
