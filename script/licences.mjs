// The licences of the packages that went into a bundle, which have to go along with it.
import { readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";

/** One text of the licences of every package that has a file among the inputs. */
export async function licenceTexts(root, inputs) {
  const packages = new Set(inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[0]).filter(Boolean));
  const texts = [];
  for (const path of [...packages].sort()) {
    const folder = resolve(root, path);
    const { name, version, license } = JSON.parse(await readFile(resolve(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file: the bundle may not be published without one`);
    texts.push(`${name} ${version} (${license})\n\n${(await readFile(resolve(folder, file), "utf8")).trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}
