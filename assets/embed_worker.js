// The engine behind embedded advisors (src/embed): answers fences, by the part of the engine that gives
// the first answer where that can, else by the whole. Runs in a worker that all advisors of a
// document share, or, where none is allowed, on the page itself.
//
// As in engine_loader.js, the query that this was asked for with is handed on.

const { search } = new URL(import.meta.url);

/** The programs, each asked for once. @type {Record<string, Promise<any>>} */
const programs = {};

if (globalThis.WorkerGlobalScope && self instanceof WorkerGlobalScope) {
  self.onmessage = async ({ data: [id, text] }) => {
    try {
      self.postMessage([id, await answer(text)]);
    } catch (error) {
      self.postMessage([id, undefined, error?.message ?? String(error)]);
    }
  };
  self.postMessage([0]);
}

/** The answer to a fence: `AnsweredFence` of engine.d.ts. @param {string} text */
export async function answer(text) {
  const first = await load("first");
  const json = first.answerFence(text);
  if (json !== undefined) return JSON.parse(json);
  return (await load("engine")).answerFence(text);
}

async function load(name) {
  programs[name] ??= start(name).catch((error) => {
    delete programs[name]; // perhaps the line is back next time
    throw new Error("the engine does not load", { cause: error });
  });
  const program = await programs[name];
  // A host may have published another version while this page was open.
  if (program.build && search.startsWith("?v=") && !search.startsWith(`?v=${program.build}`)) throw new Error("a new version was published: reload the page");
  return program;
}

/** Loads a program: its code and its script at once. */
async function start(name) {
  const wasm = fetch(new URL(`${name}_bg.wasm${search}`, import.meta.url));
  wasm.catch(() => {}); // told below, by the program that waits for it
  const program = await import(`./${name}.js${search}`);
  await program.default({ module_or_path: wasm });
  return program;
}
