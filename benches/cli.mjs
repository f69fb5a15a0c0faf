// How long the command line takes on a large tree, from the start of its process to its end. Needs dist/ as published, and git.
//
//   node benches/cli.mjs [--rounds N] [--corpus FOLDER]
//
// The tree is that of a folder with tree.txt and CODEOWNERS, else an invented one of 90,000 files and 7,000 lines. Prints Markdown: of
// all rounds the best, in seconds, by the clock and as processor time of it and of what it starts, which other programs disturb less.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "7" }, corpus: { type: "string" } } });
const CLI = fileURLToPath(new URL("../src/cli/cli.js", import.meta.url));

/** Drivers by kind, maker and part, each maker with an owner and each tenth part with another. */
function invented() {
  const paths = [];
  const lines = ["* @acme/all"];
  for (let kind = 0; kind < 25; kind += 1) {
    for (let maker = 0; maker < 28; maker += 1) {
      const folder = `drivers/kind${kind}/maker${maker}`;
      lines.push(`/${folder}/ @acme/maker${maker}`);
      for (let part = 0; part < 128; part += 1) {
        paths.push(`${folder}/part${part}/${part % 3 ? "main.c" : "main.h"}`);
        if (part % 14 === 0 && lines.length < 7000) lines.push(`/${folder}/part${part}${part % 4 ? "/" : "/*.h"} person${part}@example.com`);
      }
    }
  }
  return { paths, codeowners: `${lines.join("\n")}\n` };
}

function given(folder) {
  const read = (name) => readFileSync(join(folder, name), "utf8");
  return { paths: read("tree.txt").split("\n").filter(Boolean), codeowners: read("CODEOWNERS") };
}

const { paths, codeowners } = values.corpus ? given(values.corpus) : invented();
const root = mkdtempSync(join(tmpdir(), "sentry-general-"));
const git = (args, input) => execFileSync("git", ["-C", root, ...args], { encoding: "utf8", input }).trim();
try {
  git(["init", "-q"]);
  const blob = git(["hash-object", "-w", "--stdin"], "");
  git(["update-index", "--index-info"], paths.map((path) => `100644 ${blob}\t${path}\n`).join(""));
  mkdirSync(join(root, ".github"), { recursive: true });
  writeFileSync(join(root, ".github/CODEOWNERS"), codeowners);
  git(["add", "-f", ".github/CODEOWNERS"]);
  console.log(`${paths.length} files, ${codeowners.split("\n").length - 1} lines of CODEOWNERS, Node ${process.versions.node}\n`);
  console.log("| command | seconds | of the processor |\n|---|---|---|");
  for (const args of [["check"], ["why", paths[Math.floor(paths.length / 2)]], ["--version"]]) {
    const { wall, processor } = best(args);
    console.log(`| ${args[0]} | ${wall.toFixed(2)} | ${processor.toFixed(2)} |`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** The shell tells the processor time of what it ran: Node tells only its own. */
function best(args) {
  const times = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const shell = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null';
    const { stderr, status } = spawnSync("bash", ["-c", shell, "bash", process.execPath, CLI, ...args], { cwd: root, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
    if (status > 1) throw new Error(stderr);
    times.push(stderr.trim().split("\n").at(-1).split(" ").map(Number));
  }
  const least = (of) => Math.min(...times.map(of));
  return { wall: least(([wall]) => wall), processor: least(([, user, system]) => user + system) };
}
