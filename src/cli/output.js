// Writing: results to standard output or files, all else to standard error.
import { appendFileSync, existsSync, mkdirSync, writeFileSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { Failure } from "./input.js";

export const write = {
  out: (text) => all(1, text),
  err: (text) => all(2, text),

  /** The answer in every form that was asked for. */
  answer(printed, { format, outputs, summary }) {
    for (const output of outputs) {
      const file = resolve(output.file);
      try {
        makeFolder(dirname(file));
        writeFileSync(file, printed[output.format]);
      } catch (error) {
        throw new Failure(`${output.file} can't be written: ${error.message}`);
      }
    }
    if (summary) {
      try {
        appendFileSync(summary, printed.markdown);
      } catch (error) {
        write.err(`warning: the summary can't be written: ${error.message}\n`);
      }
    }
    write.out(printed[format]);
  },
};

/** A folder and those above it. Node's own `recursive` never ends where one can't be made, as below `/proc`. */
function makeFolder(folder) {
  // A drive of Windows that is not there lies in itself.
  if (existsSync(folder) || dirname(folder) === folder) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** All of it, before the program ends; a reader that went away (`| head`) is no failure. */
function all(file, text) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(file, bytes));
    } catch (error) {
      if (error.code === "EAGAIN") {
        // A pipe that is full, where Node does not wait.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        continue;
      }
      if (error.code === "EPIPE" || error.code === "EOF") return;
      throw error;
    }
  }
}
