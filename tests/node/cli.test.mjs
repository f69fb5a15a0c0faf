// The command line as people and pipelines run it: git, files, streams, exit codes. What it finds and prints is the
// engine's, and tested beside it (tests/pipeline).
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../src/cli/cli.js", import.meta.url));
const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const FILES = {
  "src/pay/api.ts": "1",
  "src/app.ts": "1",
  "docs/a é\tb.md": "1",
  "web/package.json": '{"name":"web","dependencies":{"react":"1"}}',
  "web/index.tsx": "1",
  "sentry.rules": "src/* #web\nsrc/pay/* #pay\n",
  "owners.txt": "src/pay/api.ts -> #pay\n",
  "sentry-general.json": '{ "rules": "sentry.rules", "assertions": "owners.txt" }',
};

/** Who commits, whatever git is set to here. */
const ME = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "sentry-general-"));
  for (const [path, text] of Object.entries(FILES)) put(path, text);
  git("init", "-q");
  git("add", "-A");
  commit("one");
});

after(() => rmSync(folder, { recursive: true, force: true }));

function put(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function gitIn(repository, ...args) {
  return execFileSync("git", ["-C", repository, ...ME, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function git(...args) {
  return gitIn(folder, ...args);
}

function commit(name) {
  git("commit", "-q", "-a", "-m", name);
  git("tag", "-f", name);
}

function run(args, { cwd = folder, input = "", env = {} } = {}) {
  const clean = { ...process.env, NO_COLOR: "", FORCE_COLOR: undefined, GITHUB_STEP_SUMMARY: undefined, ...env };
  if (env.FORCE_COLOR === undefined) delete clean.FORCE_COLOR;
  if (env.GITHUB_STEP_SUMMARY === undefined) delete clean.GITHUB_STEP_SUMMARY;
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd, input, encoding: "utf8", env: clean, timeout: 60_000 });
  return { status, out: stdout, err: stderr };
}

const json = (args, options) => JSON.parse(run([...args, "--format", "json"], options).out);

test("a repository is checked as git has it, with its configuration", () => {
  const { status, out, err } = run(["check"]);
  assert.equal(status, 0, err);
  assert.match(out, /2 of 8 files reach somebody/);
  assert.match(out, /1 of 1 assertion hold/);
  assert.equal(err, "");
});

test("from a folder below, and from elsewhere", () => {
  const below = run(["why", "pay/api.ts"], { cwd: join(folder, "src") });
  assert.match(below.out, /^`src\/pay\/api\.ts` goes to #pay\./, below.err);
  const elsewhere = run(["why", "src/pay/api.ts", "--root", folder], { cwd: tmpdir() });
  assert.match(elsewhere.out, /goes to #pay/, elsewhere.err);
});

test("a name that git would quote is that name", () => {
  assert.equal(json(["why", "docs/a é\tb.md"]).answer.path, "docs/a é\tb.md");
});

test("what is not committed is seen, and a revision as it was", () => {
  put("sentry.rules", "src/* #web\nsrc/pay/* #money\n");
  try {
    const failed = run(["check"]);
    assert.equal(failed.status, 1);
    assert.match(failed.out, /owners\.txt:1:1: error: .* it goes to #money/);
    assert.equal(run(["check", "--rev", "one"]).status, 0, "the commit is as it was");
    const { answer } = json(["diff", "one"]);
    assert.deepEqual(answer.moves, [{ from: "#pay", to: "#money", files: 1, places: ["src/pay/"] }]);
    assert.equal(run(["diff", "one", "--exit-code"]).status, 1);
    assert.equal(json(["diff", "one", "one"]).answer.changed, 0);
  } finally {
    put("sentry.rules", FILES["sentry.rules"]);
  }
});

test("a file that git says was renamed is the same file, in the working tree and between commits", () => {
  const text = "export function pay(amount) {\n  return charge(amount, currency, account);\n}\n".repeat(5);
  put("src/pay/long.ts", text);
  put("src/web/other.ts", text.replaceAll("pay", "show"));
  git("add", "-A");
  commit("before");
  try {
    git("mv", "src/pay/long.ts", "src/long name.ts");
    writeFileSync(join(folder, "src/long name.ts"), `// moved\n${text}`);
    git("mv", "src/web/other.ts", "src/other.ts");
    git("add", "-A");
    const told = { files: 2, changed: [{ from: "src/pay/long.ts", to: "src/long name.ts", before: "#pay", after: "#web" }] };
    const { answer } = json(["diff", "before"]);
    assert.deepEqual([answer.renamed, answer.gone, answer.new.files, answer.changed], [told, 0, 0, 1]);
    commit("after");
    assert.deepEqual(json(["diff", "before", "after"]).answer.renamed, told);
    assert.equal(json(["diff", "before", "after", "--root", join(folder, "src")]).answer.renamed.files, 2, "paths are from the root that is named");
    const off = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "diff.renames", GIT_CONFIG_VALUE_0: "false" };
    assert.match(run(["diff", "before", "after"], { env: off }).out, /2 files were renamed, 1 to another owner/);
  } finally {
    git("reset", "-q", "--hard", "one");
  }
});

test("a budget holds against the base", () => {
  const asked = ["check", "--unowned", "base", "--base", "one"];
  assert.equal(run(asked).status, 0);
  put("new.ts", "1");
  git("add", "new.ts");
  try {
    const { status, out } = run(asked);
    assert.equal(status, 1);
    assert.match(out, /7 files reach nobody, but only 6 did on `one`\. New among them: `new\.ts`/);
  } finally {
    git("rm", "-qf", "new.ts");
  }
});

test("a list stands for git's, from a file or a stream, as Windows writes it, too", () => {
  const list = "src\\pay\\api.ts\r\nsrc\\app.ts\r\n";
  const { status, out, err } = run(["check", "--tree", "-", "--format", "json"], { input: list });
  assert.equal(status, 0, err);
  assert.equal(JSON.parse(out).answer.files, 2);
  const file = join(folder, "list.txt");
  writeFileSync(file, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(list, "utf16le")]));
  assert.equal(json(["check", "--tree", "list.txt"]).answer.unowned, 0);
  rmSync(file);
  const prose = run(["check", "--tree", "-"], { input: "Dear all,\nthis is no list.\n" });
  assert.equal(prose.status, 2);
  assert.match(prose.err, /standard input is not understood as a list of files/);
});

test("an error comes from a stream or a file", () => {
  const trace = 'Traceback (most recent call last):\n  File "src/pay/api.ts", line 3, in pay\n    x\nValueError: 1\n';
  assert.equal(json(["simulate"], { input: trace }).answer.assignee, "#pay");
  put("error.log", trace);
  assert.equal(json(["simulate", "error.log"]).answer.assignee, "#pay");
  rmSync(join(folder, "error.log"));
});

test("a plan reads the small files that tell it, of a revision, too", () => {
  for (const args of [["plan"], ["plan", "--rev", "one"]]) {
    const { answer } = json(args);
    assert.deepEqual(answer.projects.map(({ slug, platform }) => [slug, platform]), [["web", "javascript-react"]], args.join(" "));
  }
  const { out } = run(["plan", "--export", "terraform"]);
  assert.match(out, /resource "sentry_project"/);
});

test("what can't be asked is told in a line, with exit code 2", () => {
  const cases = [
    [["chek"], /no command 'chek'; there are check, diff/],
    [["check", "--rule", "x"], /'--rule'.*check --help/],
    [["check", "--format", "yaml"], /--format takes text, json/],
    [["check", "--output", "sarif"], /FORMAT=FILE/],
    [["check", "--fail-on", "fatal"], /--fail-on takes error/],
    [["check", "--unowned", "some"], /unowned: must be a whole number/],
    [["check", "--rules", "gone.rules"], /rules: there is no file gone\.rules/],
    [["check", "--config", "gone.json"], /gone\.json: there is no such file/],
    [["check", "--base", "nowhere"], /no revision 'nowhere'.*fetch-depth/s],
    [["check", "--root", "nowhere"], /there is no folder/],
    [["diff"], /usage: sentry-general diff BASE/],
    [["diff", "--", "--output=x"], /no revision '--output=x'/],
    [["why", "api.ts"], /Is `src\/pay\/api\.ts` meant\?/],
    [["why", "src/pay/api.ts", "--format", "sarif"], /only `check` and `diff`/],
    [["simulate", "gone.log"], /gone\.log: there is no such file/],
  ];
  for (const [args, words] of cases) {
    const { status, out, err } = run(args);
    assert.equal(status, 2, `${args.join(" ")}: ${err}`);
    assert.match(err, words);
    assert.match(err, /^(.*: )?error: /m, args.join(" "));
    assert.equal(out, "", "nothing goes where results go");
  }
  const nowhere = mkdtempSync(join(tmpdir(), "no-git-"));
  const { status, err } = run(["check"], { cwd: nowhere, env: { GIT_CEILING_DIRECTORIES: tmpdir() } });
  rmSync(nowhere, { recursive: true });
  assert.equal(status, 2);
  assert.match(err, /no git repository; give its files by --tree/);
});

test("what is in Sentry today has no history, and a file elsewhere is the same in every revision", () => {
  const own = mkdtempSync(join(tmpdir(), "sentry-general-today-"));
  try {
    writeFileSync(join(own, "CODEOWNERS"), "* @acme/web\n");
    writeFileSync(join(own, "app.ts"), "1");
    gitIn(own, "init", "-q");
    gitIn(own, "add", "-A");
    gitIn(own, "commit", "-q", "-m", "one");
    // Not tracked, so git has no earlier version of it.
    writeFileSync(join(own, "sentry.teams"), "#web @acme/web\n");
    const moved = (args) => run(["diff", ...args], { cwd: own });
    for (const revisions of [["HEAD"], ["HEAD", "HEAD"]]) {
      for (const teams of ["sentry.teams", join(own, "sentry.teams")]) {
        const { out, err } = moved([...revisions, "--teams", teams]);
        assert.match(out, /No file's errors change hands/, err);
        assert.equal(err, "");
      }
    }
    assert.equal(run(["check", "--rev", "HEAD", "--teams", "sentry.teams"], { cwd: own }).err, "");
    const rules = join(folder, "..", `${Date.now()}.rules`);
    writeFileSync(rules, "*.ts #web\n");
    for (const revisions of [["HEAD"], ["HEAD", "HEAD"]]) {
      const { out, err, status } = moved([...revisions, "--rules", rules]);
      assert.match(out, /No file's errors change hands/, err);
      assert.equal(status, 0);
    }
    rmSync(rules);
    // Rules do have a history.
    writeFileSync(join(own, "new.rules"), "*.ts #web\n");
    const { out, err } = moved(["HEAD", "--rules", "new.rules", "--no-codeowners"]);
    assert.match(out, /The errors of 1 file change hands/);
    assert.equal(err, "note: new.rules is not in HEAD: nobody owned anything by rules then.\n");
    assert.match(moved(["HEAD", "HEAD", "--rules", "new.rules"]).err, /rules: there is no file new\.rules in HEAD/);
  } finally {
    rmSync(own, { recursive: true });
  }
});

test("a comparison says that names in CODEOWNERS are nobody's until they are mapped", () => {
  const says = (codeowners, teams) => {
    put("CODEOWNERS", codeowners);
    put("t.teams", teams);
    return /Sentry knows nobody by the names in CODEOWNERS/.test(run(["diff", "one", "--teams", "t.teams"]).err);
  };
  try {
    assert.equal(says("* @acme/web\n", ""), true);
    assert.equal(says("* @acme/web\n", "#web @acme/web\n"), false);
    assert.equal(says("# Ask @acme/web.\n/@acme/ # @acme/web\n", ""), false, "there are no names");
  } finally {
    for (const path of ["CODEOWNERS", "t.teams"]) rmSync(join(folder, path));
  }
});

test("a CODEOWNERS file in a host's folder is that host's, unless somebody says otherwise", () => {
  const github = ".github/CODEOWNERS";
  // Its last line looks like one of GitLab's sections.
  put(github, "* @o/all\n/docs @o/docs\n[id].tsx @o/web\n");
  put("gitlab.json", '\ufeff{ "host": "gitlab" }');
  const reviewers = (...args) => json(["why", "docs/a é\tb.md", ...args]).answer.reviewers.map(({ name }) => name);
  try {
    assert.deepEqual(reviewers(), ["@o/docs"]);
    assert.deepEqual(reviewers("--codeowners", github, "--host", "gitlab"), ["@o/all"]);
    assert.deepEqual(reviewers("--codeowners", github, "--config", "gitlab.json"), ["@o/all"]);
    rmSync(join(folder, github));
    put(".gitlab/CODEOWNERS", "* @o/all\n/docs @o/docs\n");
    assert.deepEqual(reviewers(), ["@o/all"]);
  } finally {
    for (const path of [".github", ".gitlab", "gitlab.json"]) rmSync(join(folder, path), { recursive: true, force: true });
  }
});

test("files count once while they are in conflict, and not at all once they are gone", () => {
  const own = mkdtempSync(join(tmpdir(), "sentry-general-conflict-"));
  try {
    const write = (text) => writeFileSync(join(own, "a.ts"), text);
    write("1");
    writeFileSync(join(own, "b.ts"), "1");
    writeFileSync(join(own, "r"), "a.ts #a\n");
    gitIn(own, "init", "-q", "-b", "main");
    gitIn(own, "add", "-A");
    gitIn(own, "commit", "-q", "-m", "one");
    gitIn(own, "checkout", "-q", "-b", "other");
    write("2");
    gitIn(own, "commit", "-q", "-a", "-m", "two");
    gitIn(own, "checkout", "-q", "main");
    write("3");
    gitIn(own, "commit", "-q", "-a", "-m", "three");
    assert.notEqual(spawnSync("git", ["-C", own, ...ME, "merge", "other"]).status, 0, "there is a conflict");
    assert.match(run(["check", "--rules", "r"], { cwd: own }).out, /1 of 3 files reach/);
    rmSync(join(own, "b.ts"));
    assert.match(run(["check", "--rules", "r"], { cwd: own }).out, /1 of 2 files reach/);
  } finally {
    rmSync(own, { recursive: true });
  }
});

test("why git can't read a repository is told in git's words, and an error once", () => {
  const missing = run(["check"], { env: { PATH: "/nonexistent" } });
  assert.equal(missing.status, 2);
  assert.match(missing.err, /git is not there/);
  const foreign = run(["check"], { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" } });
  assert.match(foreign.err, /can't be read by git; give its files by --tree .*\n.*dubious ownership.*\n.*\n.*safe\.directory/);
  const bare = mkdtempSync(join(tmpdir(), "sentry-general-bare-"));
  execFileSync("git", ["init", "-q", "--bare", bare]);
  const there = run(["check", "--rev", "one"], { cwd: bare });
  rmSync(bare, { recursive: true });
  assert.match(there.err, /must be run in a work tree/);
  assert.deepEqual([foreign.status, there.status], [2, 2]);
  for (const args of [["why", "nope", "--rules", "sentry.rules"], ["simulate"], ["plan", "--export", "zip"], ["check", "--rules", "gone"]]) {
    const { err } = run(args);
    assert.equal(err.match(/error: /g)?.length, 1, err);
    const lines = err.trim().split("\n");
    assert.equal(new Set(lines).size, lines.length, err);
  }
});

test("options that contradict each other are refused, and a folder that can't be made ends the run", () => {
  for (const args of [["diff", "HEAD", "HEAD", "--rev", "HEAD"], ["plan", "--export", "terraform", "--format", "json"]]) {
    assert.equal(run(args).status, 2, args.join(" "));
  }
  for (const place of ["sentry.rules/x/y.json", ...(existsSync("/proc") ? ["/proc/x/y.json"] : [])]) {
    const { status, err } = run(["check", "-o", `json=${place}`]);
    assert.equal(status, 2);
    assert.match(err, /can't be written/);
  }
});

test("a wrong configuration is told with its place", () => {
  put("bad.json", '{\n  "rules": "sentry.rules",\n  "unownd": 3\n}\n');
  const { status, err } = run(["check", "--config", "bad.json"]);
  rmSync(join(folder, "bad.json"));
  assert.equal(status, 2);
  assert.match(err, /^bad\.json:3:\d+: error: there is no key `unownd`\n {2}Is `unowned` meant\?/);
});

test("all that is wrong with a configuration is told at once", () => {
  put("bad.json", '{\n  "rule": "sentry.rules",\n  "unowned": "some",\n  "ignore": ["rules/tabs"]\n}\n');
  const { status, out, err } = run(["check", "--config", "bad.json"]);
  rmSync(join(folder, "bad.json"));
  assert.deepEqual([status, out], [2, ""]);
  assert.deepEqual(err.match(/^bad\.json:\d+:\d+: error/gm), ["bad.json:2:3: error", "bad.json:3:14: error", "bad.json:4:13: error"], err);
});

test("of several errors in a log each is told", () => {
  const error = (file) => `Traceback (most recent call last):\n  File "${file}", line 3, in f\n    x\nValueError: 1\n\n`;
  const { answer, summary } = json(["simulate"], { input: error("src/pay/api.ts") + error("src/app.ts") });
  assert.deepEqual(answer.errors.map(({ line, assignee }) => [line, assignee]), [[1, "#pay"], [6, "#web"]]);
  assert.equal(summary, "2 errors: 1 to #pay, 1 to #web.");
});

test("several forms come out of one run, the summary of GitHub among them", () => {
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "before\n");
  const args = ["check", "--format", "github", "-o", "sarif=out/a.sarif", "-o", "junit=out/a.xml", "-o", "json=out/a.json"];
  const { status, err } = run(args, { env: { GITHUB_STEP_SUMMARY: summary } });
  assert.equal(status, 0, err);
  assert.match(readFileSync(summary, "utf8"), /^before\n## Sentry General: check\n/);
  assert.equal(JSON.parse(readFileSync(join(folder, "out/a.json"), "utf8")).exit, 0);
  assert.match(readFileSync(join(folder, "out/a.xml"), "utf8"), /<testsuites /);
  assert.ok(existsSync(join(folder, "out/a.sarif")));
  rmSync(join(folder, "out"), { recursive: true });
  rmSync(summary);
});

test("SARIF is as its declarations say", () => {
  put("dead.rules", "src/* #web\n./src/pay/* #pay\nlib/* #x\n");
  const { out } = run(["check", "--rules", "dead.rules", "--unowned", "0", "--format", "sarif"]);
  rmSync(join(folder, "dead.rules"));
  const log = JSON.parse(out);
  assert.ok(log.runs[0].results.length >= 3, out);
  // Beside the declarations, so that the compiler finds them.
  const file = join(ROOT, "target/sarif.test.ts");
  mkdirSync(dirname(file), { recursive: true });
  delete log.$schema;
  writeFileSync(file, `import type { Log } from "sarif";\nexport const log: Log = ${JSON.stringify(log, null, 1)};\n`);
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "sarif", "--moduleResolution", "bundler", "--module", "esnext", file];
  const checked = spawnSync(process.execPath, [TSC, ...options], { encoding: "utf8", cwd: ROOT });
  assert.equal(checked.status, 0, checked.stdout);
});

test("colours come by what the environment says", () => {
  const colored = (args, env) => run(args, { env }).out.includes("\u001b[");
  assert.equal(colored(["check"], {}), false, "a pipe is no terminal");
  assert.equal(colored(["check"], { FORCE_COLOR: "1" }), true);
  assert.equal(colored(["check"], { FORCE_COLOR: "1", NO_COLOR: "1" }), false);
  assert.equal(colored(["check", "--color"], { NO_COLOR: "1" }), true);
});

test("a reader that goes away is no failure", () => {
  const shell = `"${process.execPath}" "${CLI}" check --format json | head -c 10; echo "${"${PIPESTATUS[0]}"}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", shell], { cwd: folder, encoding: "utf8" });
  assert.match(stdout, /\n?0\n$/, stderr);
  assert.equal(stderr, "");
});

test("help names every command, option and exit code", () => {
  const general = run(["--help"]);
  assert.equal(general.status, 0);
  for (const word of ["check", "diff", "why", "simulate", "plan", "exit codes"]) assert.match(general.out, new RegExp(word));
  const source = readFileSync(new URL("../../src/cli/arguments.js", import.meta.url), "utf8");
  for (const command of ["check", "diff", "why", "simulate", "plan"]) {
    const { out, status } = run([command, "--help"]);
    assert.equal(status, 0);
    assert.match(out, /usage: sentry-general/);
    assert.ok(out.split("\n").every((line) => line.length <= 150), command);
  }
  const all = ["check", "diff", "plan"].map((command) => run([command, "--help"]).out).join("\n");
  const options = [...source.matchAll(/^ {2}"?([a-z-]+)"?: (?:text|flag|list|\{)/gm)].map(([, name]) => name);
  assert.ok(options.length > 12, options.join());
  for (const option of options.filter((name) => !["help", "version", "check", "diff", "why", "simulate", "plan"].includes(name))) {
    assert.match(all, new RegExp(`--${option}\\b`), `--${option} is in the help`);
  }
  assert.match(run(["--version"]).out, /^sentry-general \d+\.\d+\.\d+\n$/);
});

test("the examples of workflows use what there is", () => {
  for (const name of ["github", "gitlab", "pre-commit"]) {
    const text = readFileSync(new URL(`../../examples/${name}.yml`, import.meta.url), "utf8");
    const calls = [...text.matchAll(/sentry-general ((?:check|diff)[^\n]*)/g)].map(([, call]) => call.replace(/ >>.*$/, ""));
    assert.ok(calls.length > 0, name);
    for (const call of calls) {
      const args = call.replaceAll(/origin\/main|FETCH_HEAD/g, "one").split(" ");
      const { status, err } = run(args.map((it) => it.replace("ownership.xml", "out.xml")));
      assert.equal(status, 0, `${name}: ${call}: ${err}`);
    }
  }
  rmSync(join(folder, "out.xml"), { force: true });
});
