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
  files: number;
  directories: number;
  paths: string[];
  problems: Problem[];
}

export interface ParsedRules {
  rules: Rule[];
  problems: Problem[];
}

export interface Ownership {
  rules?: string;
  mappings?: Mapping[];
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
