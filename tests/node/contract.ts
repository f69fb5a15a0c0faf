// Never run: the type checker reads it, so that the declarations that come with the engine
// are whole and say what the contract says.

import init, { importCodeowners, initSync, parseRules, parseTree, routeTree, simulate, version } from "../../dist/engine.js";
import type { Codeowners, ImportedCodeowners, Mapping, ParsedRules, ParsedTree, Problem, RoutedTree, RouteRequest, Rule, Severity, SimulateRequest, Simulation } from "../../dist/engine.js";

export async function start(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  initSync({ module: bytes });
  await init({ module_or_path: new URL("engine_bg.wasm", "https://example.org/") });
  return version();
}

export function route(text: string, mapping: Mapping): [Rule | undefined, Severity[]] {
  const tree: ParsedTree = parseTree(text);
  const rules: ParsedRules = parseRules("src/* #web");
  const request: RouteRequest = { tree: tree.paths, rules: "src/* #web", mappings: [mapping] };
  const routed: RoutedTree = routeTree(request);
  const column: Int32Array = routed.ownerOf;
  const wins: number | undefined = routed.rules[column[0] ?? 0]?.wins;
  const problems: Problem[] = [...tree.problems, ...rules.problems, ...routed.problems];
  return [wins === undefined ? undefined : rules.rules[0], problems.map((problem) => problem.severity)];
}

export function owner(codeowners: Codeowners, event: object): string | null {
  const imported: ImportedCodeowners = importCodeowners(codeowners);
  const request: SimulateRequest = { event, codeowners, rules: imported.rules, assignment: "off", tree: "src/a.ts" };
  const simulation: Simulation = simulate(request);
  const frames: number[] | undefined = simulation.matches[0]?.frames;
  return frames?.length === 0 ? null : simulation.assignee;
}

// @ts-expect-error: a request without a tree
routeTree({ rules: "" });
// @ts-expect-error: an unknown field
routeTree({ tree: "", rulez: "" });
// @ts-expect-error: an unknown assignment
simulate({ event: {}, assignment: "nobody" });
