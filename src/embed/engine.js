// The engine, which all advisors of a document share: one worker, there while somebody needs it.

/** Where the engine's files are. @type {URL} */
let home;
/** The query of this build, so that no old file meets a new one. The build writes its name here; what a host adds to the script's address is its own. */
const query = "?v=BUILD";
/** @type {Promise<(text: string) => Promise<object>> | undefined} */
let engine;
let stop = () => {};
let users = 0;

/** @param {URL} script the address of embed.js */
export function locate(script) {
  home = new URL(".", script);
}

/** An address beside embed.js. */
export const address = (name) => new URL(name + query, home);

/** Registers a user of the engine; gives what ends that. */
export function use() {
  users += 1;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    users -= 1;
    // Another may come at once, when a site draws the next page.
    setTimeout(() => {
      if (users > 0) return;
      stop();
      stop = () => {};
      engine = undefined;
    }, 1000);
  };
}

/** The answer to a fence. @param {string} text */
export async function answer(text) {
  engine ??= start();
  try {
    return await (await engine)(text);
  } catch (error) {
    engine = undefined; // the next one tries again
    throw error;
  }
}

/** Where it is answered, if that is worth a word. */
export const place = () => where;
let where = "";

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or does not allow it");
  const { href } = address("embed_worker.js");
  where = "";
  try {
    return await inWorker(href).catch(() => {
      // A frame with no origin of its own is denied all addresses but those that it makes itself.
      if (origin !== "null") throw new Error();
      // No module: Chromium starts none from there.
      const code = `import(${JSON.stringify(href)}).catch((error) => setTimeout(() => { throw error; }))`;
      return inWorker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), {});
    });
  } catch {
    where = "No worker is allowed here: the page itself computes.";
    return onPage(href);
  }
}

/** In a worker of its own; rejected where none may be started. */
function inWorker(href, how = { type: "module" }) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(trusted(href), how);
    const waiting = new Map();
    let last = 0;
    let started = false;
    stop = () => worker.terminate();
    worker.onerror = (event) => {
      const error = new Error(event.message || "the engine’s worker does not start");
      reject(error);
      for (const { reject } of waiting.values()) reject(error);
      worker.terminate();
      if (started) engine = undefined;
    };
    worker.onmessage = ({ data: [id, answer, error] }) => {
      if (id === 0) {
        started = true;
        resolve(
          (text) =>
            new Promise((resolve, reject) => {
              waiting.set((last += 1), { resolve, reject });
              worker.postMessage([last, text]);
            }),
        );
        return;
      }
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(answer);
      else asked?.reject(new Error(error));
    };
  });
}

/** On the page itself, one question at a time, between which it may be scrolled and typed in. */
async function onPage(href) {
  const { answer } = await import(href).catch((error) => {
    throw origin === "null" ? new Error("this frame has no origin of its own, and the host lets no such frame read its files") : error;
  });
  let last = Promise.resolve();
  return (text) => {
    const next = last.then(() => new Promise((done) => setTimeout(done))).then(() => answer(text));
    last = next.catch(() => {});
    return next;
  };
}

/** Under Trusted Types an address of a worker must come from a policy. */
function trusted(url) {
  const types = globalThis.trustedTypes;
  return types ? types.createPolicy("sentry-general", { createScriptURL: (url) => url }).createScriptURL(url) : url;
}
