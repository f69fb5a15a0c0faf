// Refuses a build that tells where it was made: two builds in two folders would differ, and whoever gets one would read the
// builder's name in it. script/lib.sh (name_no_places) has the compiler write other names.
//
//   node script/places.mjs [FOLDER]       FOLDER is dist, if none is named

import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { filesOf } from "./stamp.mjs";

const LONGEST = 400;

/** The folders that differ from machine to machine. */
function places() {
  const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
  const sysroot = execFileSync("rustc", ["--print", "sysroot"], { encoding: "utf8" }).trim();
  const { CARGO_HOME = join(homedir(), ".cargo"), CARGO_TARGET_DIR = join(root, "target") } = process.env;
  return [root, CARGO_HOME, resolve(root, CARGO_TARGET_DIR), sysroot, homedir()].filter((place) => place.length > 1);
}

/**
 * Every file of this machine below one of the folders that a file of the build names. An example of ours may well be called
 * `/home/jo/a.ts`, or say where a runner of GitHub's checks out; what is a file on the machine that builds is no example.
 */
export function named(folder, folders) {
  const found = new Set();
  for (const name of filesOf(folder)) {
    const text = readFileSync(join(folder, name)).toString("latin1");
    for (const place of folders) {
      const start = `${Buffer.from(place).toString("latin1")}/`;
      for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
        const there = fileAt(text.slice(at, at + LONGEST), place);
        if (there) found.add(`${name} names ${there}`);
      }
    }
  }
  return [...found].sort();
}

/** Messages stand one after the other without a gap, so any letter may be a path's last. */
function fileAt(text, place) {
  for (let end = place.length + 2; end <= text.length && text[end - 1] >= " "; end++) {
    const path = Buffer.from(text.slice(0, end), "latin1").toString();
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = named(process.argv[2] ?? "dist", places());
  if (found.length > 0) {
    console.error(`The build tells where it was made:\n  ${found.slice(0, 20).join("\n  ")}`);
    process.exit(1);
  }
}
