// The page offers to read the same small files that the engine makes something of.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { is_manifest } from "../../src/page/browser.js";

test("a picked folder's manifests are those that the split reads", () => {
  const lines = readFileSync(new URL("../projects/small_files.txt", import.meta.url), "utf8").trim().split("\n");
  for (const line of lines) {
    const [read, path] = line.split(" ");
    assert.equal(is_manifest(path), read === "yes", path);
  }
});
