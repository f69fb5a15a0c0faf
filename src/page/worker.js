// Starts the engine: in a worker, or, where the browser allows none, on the page itself.
//
// A frame with `sandbox="allow-scripts"` alone has no origin of its own, and no worker may be
// started from the page's address there. A worker from a `blob:` address would need a weaker
// content security policy than the page's. On the page itself the engine answers as well; only
// the page stands still while it reads something large.

import { tell } from "./reach.js";

/**
 * @param {string} build the query that names this build
 * @param {(data: unknown) => void} heard takes what the engine posts
 * @param {(why: string) => void} failed nothing more will come
 * @param {() => void} here is called if the engine runs on the page itself
 */
export function start_engine(build, heard, failed, here) {
  /** What was posted before the engine first spoke; it may have to be posted elsewhere. */
  let early = [];
  let port;
  let ended = false;

  const listen = (to) => {
    port = to;
    to.onmessage = ({ data }) => {
      early = undefined;
      if (Array.isArray(data)) heard(data);
      else wait(data);
    };
  };
  const on_page = () => {
    here();
    const { port1, port2 } = new MessageChannel();
    listen(port1);
    for (const message of early ?? []) port1.postMessage(message);
    serve(build, port2, (why) => ended || failed(why));
  };

  try {
    // The first one was started by boot.js, before there was a page.
    const { worker, early: said } = globalThis.sentryGeneralWorker ?? {
      worker: new Worker(`./engine_loader.js${build}`, { type: "module" }),
      early: [],
    };
    delete globalThis.sentryGeneralWorker;
    listen(worker);
    worker.onerror = (event) => {
      // A worker that the browser does not allow is told of by an event without a message.
      if (early && !event.message && !ended) on_page();
      else failed(event.message ?? "");
    };
    for (const event of said) event.type === "error" ? worker.onerror(event) : worker.onmessage(event);
  } catch {
    queueMicrotask(() => ended || on_page());
  }

  return {
    /** @param {unknown} message */
    post(message) {
      early?.push(message);
      port?.postMessage(message);
    },
    end() {
      ended = true;
      document.querySelector(".working")?.removeAttribute("data-loading");
      if (!port) return;
      port.onmessage = port.onerror = null;
      port.terminate?.();
      port.close?.();
    },
  };
}

let started = 0;

/** Runs an engine of its own on the page, which serves a port. @param {string} build @param {MessagePort} port @param {(why: string) => void} failed */
async function serve(build, port, failed) {
  let engine;
  try {
    // Each time a fresh one: the last may have failed.
    started += 1;
    engine = await import(new URL(`./engine_loader.js${build}${build ? "&" : "?"}here=${started}`, document.baseURI));
  } catch (error) {
    return failed(`it could not be loaded (${error?.message ?? error})`);
  }
  await engine.serve(port).catch((error) => failed(String(error?.message ?? error)));
}

/** Something waits for the rest of the engine: how far that is stands in the place for work under way, and is said once. */
function wait({ loading, loaded }) {
  const place = document.querySelector(".working");
  if (loaded !== undefined) {
    place?.removeAttribute("data-loading");
    if (loaded) tell("The rest of the engine is loaded.");
    return;
  }
  const words = "Loading the rest of the engine…";
  if (!place?.dataset.loading) tell(words);
  const share = `${Math.round(100 * loading)}%`;
  place?.setAttribute("data-loading", loading > 0 ? `${words} ${share}` : words);
  place?.style.setProperty("--loaded", share.replace(" ", ""));
}
