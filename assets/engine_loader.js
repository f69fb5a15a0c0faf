// Starts the engine as a module worker. The engine's own addresses are fixed, so the query
// this loader was asked for with (`?v=<build>`) is handed on to them: after a new version
// is published, no cached engine of the old one can meet the new page.

const early = [];
const keep = (event) => early.push(event.data);
// While this module awaits, messages are delivered already, and nobody listens yet.
addEventListener("message", keep);
try {
  const { search } = new URL(import.meta.url);
  const engine = await import(`./engine.js${search}`);
  await engine.default({ module_or_path: new URL(`engine_bg.wasm${search}`, import.meta.url) });
} catch (error) {
  // A module that is rejected late says nothing to the page; an error thrown outside reaches its `onerror`.
  setTimeout(() => {
    throw error;
  });
}
removeEventListener("message", keep);
for (const data of early) dispatchEvent(new MessageEvent("message", { data }));
