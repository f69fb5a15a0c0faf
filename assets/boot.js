// Starts the page. A file of its own because the content security policy allows no inline
// script. The page's files carry a hash in their names, so they are found in the links that
// the build wrote into index.html, which also fetched them in advance.

(async () => {
  const address = (selector) => document.head.querySelector(selector).href;
  const build = document.head.querySelector('meta[name="build"]').content;
  const engine = startWorker(build);
  try {
    const page = await import(address('link[rel="modulepreload"]'));
    await page.default({ module_or_path: address('link[rel="preload"][as="fetch"]') });
    // The editor that takes over from the text fields would keep the first answer waiting on a slow line. Where no
    // engine comes in good time, it does not wait for that, but for two frames, by when the page has been painted.
    await Promise.race([engine, new Promise((done) => setTimeout(done, 5000))]);
    requestAnimationFrame(() => requestAnimationFrame(() => loadEditor(build).then(() => keepForOffline(build))));
  } catch (error) {
    // Nothing of the page may be running: plain DOM only.
    const failure = document.getElementById("failure");
    failure.textContent = reason(error);
    failure.hidden = false;
    document.querySelector("#page > p")?.remove();
    throw error;
  }
})();

// The engine is asked for at once, so that it loads beside the page's own program, which takes the
// worker over (src/page/worker.js) with all that it said until then. Where the browser allows no
// worker, the program finds another way. Fulfilled when the engine is there, or can't be.
function startWorker(build) {
  try {
    const worker = new Worker(`./engine_loader.js?v=${build}`, { type: "module" });
    const early = [];
    worker.onmessage = worker.onerror = (event) => early.push(event);
    globalThis.sentryGeneralWorker = { worker, early };
    return new Promise((done) => {
      for (const kind of ["message", "error"]) worker.addEventListener(kind, done, { once: true });
    });
  } catch {
    // As in a frame without an origin of its own.
    return Promise.resolve();
  }
}

function reason(error) {
  if (typeof WebAssembly !== "object") return "Sentry General needs WebAssembly, which this browser does not have or does not allow.";
  if (self.origin === "null" && error instanceof TypeError) {
    return (
      "Sentry General can’t load here: this frame has no origin of its own, and the server lets no such frame read its files. " +
      "Add allow-same-origin to the frame’s sandbox attribute, or let the server send Access-Control-Allow-Origin: * with the page’s files."
    );
  }
  return `Sentry General could not start: ${error?.message ?? error}`;
}

function loadEditor(build) {
  // In a frame without an origin of its own, this script has no address to go by.
  const load = (name) => import(new URL(`./${name}?v=${build}`, document.baseURI));
  return load("editor.js")
    .catch((error) => console.warn("The editor did not load; the plain text fields stay.", error))
    .then(() => load("pictures.js"))
    .catch((error) => console.warn("Pictures did not load; their tables stay.", error));
}

// Whatever the first answers need goes first. A page in a frame is its host's.
async function keepForOffline(build) {
  if (self !== top) return;
  await new Promise((done) => setTimeout(done, 3000));
  await new Promise((done) => (self.requestIdleCallback ?? setTimeout)(done));
  const home = new URL(".", document.baseURI);
  const offline = await import(new URL(`offline.js?v=${build}`, home)).catch(() => undefined);
  await offline?.keepForOffline(home, build);
}
