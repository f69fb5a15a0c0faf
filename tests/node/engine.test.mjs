// dist/engine.js as a docs site's script or a command-line tool uses it: an ES module that
// Node loads without a browser, a bundler or a network.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as engine from "../../dist/engine.js";

const bytes = readFileSync(new URL("../../dist/engine_bg.wasm", import.meta.url));
engine.initSync({ module: bytes });

const {
  adviseRules, compareLive, compareReview, compareRules, coverage, deriveMappings, explainPath, exportPlan, guessMappings,
  importCodeowners, parseRules, parseTrace, parseTree, planOrganization, planProjects, playbook, previewAlerts, routeTree,
  simulate,
} = engine;

test("initSync takes the bytes, and a second call changes nothing", () => {
  const first = engine.initSync({ module: bytes });
  assert.equal(engine.initSync({ module: bytes }), first, "one module must have one instance");
});

test("the engine states the package's version", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  assert.equal(engine.version(), version, "Cargo.toml and package.json must agree");
});

test("parseTree reads a listing", () => {
  const tree = parseTree("shop\n├── src\n│   └── pay.ts\n└── README.md\n\n1 directory, 2 files\n");
  assert.deepEqual(tree, { format: "tree", sure: 0.99, files: 2, directories: 1, paths: ["src/pay.ts", "README.md"], problems: [] });
});

test("parseTree is not sure of what is no listing", () => {
  const { sure, problems } = parseTree("let oven = heat();\nbake(oven);\n");
  assert.ok(sure < 0.5, `${sure}`);
  assert.ok(problems.some(({ code }) => code === "tree/unsure"), "and says so");
});

test("parseTree names the lines it could not read", () => {
  const { files, problems } = parseTree("src/a.ts\nsrc/b.ts\nfatal: not a git repository\nsrc/c.ts\n");
  assert.equal(files, 3);
  assert.deepEqual(problems.map(({ code, line }) => [code, line]), [["tree/skipped-line", 3]]);
});

test("parseRules reads rules as Sentry does", () => {
  const { rules, problems } = parseRules('path:src/* #web Jo@Shop.Example\ntags.area:"big spender" #vip # note\n');
  assert.deepEqual(rules, [
    { source: "rules", line: 1, type: "path", pattern: "src/*", owners: ["#web", "jo@shop.example"] },
    { source: "rules", line: 2, type: "tags.area", pattern: "big spender", owners: ["#vip"] },
  ]);
  assert.deepEqual(problems.filter(({ severity }) => severity === "error"), []);
});

test("parseRules says what Sentry would answer, where, and how to mend it", () => {
  const text = "é.js #u\n*.js\t#web\n";
  const { problems } = parseRules(text);
  const tab = problems.find(({ severity }) => severity === "error");
  assert.equal(tab.sentry, "Parse error: ownership (line 2, column 5)");
  assert.deepEqual([tab.line, tab.column], [2, 5]);
  let mended = text;
  for (const { start, end, text } of tab.fix.edits.toReversed()) mended = mended.slice(0, start) + text + mended.slice(end);
  assert.deepEqual(parseRules(mended).problems.filter(({ severity }) => severity === "error"), []);
});

test("routeTree answers for each path in the order given", () => {
  const routed = routeTree({
    tree: ["web/app.ts", "README.md", "src/pay/api.ts", "src/pay/api.ts"],
    rules: "src/* #backend\nweb/* #web\nsrc/pay/* #payments jo@shop.example\n",
  });
  assert.deepEqual(routed.owners, ["#backend", "#web", "#payments"]);
  assert.ok(routed.ownerOf instanceof Int32Array && routed.ruleOf instanceof Int32Array);
  assert.deepEqual([...routed.ownerOf], [1, -1, 2, 2]);
  assert.deepEqual([...routed.ruleOf], [1, -1, 2, 2]);
  assert.deepEqual(routed.rules.map(({ wins, matches }) => [wins, matches]), [[0, 2], [1, 1], [2, 2]]);
  assert.equal(routed.paths, 4);
});

test("routeTree takes a listing as well as paths, and code mappings", () => {
  const { ownerOf, owners } = routeTree({
    tree: "./src/a.ts\n./docs/b.md\n",
    rules: "app:///* #app\n",
    mappings: [{ stackRoot: "app:///", sourceRoot: "src/" }],
  });
  assert.deepEqual([...ownerOf].map((owner) => owners[owner] ?? null), ["#app", null]);
});

const codeowners = {
  text: "/src/ @acme/web\n/src/gen/\n/docs/ @acme/docs\n",
  owners: { "@acme/web": "#web" },
  mapping: { stackRoot: "app:///", sourceRoot: "/src/" },
};

test("importCodeowners says what became of each line", () => {
  const { rules, lines, problems } = importCodeowners(codeowners);
  assert.equal(rules, "codeowners:app:// #web\ncodeowners:app://gen/\n", "squeezed as Sentry does");
  assert.deepEqual(lines.map(({ line, outcome }) => [line, outcome]), [[1, "rule"], [2, "exclusion"], [3, "dropped"]]);
  assert.ok(problems.some(({ code, line }) => code === "codeowners/unmapped-owner" && line === 3));
});

test("routeTree takes a CODEOWNERS file below the rules", () => {
  const { ownerOf, owners, rules } = routeTree({
    tree: ["src/a.ts", "src/pay/b.ts", "README.md"],
    rules: "src/pay/* #pay\n",
    codeowners: { text: "/src/ @acme/web\n", owners: { "@acme/web": "#web" } },
  });
  assert.deepEqual([...ownerOf].map((owner) => owners[owner] ?? null), ["#web", "#pay", null]);
  assert.deepEqual(rules.map(({ source, type }) => [source, type]), [["rules", "path"], ["codeowners", "codeowners"]]);
});

test("simulate tells who gets an event and why", () => {
  const frames = [{ filename: "lib/run.py", in_app: false }, { filename: "shop/pay/api.py", lineno: 7, in_app: true }];
  const answer = simulate({
    event: { platform: "python", exception: { values: [{ stacktrace: { frames } }] } },
    tree: ["src/shop/pay/api.py"],
    mappings: [{ stackRoot: "shop/", sourceRoot: "src/shop/" }],
    rules: "lib/* #lib\nshop/* #shop\nshop/pay/* #first #second\n",
  });
  assert.deepEqual(answer.frames, [
    { filename: "lib/run.py", inApp: false },
    { filename: "shop/pay/api.py", line: 7, inApp: true, sourcePath: "src/shop/pay/api.py" },
  ]);
  assert.deepEqual(answer.matches.map(({ line, frames }) => [line, frames]), [[3, [1]], [2, [1]], [1, [0]]]);
  assert.deepEqual(answer.suggested, ["#first", "#second", "#shop"]);
  assert.equal(answer.assignee, "#first");
  assert.deepEqual(answer.notified, { owners: ["#second", "#first"], fallthrough: null });
  assert.ok(answer.steps.every((step) => typeof step === "string" && step.endsWith(".")));
});

test("an event that nobody owns falls through, and nobody is null", () => {
  const { assignee, notified, platform } = simulate({ event: { message: "hi" }, fallthrough: "AllMembers" });
  assert.deepEqual([assignee, notified, platform], [null, { owners: [], fallthrough: "AllMembers" }, "other"]);
});

test("a stack trace is read and routed", () => {
  const text = 'Traceback (most recent call last):\n  File "/app/shop/pay.py", line 3, in f\n    g()\nValueError: no\n';
  const parsed = parseTrace(text);
  assert.equal(parsed.format, "python");
  assert.equal(parsed.exceptions[0].type, "ValueError");
  assert.deepEqual(parsed.exceptions[0].frames, [{
    filename: "shop/pay.py", absPath: "/app/shop/pay.py", module: "shop.pay", function: "f", line: 3, inApp: true,
  }]);
  assert.equal(simulate({ trace: text, rules: "shop/* #pay" }).assignee, "#pay");
  assert.equal(parseTrace("hello").problems[0].code, "trace/not-recognised");
});

const shop = {
  tree: ["src/pay/a.ts", "src/pay/b.ts", "README.md"],
  rules: "src/* #web\nsrc/pay/* #pay\n",
  codeowners: { text: "/src/ @acme/web\n", owners: { "@acme/web": "#web" } },
};

test("explainPath gives every rule its verdict", () => {
  const { owner, candidates, reviewers, outcome } = explainPath({ ...shop, path: "src/pay/a.ts" });
  assert.deepEqual([owner, outcome], ["#pay", "owned"]);
  assert.deepEqual(candidates.map(({ source, line, verdict, by }) => [source, line, verdict, by?.line]), [
    ["rules", 2, "won", undefined], ["rules", 1, "overridden", 2], ["codeowners", 1, "overridden", 2],
  ]);
  assert.deepEqual(reviewers, [{ name: "@acme/web", owner: "#web", line: 1 }]);
  assert.equal(explainPath({ path: "x.py" }).owner, null, "a path needs no tree");
});

test("adviseRules tells problems by the text that they are about", () => {
  const advice = adviseRules({ ...shop, people: "#web @acme/web\n#Pay\n", rules: "src #web\n", project: "shop" });
  assert.deepEqual(advice.people.map(({ code, line }) => [code, line]), [["people/team-slug", 2]]);
  assert.ok(advice.rules.some(({ code }) => code === "rules/matches-nothing"));
  assert.deepEqual([advice.tree, advice.mappings], [[], []]);
});

test("compareReview tells where review and errors part", () => {
  const { groupOf, groups, disagree } = compareReview(shop);
  assert.ok(groupOf instanceof Int32Array);
  assert.deepEqual([[...groupOf], disagree], [[0, 0, -1], 2]);
  assert.deepEqual([groups[0].owner, groups[0].lines, groups[0].places], ["#pay", [1], [{ path: "src/", files: 2 }]]);
});

test("guessMappings and deriveMappings find code mappings", () => {
  const tree = ["api/shop/__init__.py", "api/shop/pay.py"];
  const mapping = { stackRoot: "shop/", sourceRoot: "api/shop/" };
  assert.deepEqual(guessMappings(tree).guesses.map(({ mapping, platform }) => [mapping, platform]), [[mapping, "python"]]);
  const derived = deriveMappings({ tree, frames: [{ filename: "shop/pay.py", inApp: true }], platform: "python" });
  assert.deepEqual(derived.mappings, [{ mapping, frame: 0, sourcePath: "api/shop/pay.py" }]);
});

test("coverage counts by owner and folder", () => {
  const { owners, unmatched, folders, rules } = coverage(shop);
  assert.deepEqual([owners, unmatched], [[{ owner: "#pay", files: 2 }], 1]);
  assert.deepEqual(folders.map(({ path, share }) => [path, share]), [["src", 1]]);
  assert.deepEqual(rules.map(({ wins }) => wins), [0, 2, 0]);
  assert.equal(coverage({ ...shop, folder: "src/pay" }).files, 2);
});

test("compareRules tells which files change hands", () => {
  const { moves, moveOf, files } = compareRules({ tree: shop.tree, before: {}, after: { rules: shop.rules } });
  assert.deepEqual(moves, [{ from: null, to: "#pay", files: 2, places: [{ path: "src/", files: 2 }] }]);
  assert.deepEqual([[...moveOf], files], [[0, 0, -1], 2]);
});

const cycle = {};
cycle.self = cycle;

for (const [name, call, message] of [
  ["no text", () => parseTree(), /^text: must be a string, not undefined$/],
  ["a number for a text", () => parseRules(3), /^text: must be a string, not a number$/],
  ["no request", () => routeTree(), /^request: must be an object, not undefined$/],
  ["no tree", () => routeTree({}), /^tree: must be a string or an array of strings, not undefined$/],
  ["a path that is no string", () => routeTree({ tree: ["a", 1] }), /^tree\[1\]: must be a string, not a number$/],
  ["rules that are no string", () => routeTree({ tree: "a", rules: [] }), /^rules: /],
  ["an unknown field", () => routeTree({ tree: "a", rulez: "" }), /rulez/],
  ["an unknown field in a mapping", () => routeTree({ tree: "a", mappings: [{ stackRoot: "", sourceRoot: "", x: 1 }] }), /mappings\[0\].*`?x`?/],
  ["a missing field in a mapping", () => routeTree({ tree: "a", mappings: [{ stackRoot: "" }] }), /mappings\[0\].*sourceRoot/],
  ["a function", () => routeTree({ tree: "a", rules: () => "" }), /^rules: must be a string, not a function$/],
  ["no event", () => simulate({ rules: "" }), /^event: /],
  ["a raw trace beside an event", () => simulate({ trace: "Traceback", event: {} }), /^trace: /],
  ["a number for a trace", () => parseTrace(3), /^text: must be a string, not a number$/],
  ["an event of text", () => simulate({ event: "{}" }), /^event: /],
  ["an unknown assignment", () => simulate({ event: {}, assignment: "me" }), /^assignment: /],
  ["a tree of numbers", () => simulate({ event: {}, tree: [1] }), /^tree\[0\]: must be a string, not a number$/],
  ["a CODEOWNERS file without text", () => importCodeowners({}), /text/],
  ["an unknown host", () => routeTree({ tree: "a", codeowners: { text: "", dialect: "x" } }), /codeowners\.dialect/],
  ["no path", () => explainPath({ tree: "a" }), /^path: must be a string, not undefined$/],
  ["a path that is not in the tree", () => explainPath({ tree: "a", path: "b" }), /^path: /],
  ["people that are no text", () => adviseRules({ tree: "a", people: {} }), /^people: must be a string, not an object$/],
  ["a folder that is not there", () => coverage({ tree: "a", folder: "b" }), /^folder: /],
  ["an unknown field in a state", () => compareRules({ tree: "a", before: { tree: "" }, after: {} }), /before.*tree/],
  ["only one state", () => compareRules({ tree: "a", before: {} }), /after/],
  ["neither event nor frames", () => deriveMappings({ tree: "a" }), /^event: /],
  ["an unknown field in a frame", () => deriveMappings({ tree: "a", frames: [{ file: "a" }] }), /frames\[0\].*file/],
  ["no tree to guess from", () => guessMappings(), /^tree: must be a string or an array of strings, not undefined$/],
  ["an unknown field beside a tree", () => compareReview({ tree: "a", folder: "" }), /folder/],
  ["no plan", () => exportPlan(undefined, "json"), /^plan: must be an object, not undefined$/],
  ["no format", () => exportPlan({}), /^format: must be a string, not undefined$/],
  ["an unknown format", () => exportPlan({}, "docx"), /^format: there is no `docx`; there are zip, markdown, /],
  ["a file of a project that is not there", () => exportPlan({}, "ownership@web"), /^format: .*`web`/],
  ["an unknown field in a plan", () => exportPlan({ projects: [{ slag: 1 }] }, "json"), /projects\[0\].*slag/],
  ["a plan of a later version", () => exportPlan({ version: 2 }, "json"), /version 1/],
  ["a cycle", () => routeTree({ tree: "a", mappings: [cycle] }), /plain values/],
]) {
  test(`a request with ${name} is refused by name, and the engine goes on`, () => {
    assert.throws(call, (error) => error instanceof Error && message.test(error.message));
    assert.equal(parseTree("a/b.ts").files, 1);
  });
}

test("planProjects splits a repository, and answers change the plan", () => {
  const request = {
    tree: "web/next.config.js\nweb/pages/index.tsx\napi/manage.py\napi/shop/pay.py\n",
    rules: "path:*pay* #pay",
    whatIf: { quota: 1000000 },
  };
  const plan = planProjects(request);
  assert.deepEqual(plan.projects.map(({ slug, platform }) => [slug, platform]), [
    ["api", "python-django"],
    ["web", "javascript-nextjs"],
  ]);
  assert.deepEqual(plan.projects[0].teams, ["pay"]);
  assert.deepEqual(plan.projects[0].proof, { files: 2, equal: 2, fallback: 0, different: [], unsent: 0, taken: [] });
  assert.equal(plan.whatIf.length, 3);
  const { changes } = plan.questions[0].options[1];
  assert.notDeepEqual(planProjects({ ...request, changes }).projects, plan.projects);
  assert.throws(() => planProjects({ tree: "a", changes: [{ explode: {} }] }), /changes/);
});

test("planOrganization plans several repositories together", () => {
  const request = {
    organization: "acme",
    repositories: [
      { name: "acme/shop", tree: "api/manage.py\napi/shop/views.py\n", rules: "path:api/* #pay" },
      { name: "acme/games", tree: ["api/go.mod", "api/main.go", "api/Dockerfile"], files: { "api/package.json": "{" } },
    ],
  };
  const plan = planOrganization(request);
  assert.deepEqual(plan.projects.map(({ repository, slug }) => [repository, slug]), [
    ["acme/shop", "api"],
    ["acme/games", "games-api"],
  ]);
  assert.deepEqual(plan.teams, [{ slug: "pay", codeOwners: [] }]);
  const broken = plan.problems.find(({ code }) => code === "files/unreadable");
  assert.deepEqual([broken.repository, broken.path], ["acme/games", "api/package.json"]);
  const twice = { repositories: [request.repositories[0], request.repositories[0]] };
  assert.throws(() => planOrganization(twice), /^Error: repositories\[1\]\.name: /);
  assert.throws(() => planOrganization({ repositories: [{ name: "a" }] }), /tree/);
});

test("playbook tells how a plan is carried out, and what is done", () => {
  const plan = planProjects({ tree: "web/next.config.js\nweb/pages/index.tsx\n", rules: "path:* #web" });
  const { done, items, chapters } = playbook({ ...plan, choices: { done: ["releases/name", "no/such"] } });
  assert.equal(done, 1);
  assert.equal(items, chapters.flatMap((chapter) => chapter.items).length);
  assert.equal(chapters.length, 9);
  const releases = chapters.find(({ heading }) => heading === "releases");
  const name = releases.items.find(({ id }) => id === "releases/name");
  assert.deepEqual([name.level, name.done], ["basic", true]);
  assert.match(name.what, /`web@1\.4\.2`/);
  assert.match(name.source.address, /^https:\/\/docs\.sentry\.io\//);
  assert.throws(() => playbook({ projects: [{ slag: 1 }] }), /^Error: projects\[0\].*slag/);
});

test("compareLive stands what is in Sentry today beside a plan, with what carries the difference out", () => {
  const tree = "web/next.config.js\nweb/pages/index.tsx\n";
  const plan = planProjects({ tree, rules: "path:* #web" });
  const source = 'resource "sentry_project" "web" {\n  organization = "acme"\n  name = "web"\n  platform = "javascript"\n  teams = ["web"]\n}\n';
  const compared = compareLive({ plan, live: [source, "[{"], tree });
  assert.deepEqual([compared.organization, compared.known.projects], ["acme", 1]);
  const [row] = compared.rows;
  assert.deepEqual([row.step, row.today, row.proposed], ["change", ["web"], ["web"]]);
  assert.ok(row.changes.some(({ kind, message }) => kind === "platform" && message.includes("`javascript-nextjs`")));
  assert.deepEqual(compared.files.map(({ filename }) => filename), ["sentry-today.sh", "sentry-today.tf"]);
  assert.match(compared.files[1].text, /moved|import/);
  assert.deepEqual(compared.problems.map(({ code, text, line }) => [code, text, line]), [["live/not-json", 1, 1]]);
  assert.throws(() => compareLive({ plan, live: "[]" }), /^Error: live/);
  assert.throws(() => compareLive({ plan, live: [], today: "" }), /today/);
});

test("previewAlerts tells who would be told of errors, and where", () => {
  const tree = ["web/next.config.js", "web/pages/index.tsx"];
  const rules = "web/pages/* #web";
  const plan = { ...planProjects({ tree, rules }), choices: { plan: "team", alerts: { channels: { web: { by: "slack", to: "#web" } } } } };
  const frames = [{ filename: "web/pages/index.tsx", function: "f", in_app: true }];
  const errors = JSON.stringify([{ platform: "javascript", exception: { values: [{ type: "E", value: "x", stacktrace: { frames } }] } }]);
  const told = previewAlerts({ plan, errors, rules, tree, days: 7 });
  assert.deepEqual([told.issues, told.all, told.days], [1, 1, 7]);
  const [row] = told.rows;
  assert.deepEqual([row.who, row.owner, row.issues, row.toldAWeek], ["owner", "#web", 1, 1]);
  assert.match(row.where, /#web/);
  assert.throws(() => previewAlerts({ plan, errors, days: 0 }), /^Error: days/);
});

test("exportPlan makes files of what planProjects answers", () => {
  const plan = planProjects({
    tree: "web/next.config.js\nweb/pages/index.tsx\napi/manage.py\napi/shop/pay.py\n",
    rules: "path:*pay* #pay",
    whatIf: {},
  });
  const document = JSON.parse(exportPlan({ ...plan, organization: "acme" }, "json").text);
  assert.equal(document.version, 1);
  assert.equal(document.organization, "acme");
  assert.deepEqual(document.projects.map(({ slug, rules }) => [slug, rules]), plan.projects.map(({ slug, rules }) => [slug, rules]));
  const again = exportPlan(document, "json");
  assert.deepEqual(JSON.parse(again.text), document, "an export is a plan again");
  assert.equal(exportPlan(plan, "ownership@api").text, plan.projects[0].rules);
  for (const format of ["markdown", "html", "terraform", "terraform-imports", "shell", "csv", "codeowners", "code-mappings"]) {
    const file = exportPlan(plan, format);
    assert.deepEqual(Object.keys(file), ["filename", "mime", "text"], format);
    // CODEOWNERS is one file for the repository, whatever its projects are.
    assert.match(file.text, format === "codeowners" ? /pay/ : /api/, `${format} names the projects`);
  }
});

test("exportPlan gives an archive in base64", () => {
  const plan = { projects: [{ slug: "web", teams: ["shop"], rules: "path:* #shop" }] };
  const { filename, mime, text, encoding } = exportPlan(plan, "zip");
  assert.deepEqual([filename, mime, encoding], ["sentry-plan.zip", "application/zip", "base64"]);
  assert.equal(Buffer.from(text, "base64").subarray(0, 2).toString(), "PK");
  assert.equal(exportPlan(plan, "zip").text, text, "the same plan gives the same bytes");
});
