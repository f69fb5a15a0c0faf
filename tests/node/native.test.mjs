// The engine answers in WebAssembly what it answers natively, byte for byte; script/same-answers.mjs asks more.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import * as engine from "../../dist/engine.js";
import { build, calls, compare, readers, sessions } from "./native.mjs";

engine.initSync({ module: readFileSync(new URL("../../dist/engine_bg.wasm", import.meta.url)) });
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

test("whatever any function is asked, it answers the same natively and in WebAssembly", () => {
  const listings = readers(here("../tree/listings"), { step: 7 });
  const traces = readers(here("../trace/samples"), { step: 60 });
  const found = compare(engine, build(), { asked: [...calls(engine, { texts: 12, seed: 5 }), ...listings, ...traces], pages: sessions({ count: 8, seed: 6 }) });
  assert.deepEqual(found.different, []);
  assert.ok(found.refused > 20 && found.refused < found.calls / 2, `${found.refused} of ${found.calls} requests are refused`);
  assert.ok(found.messages > 100);
  // What begins with `page` is asked by sessions, and what begins with `__` or `init` loads the module.
  const all = Object.keys(engine).filter((name) => !/^(page|__|init|version$|default$|build$)/.test(name));
  assert.deepEqual([...found.functions].sort(), all.sort());
});
