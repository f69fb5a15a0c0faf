// Arguments, by Node's own reader.
import { parseArgs } from "node:util";

import { Failure } from "./input.js";

export const COMMANDS = ["check", "diff", "why", "simulate", "plan"];
export const FORMATS = ["text", "json", "github", "markdown", "sarif", "junit"];

const text = { type: "string" };
const flag = { type: "boolean" };
const list = { type: "string", multiple: true };

/** Options of all commands. */
const COMMON = {
  help: { ...flag, short: "h" },
  version: { ...flag, short: "V" },
  root: { ...text, short: "C" },
  config: { ...text, short: "c" },
  tree: text,
  rev: text,
  rules: text,
  codeowners: text,
  "no-codeowners": flag,
  host: text,
  mappings: text,
  teams: text,
  project: text,
  format: { ...text, short: "f" },
  output: { ...list, short: "o" },
  color: flag,
  "no-color": flag,
};

const CHECKING = { "fail-on": text, ignore: list, notes: flag };

/** Options of one command, and what it takes besides. */
const OWN = {
  check: { options: { ...CHECKING, assertions: text, unowned: text, exempt: list, base: text }, takes: [] },
  diff: { options: { ...CHECKING, "exit-code": flag }, takes: ["BASE", "[HEAD]"] },
  why: { options: {}, takes: ["PATH"] },
  simulate: { options: {}, takes: ["[FILE]"] },
  plan: { options: { export: text }, takes: [] },
};

/** What is asked, as plain values. */
export function readArguments(given) {
  const [command, ...rest] = given;
  if (command === undefined || command === "help" || command === "-h" || command === "--help") {
    return { help: true, command: known(rest[0]) };
  }
  if (command === "-V" || command === "--version") return { version: true };
  if (!COMMANDS.includes(command)) throw new Failure(`there is no command '${command}'; there are ${COMMANDS.join(", ")}`);
  const { options, takes } = OWN[command];
  const { values, positionals } = read({ ...COMMON, ...options }, rest, command);
  if (values.help) return { help: true, command };
  if (values.version) return { version: true };
  const least = takes.filter((name) => !name.startsWith("[")).length;
  if (positionals.length < least || positionals.length > takes.length) {
    throw new Failure(`usage: sentry-general ${[command, ...takes].join(" ")}; see sentry-general ${command} --help`);
  }
  if (command === "diff" && positionals.length > 1 && values.rev !== undefined) {
    throw new Failure("diff takes HEAD or --rev, and not both");
  }
  if (values.export !== undefined && (values.format ?? "text") !== "text") {
    throw new Failure("--export prints the file itself, so it takes no --format");
  }
  return { command, ...meant(command, values, positionals) };
}

function known(command) {
  return COMMANDS.includes(command) ? command : undefined;
}

function read(options, args, command) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const [first] = error.message.split(/\. (?:To specify|Did you)|\n/);
    throw new Failure(`${first.replace(/\.$/, "")}; see sentry-general ${command} --help`);
  }
}

function meant(command, values, positionals) {
  const format = one(FORMATS, values.format ?? "text", "--format");
  const outputs = (values.output ?? []).map((output) => {
    const [, form, file] = /^([a-z]+)=(.+)$/s.exec(output) ?? [];
    if (!FORMATS.includes(form)) throw new Failure(`--output takes FORMAT=FILE, such as sarif=report.sarif, and not '${output}'`);
    return { format: form, file };
  });
  const formats = new Set([format, ...outputs.map((output) => output.format)]);
  // The summary of a run on GitHub is a file that its runner names.
  const summary = format === "github" ? process.env.GITHUB_STEP_SUMMARY : undefined;
  if (summary) formats.add("markdown");
  return {
    format,
    outputs,
    summary,
    formats: [...formats],
    color: colored(values),
    root: values.root,
    config: values.config,
    tree: values.tree,
    head: values.rev ?? (command === "diff" ? positionals[1] : undefined),
    base: command === "diff" ? positionals[0] : undefined,
    path: command === "diff" ? undefined : positionals[0],
    exitCode: values["exit-code"] ?? false,
    export: values.export,
    options: overruling(values),
  };
}

/** The keys of the configuration that stand on the command line. */
function overruling(values) {
  const { rules, host, mappings, teams, project, assertions, unowned, exempt, base, ignore, notes } = values;
  const codeowners = values["no-codeowners"] ? false : values.codeowners;
  if (host !== undefined) one(["github", "gitlab", "bitbucket"], host, "--host");
  const failOn = values["fail-on"];
  if (failOn !== undefined) one(["error", "warning", "info", "never"], failOn, "--fail-on");
  const all = { rules, codeowners, host, mappings, teams, project, assertions, unowned, exempt, base, failOn, ignore, notes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function one(known, given, option) {
  if (!known.includes(given)) throw new Failure(`${option} takes ${known.join(", ")}, and not '${given}'`);
  return given;
}

/** https://no-color.org, and what is asked for comes first. */
function colored(values) {
  if (values["no-color"]) return false;
  if (values.color) return true;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return Boolean(process.stdout.isTTY) && TERM !== "dumb";
}
