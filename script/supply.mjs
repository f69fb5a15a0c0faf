// What dist/ says of its own parts: licences.txt with every licence of what is inside, and sbom.cdx.json, the same as a
// bill of materials (CycloneDX 1.6). Both are the same for the same lock files: no time, no random number.
//
//   node script/supply.mjs [FOLDER]       FOLDER is dist, if none is named
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { bundled, crates } from "./components.mjs";
import { allLicences } from "./licences.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Writes both files into a folder. The bundles must have been made. */
export function supply(folder) {
  const components = [...crates(root), ...bundled(root)];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "licences.txt"), licences(components));
  writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(bill(components), null, 1)}\n`);
}

function licences(components) {
  const own = `Sentry General ${version} (MIT OR Apache-2.0)\n\n${readFileSync(join(root, "LICENSE-MIT"), "utf8").trim()}\n`;
  const rust = `The Rust standard library (MIT OR Apache-2.0)\n\n${readFileSync(join(root, "LICENSE-APACHE"), "utf8").trim()}\n`;
  return [own, rust, allLicences(root, components)].join(`\n${"-".repeat(80)}\n\n`);
}

function bill(components) {
  const own = "sentry-general";
  const reference = ({ type, name, version }) => `pkg:${type}/${type === "npm" ? name.replace("@", "%40") : name}@${version}`;
  const component = (it) => ({
    type: "library",
    "bom-ref": reference(it),
    name: it.name,
    version: it.version,
    ...(it.hash && { hashes: [it.hash] }),
    licenses: [/\s/.test(it.licence) ? { expression: it.licence } : { license: { id: it.licence } }],
    purl: reference(it),
    ...(/^https:/.test(it.address ?? "") && { externalReferences: [{ type: "vcs", url: it.address }] }),
  });
  const byName = new Map(components.filter((it) => it.type === "cargo").map((it) => [`${it.name}@${it.version}`, it]));
  const needed = new Set(components.flatMap((it) => it.needs));
  const direct = components.filter((it) => !needed.has(`${it.name}@${it.version}`));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { type: "application", "bom-ref": own, name: own, version, licenses: [{ expression: "MIT OR Apache-2.0" }] },
    },
    components: components.map(component),
    dependencies: [
      { ref: own, dependsOn: direct.map(reference) },
      ...components.map((it) => ({ ref: reference(it), dependsOn: it.needs.filter((name) => byName.has(name)).map((name) => reference(byName.get(name))) })),
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) supply(process.argv[2] ?? "dist");
