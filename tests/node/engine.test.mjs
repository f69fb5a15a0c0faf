// dist/engine.js as a docs site's script or a command-line tool uses it: an ES module that
// Node loads without a browser, a bundler or a network.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as engine from "../../dist/engine.js";

const bytes = readFileSync(new URL("../../dist/engine_bg.wasm", import.meta.url));

test("initSync takes the bytes, and a second call changes nothing", () => {
  const first = engine.initSync({ module: bytes });
  assert.equal(engine.initSync({ module: bytes }), first, "one module must have one instance");
});

test("the engine states the package's version", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  assert.equal(engine.version(), version, "Cargo.toml and package.json must agree");
});
