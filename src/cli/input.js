// Files and git. Nothing here is fetched: a revision has to be there.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";

/** What the user can mend: told in a line, with exit code 2. */
export class Failure extends Error {}

const CONFIGS = ["sentry-general.json", ".sentry-general.json", ".github/sentry-general.json"];
const MOST_OUTPUT = 1 << 30;
/** How much of what git complains about is passed on. */
const MOST_LINES = 4;
/** What mirrors Sentry as it is today, and has no history of its own. */
const OF_TODAY = ["teams", "mappings"];
/** A plan reads no more small files than these, and none larger: the rest says little. */
const SMALL = { files: 2000, bytes: 1 << 18 };

export class Input {
  #root;
  #given;
  #isGit;
  /** Why there is no repository, as git says it. */
  #whyNot;
  #stdin;

  constructor(given) {
    this.#given = given;
    const start = resolve(given.root ?? ".");
    if (!existsSync(start)) throw new Failure(`there is no folder ${start}`);
    const top = this.#top(start);
    this.#isGit = top !== undefined;
    this.#root = given.root !== undefined || !this.#isGit ? start : resolve(top);
  }

  /** The repository's topmost folder, if there is a repository that git will read. */
  #top(start) {
    try {
      return git(start, ["rev-parse", "--show-toplevel"]).trimEnd();
    } catch (error) {
      this.#whyNot = error.message;
      return undefined;
    }
  }

  /** The configuration, if there is one. */
  config() {
    const { config } = this.#given;
    if (config !== undefined) return { path: slashes(config), text: readText(resolve(config), config) };
    for (const path of CONFIGS) {
      const file = join(this.#root, path);
      if (existsSync(file)) return { path, text: readText(file, path) };
    }
    return undefined;
  }

  /**
   * One state: of a revision, or of the working tree if none is named. What an earlier one lacks of what is in Sentry
   * today it takes from the `later` one, or from the working tree: else everybody's files would seem to change hands.
   */
  snapshot(revision, wanted, later) {
    const state = { name: revision ?? "", ...this.#files(revision) };
    for (const [field, { places, required }] of Object.entries(wanted)) {
      const file = this.#first(revision, places) ?? (OF_TODAY.includes(field) ? (later?.[field] ?? this.#first(undefined, places)) : undefined);
      if (file !== undefined) state[field] = file;
      // What only the base lacks was added since.
      else if (required && !this.#isBase(revision)) {
        throw new Failure(`${field}: there is no file ${places.join(" or ")}${revision ? ` in ${revision}` : ""}`);
      }
    }
    return state;
  }

  /** The first of these files that there is. */
  #first(revision, places) {
    const path = places.find((place) => this.#exists(revision, place));
    return path === undefined ? undefined : { path, text: this.#text(revision, path) };
  }

  #isBase(revision) {
    return revision !== undefined && revision !== this.#given.head;
  }

  /** The paths of a state. A list that is given stands for the working tree. */
  #files(revision) {
    const { tree } = this.#given;
    if (tree !== undefined && !this.#isBase(revision)) {
      const path = tree === "-" ? "standard input" : tree;
      return { listing: { path, text: tree === "-" ? this.#read() : readText(resolve(tree), tree) } };
    }
    if (!this.#isGit) {
      const [is, why] = /not a git repository/.test(this.#whyNot) ? ["is in no git repository", ""] : ["can't be read by git", `\n  ${this.#whyNot}`];
      throw new Failure(`${this.#root} ${is}; give its files by --tree FILE, or --tree - for standard input${why}`);
    }
    if (revision === undefined) return { paths: this.#present() };
    return { paths: git(this.#root, ["ls-tree", "-r", "-z", "--name-only", "--end-of-options", this.#commit(revision)]) };
  }

  /** The files that git knows and that are there: each once, though one in conflict is listed in three versions. */
  #present() {
    const listed = (option) => git(this.#root, ["ls-files", "-z", option]).split("\0");
    const gone = new Set(listed("--deleted"));
    const present = new Set(listed("--cached").filter((path) => path !== "" && !gone.has(path)));
    return [...present].map((path) => `${path}\0`).join("");
  }

  /** What git says became of files between two states, renames among them; nothing where a list stands for one. */
  changes(base, revision) {
    if (!this.#isGit || this.#given.tree !== undefined) return undefined;
    // Renames are what is asked; the number of files that git compares for them is its own (`diff.renameLimit`).
    const args = ["diff", "--no-ext-diff", "--relative", "--find-renames", "--diff-filter=R", "--name-status", "-z"];
    const revisions = [base, revision].filter((it) => it !== undefined).map((it) => this.#commit(it));
    return git(this.#root, [...args, ...revisions, "--"]);
  }

  #commits = new Map();

  #commit(revision) {
    if (!this.#commits.has(revision)) {
      const found = this.#isGit && git(this.#root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], { quiet: true });
      if (!found) {
        const shallow = "In a pipeline the clone may be shallow: fetch that revision first (fetch-depth: 0, GIT_DEPTH: 0).";
        throw new Failure(`there is no revision '${revision}'\n  ${shallow}`);
      }
      this.#commits.set(revision, found.trim().split("\n").at(-1));
    }
    return this.#commits.get(revision);
  }

  #exists(revision, path) {
    if (revision === undefined || this.#isOutside(path)) return statSync(this.#inside(path), { throwIfNoEntry: false })?.isFile() ?? false;
    return git(this.#root, ["cat-file", "-t", this.#blob(revision, path)], { quiet: true })?.trim() === "blob";
  }

  #text(revision, path) {
    if (revision === undefined || this.#isOutside(path)) return readText(this.#inside(path), path);
    return git(this.#root, ["cat-file", "blob", this.#blob(revision, path)]);
  }

  #blob(revision, path) {
    // Relative to the folder that git runs in.
    return `${this.#commit(revision)}:./${isAbsolute(path) ? slashes(relative(this.#root, path)) : path}`;
  }

  /** A file elsewhere is the same in every revision. */
  #isOutside(path) {
    const from = slashes(relative(this.#root, this.#inside(path)));
    return from.startsWith("../") || isAbsolute(from);
  }

  #inside(path) {
    return isAbsolute(path) ? path : join(this.#root, path);
  }

  /** A path as somebody types it, from where they are: from the root. */
  fromRoot(path) {
    const from = slashes(relative(this.#root, resolve(path)));
    const isInside = from !== "" && !from.startsWith("../") && !isAbsolute(from);
    return isInside && existsSync(resolve(path)) ? from : path;
  }

  /** The error, from a file or from standard input. */
  trace(path) {
    if (path === undefined || path === "-") return { path: "standard input", text: this.#read() };
    return { path: slashes(path), text: readText(resolve(path), path) };
  }

  /** Small files by their paths, as far as they are there. */
  small(paths) {
    const files = {};
    const revision = this.#given.head;
    for (const path of paths.slice(0, SMALL.files)) {
      if (revision !== undefined) {
        if (this.#exists(revision, path)) files[path] = this.#text(revision, path);
        continue;
      }
      const file = statSync(this.#inside(path), { throwIfNoEntry: false });
      if (file?.isFile() && file.size <= SMALL.bytes) files[path] = readText(this.#inside(path), path);
    }
    return files;
  }

  #read() {
    if (this.#stdin === undefined) {
      if (process.stdin.isTTY) process.stderr.write("Reading standard input; end it by Ctrl-D.\n");
      this.#stdin = decoded(readFileSync(0));
    }
    return this.#stdin;
  }
}

function readText(file, name) {
  try {
    return decoded(readFileSync(file));
  } catch (error) {
    const why = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "it may not be read" }[error.code] ?? error.message;
    throw new Failure(`${name}: ${why}`);
  }
}

/** As PowerShell writes files, too: UTF-16 with its mark. */
function decoded(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  return bytes.toString("utf8");
}

function slashes(path) {
  return path.replaceAll("\\", "/");
}

/** What git prints; undefined if it fails and that may be. */
function git(folder, args, { quiet = false } = {}) {
  try {
    return execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      maxBuffer: MOST_OUTPUT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
    });
  } catch (error) {
    if (quiet) return undefined;
    if (error.code === "ENOENT") throw new Failure("git is not there");
    // Its first words say what is wrong, and the next what to do about it.
    const said = String(error.stderr ?? error.message).split("\n").map((line) => line.trim()).filter(Boolean);
    throw new Failure(`git ${args[0]}: ${said.slice(0, MOST_LINES).join("\n  ")}`);
  }
}
