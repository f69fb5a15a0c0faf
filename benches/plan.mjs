// How long the plan of a large repository takes in WebAssembly, the first time in a fresh process.
// Needs dist/ as published.
//
//   node benches/plan.mjs [--rounds N] [FILE…]
//
// Each FILE is a listing of paths, one a line; without any, trees of services, web apps and packages
// are made up, of 25,000 paths to 200,000. Each round is a process of its own: the engine is read
// and compiled before the clock starts, and nothing was planned before. Prints Markdown: the median
// and the worst of all rounds.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, once: { type: "string" } },
});

/** The paths of a repository in which one project in ten is an application. */
function madeUp(count) {
  const kinds = [
    (at) => [`services/s${at}`, ["Dockerfile", "go.mod", "main.go"], (n) => `internal/p${n % 9}/f${n}.go`],
    (at) => [`apps/web${at}`, ["package.json", "next.config.js"], (n) => `components/c${n % 9}/v${n}.tsx`],
    ...Array.from({ length: 18 }, () => (at) => [
      `packages/l${at}`, ["package.json", "tsconfig.json"], (n) => `src/m${n % 9}/f${n}.ts`,
    ]),
  ];
  const paths = ["package.json", "README.md", "docker-compose.yml"];
  for (let at = 0; paths.length < count; at += 1) {
    const [folder, files, more] = kinds[at % kinds.length](at);
    paths.push(...files.map((file) => `${folder}/${file}`));
    for (let n = 0; n < 60; n += 1) paths.push(`${folder}/${more(n)}`);
  }
  return paths.slice(0, count).join("\n");
}

if (values.once) {
  const dist = new URL("../dist/", import.meta.url);
  const engine = await import(pathToFileURL(fileURLToPath(new URL("engine.js", dist))));
  engine.initSync({ module: new WebAssembly.Module(readFileSync(new URL("engine_bg.wasm", dist))) });
  const count = Number(values.once);
  const tree = count > 0 ? madeUp(count) : readFileSync(values.once, "utf8");
  const start = performance.now();
  const plan = engine.planProjects({ tree });
  process.stdout.write(JSON.stringify([performance.now() - start, plan.projects.length]));
} else {
  const trees = positionals.length > 0 ? positionals : ["25000", "50000", "100000", "200000"];
  console.log("| tree | projects | median ms | worst ms |\n|---|--:|--:|--:|");
  for (const tree of trees) {
    const runs = Array.from({ length: Number(values.rounds) }, () =>
      JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--once", tree])),
    );
    const times = runs.map(([time]) => time).sort((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)];
    console.log(`| ${tree} | ${runs[0][1]} | ${median.toFixed(0)} | ${times.at(-1).toFixed(0)} |`);
  }
}
