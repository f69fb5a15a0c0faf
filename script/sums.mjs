// Writes SHA256SUMS into a folder, as `sha256sum --check SHA256SUMS` reads it there.
//
//   node script/sums.mjs [FOLDER]         FOLDER is dist, if none is named
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SUMS = "SHA256SUMS";
const folder = process.argv[2] ?? "dist";

const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(folder, "/").length).replaceAll("\\", "/"))
  .filter((name) => name !== SUMS)
  .sort();
const lines = names.map((name) => `${createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")}  ${name}\n`);
writeFileSync(join(folder, SUMS), lines.join(""));
