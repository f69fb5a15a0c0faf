// Never run: the type checker reads it, so that the declarations that come with the engine
// are whole and say what the contract says.

import init, { adviseRules, compareLive, compareReview, compareRules, coverage, deriveMappings, explainPath, exportPlan, guessMappings, importCodeowners, initSync, parseRules, parseTree, planOrganization, planProjects, playbook, previewAlerts, routeTree, simulate, version } from "../../dist/engine.js";
import type { AdviseRequest, AlertsPreview, AlertsRequest, Codeowners, Coverage, DerivedMappings, ExportedFile, ExportFormat, GuessedMappings, ImportedCodeowners, LiveComparison, LiveRequest, Mapping, OrganizationRequest, ParsedRules, ParsedTree, PathExplanation, Plan, PlannedOrganization, PlannedProjects, PlanRequest, Playbook, Problem, ReviewComparison, RoutedTree, RouteRequest, Rule, RulesAdvice, RulesComparison, Severity, SimulateRequest, Simulation } from "../../dist/engine.js";

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

export function explain(request: AdviseRequest): [string | null | undefined, number, Problem[]] {
  const told: PathExplanation = explainPath({ ...request, path: "src/a.ts" });
  const advice: RulesAdvice = adviseRules({ ...request, people: "#web", project: "shop" });
  const review: ReviewComparison = compareReview({ tree: request.tree, rules: "" });
  const places: string[] = review.groups.flatMap((group) => group.places.map((place) => place.path));
  const covered: Coverage = coverage({ tree: request.tree, folder: places[0] ?? "" });
  const compared: RulesComparison = compareRules({ tree: request.tree, before: {}, after: { rules: "" } });
  const guessed: GuessedMappings = guessMappings(request.tree);
  const mapping: Mapping | undefined = guessed.guesses[0]?.mapping;
  const derived: DerivedMappings = deriveMappings({ tree: request.tree, frames: [{ filename: "a.py", inApp: true }] });
  const share: number = covered.share + derived.mappings.length + (mapping ? 1 : 0);
  return [told.candidates[0]?.because ?? compared.moves[0]?.to, share, advice.mappings];
}

export function plan(request: PlanRequest): number | undefined {
  const planned: PlannedProjects = planProjects({ ...request, changes: ["splitAnyway", { exclude: { project: { root: "" } } }] });
  const answers = planned.questions.flatMap((question) => question.options.map((option) => option.changes));
  return planned.projects[0]?.proof.equal ?? answers.length;
}

export function organize(request: OrganizationRequest): [string | undefined, string[]] {
  const planned: PlannedOrganization = planOrganization(request);
  const teams: string[] = planned.teams.flatMap((team) => [team.slug, ...team.codeOwners]);
  return [planned.projects[0]?.repository ?? planned.problems[0]?.repository, teams];
}

export function read(request: PlanRequest): string | undefined {
  const written: Playbook = playbook(planProjects(request));
  const item = playbook({ organization: "acme" }).chapters[0]?.items[0] ?? written.chapters[0]?.items[0];
  return item?.olderAdvice ?? item?.source.remark;
}

export function take(planned: PlannedProjects, project: string): [ExportedFile, "base64" | undefined] {
  const plan: Plan = { ...planned, organization: "acme", choices: { ci: "jenkins" } };
  const format: ExportFormat = `ownership@${project}`;
  return [exportPlan(plan, format), exportPlan(planOrganization({ repositories: [] }), "zip").encoding];
}

export function today(plan: Plan, live: string[], errors: string): [string | undefined, number, string | undefined] {
  const request: LiveRequest = { plan, live, tree: "src/a.ts" };
  const compared: LiveComparison = compareLive(request);
  const asked: AlertsRequest = { plan, errors, rules: "src/* #web", days: 7 };
  const told: AlertsPreview = previewAlerts(asked);
  return [compared.files[0]?.filename, told.rows[0]?.toldAWeek ?? 0, compared.rows[0]?.changes[0]?.kind];
}

// @ts-expect-error: what is there is a list of texts
compareLive({ plan: {}, live: "[]" });
// @ts-expect-error: an unknown format
exportPlan({}, "docx");
// @ts-expect-error: a path is missing
explainPath({ tree: "" });
// @ts-expect-error: a request without a tree
routeTree({ rules: "" });
// @ts-expect-error: an unknown field
routeTree({ tree: "", rulez: "" });
// @ts-expect-error: an unknown assignment
simulate({ event: {}, assignment: "nobody" });
// @ts-expect-error: a change of no kind
planProjects({ tree: "", changes: [{ explode: {} }] });
// @ts-expect-error: a repository without a tree
planOrganization({ repositories: [{ name: "acme/shop" }] });
// @ts-expect-error: an unknown field of a project
playbook({ projects: [{ slag: "web" }] });
