// The engine behind the page: answers its messages, first by the part that gives the first
// answer, and by the whole engine as soon as that is there. Runs in a worker of its own, or,
// where the browser allows none, on the page itself (src/page/worker.js).
//
// The programs' addresses are fixed, so the query this loader was asked for with
// (`?v=<build>`) is handed on to them: after a new version is published, no cached engine of
// the old one can meet the new page. Nor can a new one meet an old page: each program says of which build it is.

const { search } = new URL(import.meta.url);

/** How many bytes the whole engine's code has; written by script/stamp.mjs. */
const SIZE = 0;

if (globalThis.WorkerGlobalScope && self instanceof WorkerGlobalScope) {
  // A promise that is rejected says nothing to the page; an error thrown outside reaches its `onerror`.
  serve(self).catch((error) =>
    setTimeout(() => {
      throw error;
    }),
  );
}

/**
 * Answers what comes over a line, until the engine fails. Answers are lists; while one has to wait for the whole engine,
 * `{ loading }` says which share of it is there, and `{ loaded }` at last whether it is.
 * @param {Worker | MessagePort} line
 */
export async function serve(line) {
  const queue = [];
  let wake;
  line.onmessage = ({ data }) => {
    queue.push(data);
    wake?.();
  };
  const post = (answer) => line.postMessage(answer, [answer[0].buffer]);

  const first = await load("first", "high");
  post(first.greeting());
  let session = first;
  /** The whole engine: asked for, and there. */
  let asked;
  let whole;
  let [share, awaited] = [0, false];
  const come = (now) => {
    share = now;
    if (awaited) line.postMessage({ loading: share });
  };
  const ask = (priority) =>
    (asked ??= load("engine", priority, come).then(
      (engine) => {
        whole = engine;
        wake?.();
      },
      (error) => {
        asked = undefined;
        return error;
      },
    ));

  for (;;) {
    while (queue.length === 0 && !(whole && session === first)) await new Promise((resolve) => (wake = resolve));
    if (queue.length === 0) {
      session = resumed(first, whole);
      continue;
    }
    const [bytes, text] = queue.shift();
    let answer = session.pageHandle(bytes, text);
    if (!answer) {
      awaited = true;
      come(share);
      const error = await ask("high");
      [share, awaited] = [0, false];
      line.postMessage({ loaded: whole !== undefined });
      if (whole) {
        session = resumed(first, whole);
        answer = session.pageHandle(bytes, text);
      } else {
        answer = first.refuse(bytes, error?.message ?? String(error));
      }
    }
    post(answer);
    // There is an answer and nothing to do: time for what will be asked for next.
    if (session === first && queue.length === 0 && !navigator.connection?.saveData) ask("low");
  }
}

/** The whole engine, with what the first part worked on. */
function resumed(first, whole) {
  whole.pageResume(first.handOver());
  return whole;
}

/** Loads a program: its code and its script at once. `come` is told which share of the code is there, as far as it is known. */
async function load(name, priority, come) {
  const address = new URL(`${name}_bg.wasm${search}`, import.meta.url);
  const asked = fetch(address, { priority });
  const script = import(`./${name}.js${search}`);
  // Told below, by the program that waits for them.
  for (const part of [asked, script]) part.catch(() => {});
  const wasm = come && SIZE > 0 && !(await isKept(address)) ? asked.then((response) => counted(response, come)) : asked;
  wasm.catch(() => {});
  const program = await script;
  // A host may have published another version while this page was open.
  if (program.build && search.startsWith("?v=") && !search.startsWith(`?v=${program.build}`)) throw new Error("a new version was published: reload the page");
  await program.default({ module_or_path: wasm });
  return program;
}

/** Whether the service worker keeps a file: it comes at once, and the browser keeps what it compiled of it, but only of an answer as it is. */
async function isKept(address) {
  try {
    return (await caches.match(address)) !== undefined;
  } catch {
    // A frame without an origin of its own may not even ask.
    return false;
  }
}

/** An answer, while it is told how much of it has come. @param {Response} response @param {(share: number) => void} come */
function counted(response, come) {
  if (!response.ok || !response.body) return response;
  let bytes = 0;
  const count = new TransformStream({
    transform(chunk, to) {
      bytes += chunk.byteLength;
      come(Math.min(1, bytes / SIZE));
      to.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count), { headers: response.headers });
}
