// Starts the page. A file of its own because the content security policy allows no inline
// script. The page's files carry a hash in their names, so they are found in the links that
// the build wrote into index.html, which also fetched them in advance.

const address = (selector) => document.head.querySelector(selector).href;
const build = document.head.querySelector('meta[name="build"]').content;

try {
  const page = await import(address('link[rel="modulepreload"]'));
  await page.default({ module_or_path: address('link[rel="preload"][as="fetch"]') });
  // Two frames later the page has been painted: time for the editor that takes over from its text fields.
  requestAnimationFrame(() => requestAnimationFrame(loadEditor));
} catch (error) {
  // Nothing of the page may be running: plain DOM only.
  const failure = document.getElementById("failure");
  failure.textContent =
    typeof WebAssembly === "object"
      ? `Sentry General could not start: ${error?.message ?? error}`
      : "Sentry General needs WebAssembly, which this browser does not have or does not allow.";
  failure.hidden = false;
  throw error;
}

function loadEditor() {
  import(`./editor.js?v=${build}`).catch((error) =>
    console.warn("The editor did not load; the plain text fields stay.", error),
  );
}
