// The engine, which all advisors of a document share: one worker, there while somebody needs it.

/** Where the engine's files are. @type {URL} */
let home;
/** The query of this build, so that no old file meets a new one. The build writes its name here; what a host adds to the script's address is its own. */
const query = "?v=BUILD";
/** @type {Promise<(text: string) => Promise<object>> | undefined} */
let engine;
/** More than one only while one that failed still has questions before it. @type {Set<Worker>} */
const workers = new Set();
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
      workers.forEach(end);
      engine = undefined;
    }, 1000);
  };
}

/** The answer to a fence. @param {string} text */
export async function answer(text) {
  const mine = (engine ??= start());
  try {
    return await (await mine)(text);
  } catch (error) {
    // The next one tries again, with another worker: in this one the engine did not load, or broke down.
    if (engine === mine) engine = undefined;
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
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      return inWorker(url, {}).finally(() => URL.revokeObjectURL(url));
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
    /** Whether it has started, and answered no question with an error. */
    let fit = false;
    workers.add(worker);
    worker.onerror = (event) => {
      const error = new Error(event.message || "the engine’s worker does not start");
      reject(error);
      for (const { reject } of waiting.values()) reject(error);
      end(worker);
      if (fit) engine = undefined;
    };
    worker.onmessage = ({ data: [id, answer, error] }) => {
      if (id === 0) {
        fit = true;
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
      fit &&= error === undefined;
      if (error === undefined) asked.resolve(answer);
      else asked.reject(new Error(error));
      // Nobody asks it any more.
      if (!fit && waiting.size === 0) end(worker);
    };
  });
}

function end(worker) {
  worker.terminate();
  workers.delete(worker);
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

let policy;
/** Under Trusted Types an address of a worker must come from a policy, of which there may be one of a name. */
function trusted(url) {
  policy ??= globalThis.trustedTypes?.createPolicy("sentry-general", { createScriptURL: (url) => url });
  return policy ? policy.createScriptURL(url) : url;
}
