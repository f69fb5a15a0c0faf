#!/usr/bin/env node
// The command line: reads arguments, files and git, asks the engine, writes what it answers.
// What is decided and what is printed, the engine decides and prints (`src/pipeline`).
import { readFileSync } from "node:fs";
import module from "node:module";
import { setFlagsFromString } from "node:v8";

import { readArguments } from "./arguments.js";
import { help, VERSION_WORDS } from "./help.js";
import { Failure, Input } from "./input.js";
import { write } from "./output.js";

// Newer versions of Node keep what they compiled; older ones have no such function.
module.enableCompileCache?.();

/**
 * What V8 does to make a program that runs for long fast takes three times as long as most answers. So it checks and
 * compiles only what is called, once, and leaves it at that: twice as slow from then on, and there sooner. A version of
 * Node that is not known to have these flags goes without; it would complain of one that it lacks.
 */
function hurry() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < 20 || major > 24) return;
  for (const flag of ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering", "--wasm-lazy-validation"]) setFlagsFromString(flag);
}

/** The engine's folder: beside this file in the package, `dist/` in a checkout. */
const PLACES = ["./engine.js", "../../dist/engine.js"];

async function engine() {
  hurry();
  for (const place of PLACES) {
    const address = new URL(place, import.meta.url);
    let loaded;
    try {
      loaded = await import(address);
    } catch (error) {
      if (error.code === "ERR_MODULE_NOT_FOUND") continue;
      throw error;
    }
    loaded.initSync({ module: new WebAssembly.Module(readFileSync(new URL("engine_bg.wasm", address))) });
    return loaded;
  }
  throw new Failure("the engine is not there: build it by script/build, or install the package anew");
}

async function main(given) {
  const asked = readArguments(given);
  if (asked.help) return write.out(help(asked.command));
  if (asked.version) return write.out(`${VERSION_WORDS} ${(await engine()).version()}\n`);
  const { pipelineReads, pipelineRun } = await engine();
  const input = new Input(asked);
  const { command, options } = asked;
  const config = input.config();
  const reads = needed(pipelineReads, { command, config, options });
  if (reads.exit !== 0) return stop(reads);
  const request = { command, config, options, formats: asked.formats, color: asked.color };
  request.head = input.snapshot(asked.head, reads.files);
  const base = asked.base ?? reads.base;
  if (base !== undefined && base !== null) request.base = input.snapshot(base, reads.files, request.head);
  if (command === "why") request.path = input.fromRoot(asked.path);
  if (command === "simulate") request.trace = input.trace(asked.path);
  if (command === "diff") {
    request.exitCode = asked.exitCode;
    request.changes = input.changes(base, asked.head);
  }
  if (command === "plan" && asked.export !== undefined) request.export = asked.export;
  let answer = pipelineRun(request);
  if (command === "plan" && answer.wanted.length > 0) {
    request.files = input.small(answer.wanted);
    answer = pipelineRun(request);
  }
  if (answer.exit === 2) return stop(answer);
  if (answer.said) write.err(answer.said);
  write.answer(answer.printed, asked);
  process.exitCode = answer.exit;
}

/** What an option can't be, the engine says as of any field. */
function needed(pipelineReads, request) {
  try {
    return pipelineReads(request);
  } catch (error) {
    const [, said] = /^options\.\w+: (.*)/s.exec(error.message) ?? [];
    throw said === undefined ? error : new Failure(said);
  }
}

function stop({ exit, said }) {
  write.err(said);
  process.exitCode = exit;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof Failure) {
    write.err(`error: ${error.message}\n`);
    process.exitCode = 2;
  } else {
    write.err(`error: ${error?.message ?? error}\n  This is a fault of sentry-general and not of your files. Please report it.\n`);
    process.exitCode = 3;
  }
}
