// Never run: the type checker reads it, so that the declarations that come with the engine
// are whole and say what the contract says.

import init, { initSync, version } from "../../dist/engine.js";

export async function start(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  initSync({ module: bytes });
  await init({ module_or_path: new URL("engine_bg.wasm", "https://example.org/") });
  return version();
}
