export type Severity = "error" | "warning" | "info";

/** Something to know about a text. Lines and columns from 1; columns and offsets in UTF-16 units. */
export interface Problem {
  code: string;
  severity: Severity;
  message: string;
  hint?: string;
  line?: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  /** The exact text Sentry itself answers, where it does. */
  sentry?: string;
  fix?: { title: string; edits: { start: number; end: number; text: string }[] };
}

export interface Mapping {
  stackRoot: string;
  sourceRoot: string;
}

export interface Rule {
  source: "rules" | "codeowners";
  line: number;
  type: string;
  pattern: string;
  /** "#team" or "user@host", in written order. */
  owners: string[];
}

export interface ParsedTree {
  format: string;
  /** From 0 to 1, how surely it is a listing of that format; below 0.5 the text is not understood. */
  sure: number;
  files: number;
  directories: number;
  paths: string[];
  problems: Problem[];
}

export interface ParsedRules {
  rules: Rule[];
  problems: Problem[];
}

/** A CODEOWNERS file with what Sentry needs to import it. */
export interface Codeowners {
  text: string;
  /** GitHub's if absent. */
  dialect?: "github" | "gitlab" | "bitbucket";
  /** The one code mapping it is tied to. */
  mapping?: Mapping;
  /** Names in the file and their owners in Sentry: "@acme/web" to "#web", "@jo" to "jo@acme.io". */
  owners?: Record<string, string>;
}

export interface ImportedCodeowners {
  /** The rules that Sentry makes of it, as text. */
  rules: string;
  lines: { line: number; outcome: "rule" | "exclusion" | "dropped" | "kept"; reason?: string }[];
  problems: Problem[];
}

export interface Ownership {
  rules?: string;
  codeowners?: Codeowners;
  /** Where absent, the mapping of `codeowners` stands in. */
  mappings?: Mapping[];
  platform?: string;
}

export interface RouteRequest extends Ownership {
  /** A listing in any known format, or paths as they are. */
  tree: string | string[];
}

export interface RoutedTree {
  paths: number;
  owners: string[];
  rules: (Rule & { wins: number; matches: number })[];
  /** Per path: an index into owners, -1 for nobody. */
  ownerOf: Int32Array;
  /** Per path: an index into rules, -1 for none. */
  ruleOf: Int32Array;
  problems: Problem[];
}

export interface SimulateRequest extends Ownership {
  /** A Sentry event as Sentry stores it, behind the link *JSON* of an issue. What an SDK sends is completed when Sentry receives
   * it: give that as `trace`, which reads JSON, too. */
  event?: object;
  /** The text of a stack trace, instead of an event; the first error in it counts. */
  trace?: string;
  /** With a trace: prefixes of modules or paths that are the application's own, or not. */
  inAppInclude?: string[];
  inAppExclude?: string[];
  /** With a trace: the folder that the application runs in, such as "/srv/shop". */
  projectRoot?: string;
  /** Frames, by their places in the answer, made in-app or not by hand. */
  inApp?: Record<number, boolean>;
  /** Frames are found in it. */
  tree?: string | string[];
  /** "issue-owner" if absent. */
  assignment?: "issue-owner" | "suspect-commits" | "off";
  /** "ActiveMembers" if absent. */
  fallthrough?: "AllMembers" | "ActiveMembers" | "NoOne";
  /** Committers of suspect commits, the most suspect first: "#team" or an address. */
  suspects?: string[];
}

export interface Frame {
  filename?: string;
  absPath?: string;
  module?: string;
  function?: string;
  line?: number;
  column?: number;
  inApp?: boolean;
  /** The path that Sentry makes up on some platforms. */
  munged?: string;
  /** The file of the tree this frame points at, where one is found. */
  sourcePath?: string;
  /** Where the file is not certain: those that it may be, the likeliest first. */
  candidates?: string[];
  /** The library or app bundle. */
  package?: string;
  /** Present if it is code of the runtime or the machine. */
  native?: true;
  /** Present if its file and names are those of minified code. */
  minified?: true;
  /** How often the same call was left out of the text. */
  repeated?: number;
}

export interface ParsedTrace {
  /** Such as "python"; "unknown" if no stack trace is recognised. */
  format: string;
  platform: string;
  /** From 0 to 1: how surely all errors are read as what they are. 0 if there are none. */
  sure: number;
  /** The innermost cause first; frames oldest first, as Sentry stores them. */
  exceptions: { type?: string; value?: string; module?: string; relation?: string; thread?: string;
    /** Which error of the text it is of, from 0. */
    event: number; frames: Frame[] }[];
  problems: Problem[];
}

export interface Simulation {
  platform: string;
  frames: Frame[];
  /** Code mappings that would lead frames, by their places above, to the files found. */
  proposedMappings: (Mapping & { frames: number[] })[];
  /** Every matching rule, the winner first, with the frames it matches; nobody whom a `passed-over` one names can own issues. */
  matches: (Rule & { frames: number[]; verdict: "won" | "suggested" | "overridden" | "passed-over" })[];
  /** Rules that do not match and why, the nearest first; at most ten. */
  misses: (Rule & { reason: string; text: string })[];
  /** Sentry's issue owners, in its order and within its limit. */
  suggested: string[];
  assignee: string | null;
  notified: { owners: string[]; fallthrough: "AllMembers" | "ActiveMembers" | "NoOne" | null };
  /** Why, one sentence a step. */
  steps: string[];
  problems: Problem[];
}

export interface ExplainRequest extends Ownership {
  /** The file's path in the repository. */
  path: string;
  /** Where given, the path must be in it; the answer does not depend on the rest. */
  tree?: string | string[];
}

export interface PathExplanation {
  path: string;
  /** The path that a frame of the file carries. */
  framePath: string;
  /** The code mapping that makes it so. */
  mapping?: Mapping;
  outcome: "owned" | "excluded" | "unowned" | "unmatched";
  owner: string | null;
  /** Whether this hangs on how Sentry reads CODEOWNERS lines without owners, which is not verified. */
  disputed: boolean;
  suggested: string[];
  notified: string[];
  /** The rules that match, the highest rank first. */
  candidates: (Rule & {
    verdict: "won" | "overridden" | "passed-over";
    by?: { source: "rules" | "codeowners"; line: number };
    because?: "later" | "ownership-rule";
  })[];
  /** Rules that nearly match; at most ten. */
  nearMisses: (Rule & { reason: string; text: string })[];
  /** Lines of the CODEOWNERS file that match on their host, and that Sentry drops. */
  dropped: { line: number; reason: string }[];
  /** Who reviews changes of the file. */
  reviewers: { name: string; owner: string | null; line: number }[];
  problems: Problem[];
}

export interface AdviseRequest extends RouteRequest {
  /** Teams, people and their names in CODEOWNERS files: "#web = @acme/web" and the like, one a line. */
  people?: string;
  /** The project's slug, for messages. */
  project?: string;
}

/** Problems by the text that they are about. */
export interface RulesAdvice {
  rules: Problem[];
  codeowners: Problem[];
  people: Problem[];
  /** Places are those of the mappings written one a line, as "stackRoot -> sourceRoot". */
  mappings: Problem[];
  tree: Problem[];
}

/** A folder all of whose files are meant ("src/", "" for the whole tree), or one file. */
export interface FilePlace {
  path: string;
  files: number;
}

export interface ReviewComparison {
  files: number;
  /** Files whose errors go to somebody who does not review them, or to nobody though somebody reviews. */
  disagree: number;
  groups: {
    /** The owner in Sentry, or the name in the file of somebody whom Sentry does not know. */
    reviewers: { name: string; known: boolean }[];
    /** The lines of the CODEOWNERS file that decide on the reviewers. */
    lines: number[];
    owner: string | null;
    rule: Rule | null;
    files: number;
    /** At most a hundred. */
    places: FilePlace[];
  }[];
  /** Per path: an index into groups, -1 where both agree. */
  groupOf: Int32Array;
  problems: Problem[];
}

export interface GuessedMappings {
  guesses: {
    mapping: Mapping;
    /** One of Sentry's project platforms. */
    platform: string;
    reason: string;
    files: number;
    sample: string;
    /** The path that a frame of the sample would carry. */
    framePath: string;
  }[];
  problems: Problem[];
}

export interface DeriveRequest {
  tree: string | string[];
  /** A Sentry event as Sentry stores it; or frames. */
  event?: object;
  frames?: Omit<Frame, "sourcePath">[];
  platform?: string;
}

export interface DerivedMappings {
  /** `byHand`: it comes of an absolute path beside a bare file name; Sentry applies it, but does not derive it by itself. */
  mappings: { mapping: Mapping; frame: number; sourcePath: string; byHand?: true }[];
  platform: string;
  /** Whether Sentry derives mappings for errors of this platform by itself. */
  supported: boolean;
  problems: Problem[];
}

export interface CoverageRequest extends RouteRequest {
  /** The whole tree if absent. */
  folder?: string;
}

export interface FolderCoverage {
  path: string;
  files: number;
  owners: { owner: string; files: number }[];
  /** Files that rules match, but nobody gets. */
  unowned: number;
  unmatched: number;
  /** The part that somebody owns, from 0 to 1. */
  share: number;
}

export interface Coverage extends FolderCoverage {
  folders: FolderCoverage[];
  rules: (Rule & { wins: number; matches: number })[];
  overlaps: { winner: string; other: string; files: number }[];
  problems: Problem[];
}

export interface CompareRequest {
  tree: string | string[];
  before: Ownership;
  after: Ownership;
}

export interface RulesComparison {
  /** How many files change hands. */
  files: number;
  moves: { from: string | null; to: string | null; files: number; places: FilePlace[] }[];
  /** Per path: an index into moves, -1 where nothing changes. */
  moveOf: Int32Array;
  problems: { tree: Problem[]; before: Problem[]; after: Problem[] };
}
