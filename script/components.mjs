// What is shipped in dist/: the crates inside the wasm, and the npm packages inside the JavaScript.
//
// Crates are those that Cargo's lock file resolves for the browser along ordinary dependencies: what runs while
// compiling (procedural macros, build scripts) and what only tests need is not shipped.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const TARGET = "wasm32-unknown-unknown";

/**
 * @typedef {object} Component
 * @property {"cargo" | "npm"} type
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression
 * @property {string} [address] where its source is
 * @property {string[]} authors
 * @property {string} folder where its files lie on this machine
 * @property {{ alg: string, content: string } | undefined} hash
 * @property {string[]} needs names with versions of those it needs itself
 */

/** The crates, by name and version. @returns {Component[]} */
export function crates(root) {
  const args = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", TARGET];
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] };
  const { packages, resolve } = JSON.parse(execFileSync("cargo", args, options));
  const byId = new Map(packages.map((it) => [it.id, it]));
  const nodes = new Map(resolve.nodes.map((it) => [it.id, it]));
  const shipped = compiledIn(root);
  const runs = (id) => shipped.has(`${byId.get(id).name}@${byId.get(id).version}`);
  const needs = (id) =>
    nodes.get(id).deps.filter((dep) => dep.dep_kinds.some(({ kind }) => kind === null) && runs(dep.pkg)).map((dep) => dep.pkg);
  const reached = new Set();
  const rest = [resolve.root];
  while (rest.length > 0) {
    for (const id of needs(rest.pop())) {
      if (reached.has(id)) continue;
      reached.add(id);
      rest.push(id);
    }
  }
  const sums = checksums(readFileSync(join(root, "Cargo.lock"), "utf8"));
  const all = [...reached].map((id) => {
    const { name, version, license, repository, authors, manifest_path } = byId.get(id);
    const sum = sums.get(`${name}@${version}`);
    return {
      type: "cargo",
      name,
      version,
      // An old way of writing OR.
      licence: (license ?? "").replaceAll("/", " OR ").replaceAll(/\s+/g, " "),
      address: repository ?? undefined,
      authors,
      folder: dirname(manifest_path),
      hash: sum && { alg: "SHA-256", content: sum },
      needs: needs(id).map((it) => `${byId.get(it).name}@${byId.get(it).version}`).sort(),
    };
  });
  return all.sort(byName);
}

/**
 * Names with versions of what is compiled in. What `cargo metadata` resolves is more: a dependency that a feature would only
 * add to if something else had switched it on is there, too.
 */
function compiledIn(root) {
  const args = ["tree", "--locked", "--offline", "--target", TARGET, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
  const lines = execFileSync("cargo", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }).trim().split("\n");
  return new Set(lines.map((line) => line.replace(/^(\S+) v(\S+).*$/, "$1@$2")));
}

/** The npm packages that have a file among the inputs of a bundle. @returns {Component[]} */
export function packages(root, inputs) {
  const folders = new Set(inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[0]).filter(Boolean));
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const all = [...folders].map((path) => {
    const { name, version, license, repository, author } = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"));
    const [alg, sum] = (lock[path]?.integrity ?? "").split("-");
    return {
      type: "npm",
      name,
      version,
      licence: license,
      address: (typeof repository === "string" ? repository : repository?.url)?.replace(/^git\+/, "").replace(/\.git$/, ""),
      authors: [typeof author === "string" ? author : author?.name].filter(Boolean),
      folder: join(root, path),
      hash: alg === "sha512" ? { alg: "SHA-512", content: Buffer.from(sum, "base64").toString("hex") } : undefined,
      needs: [],
    };
  });
  return all.sort(byName);
}

/** The packages of all bundles, whose inputs script/bundle.mjs and script/lessons.mjs left. */
export function bundled(root) {
  const read = (name) => JSON.parse(readFileSync(join(root, "target/web", `${name}.inputs.json`), "utf8"));
  return packages(root, [...new Set(["bundles", "learn"].flatMap(read))]);
}

/** SHA-256 sums in Cargo's lock file, by name and version. */
function checksums(lock) {
  const entries = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "([0-9a-f]{64})"/gm);
  return new Map([...entries].map(([, name, version, sum]) => [`${name}@${version}`, sum]));
}

function byName(a, b) {
  const [left, right] = [`${a.name}@${a.version}`, `${b.name}@${b.version}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
