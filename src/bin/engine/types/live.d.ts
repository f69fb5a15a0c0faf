/** A text, or an element of HTML or SVG: its tag, its attributes, what stands in it. */
export type Piece = string | [tag: string, attributes: Record<string, string>, ...children: Piece[]];

/** A situation as plain text, and what was asked about it: see docs/embed.md. */
export interface AnsweredFence {
  title: string;
  /** Those that hold something, in the order of the text. */
  parts: { name: FencePart; label: string; text: string }[];
  /** How many of all files reach a team; empty for a fence without rules. */
  sentence: string;
  answers: {
    asked: "path" | "files" | "coverage" | "review" | "error" | "projects";
    /** Empty for what is not asked about a path. */
    path: string;
    owner: string | null;
    /** Lines of parts, from 1, whose rules decide or are overridden. */
    marks: { part: FencePart; line: number; wins: boolean }[];
    body: Piece[];
  }[];
  /** What the text says should hold, as clauses in which code stands between backticks; `found` is empty where it does. */
  expected: { expected: string; found: string; holds: boolean; advice: string }[];
  problems: {
    /** Empty for the form of the text itself. */
    part: FencePart | "";
    /** Of the whole text, from 1; 0 for no place. */
    line: number;
    /** Of the part, from 1; 0 for no place. */
    lineOfPart: number;
    severity: "error" | "warning";
    message: string;
    hint: string | null;
  }[];
}

export type FencePart = "tree" | "rules" | "codeowners" | "mappings" | "teams" | "error" | "releases";

export interface LiveRequest {
  /** As planProjects or planOrganization answers it. */
  plan: Plan;
  /** What is in Sentry today, a text each: answers of its API, what the script fetched, Terraform's state or source, rules under the names of projects. */
  live: string[];
  /** Rules of today are held against these files. */
  tree?: string | string[];
  /** The repository of the tree, where the plan has several. */
  repository?: string;
}

/** Today beside a plan. In sentences, what stands between backticks is code. */
export interface LiveComparison {
  /** Its slug; empty if nothing said. */
  organization: string;
  known: { projects: number; teams: number; rules: number; mappings: number; alerts: number };
  /** Every project of today and every proposed one is in one of them: first what is to be done. Nothing is ever deleted. */
  rows: {
    step: "merge" | "split" | "rename" | "change" | "create" | "same" | "leave-alone";
    /** Slugs; the first is the one that changes. */
    today: string[];
    /** Slugs of the plan; the first is what it becomes. */
    proposed: string[];
    /** How sure it is that they belong together, from 0 to 1. */
    confidence: number;
    why: string[];
    /** Of the first. */
    changes: { kind: "slug" | "name" | "platform" | "team" | "rules" | "mapping"; message: string }[];
    /** Teams that have access today and are not in the plan. */
    moreTeams: string[];
    stays: string[];
  }[];
  newTeams: string[];
  /** What is amiss today, whatever the plan says. */
  findings: { kind: "team-without-projects" | "rule-never-matches" | "owner-without-access" | "alert-reaches-nobody"; message: string }[];
  /** How many projects' rules were not held against the files. */
  rulesNotChecked: number;
  /** What nobody knows, a field or a whole thing, and how often it was met. */
  unknown: Record<string, number>;
  /** What is known and not looked at. */
  unused: Record<string, number>;
  /** What carries out the difference: sentry-today.sh, and sentry-today.tf beside the plan's own Terraform. */
  files: ExportedFile[];
  /** With the text that it is in, by its place. */
  problems: (Problem & { text?: number })[];
}

export interface AlertsRequest {
  /** Its choices.alerts say where teams are told. */
  plan: Plan;
  /** Events or issues as JSON, a table as Discover exports it, or stack traces. */
  errors: string;
  /** Over how many days they came; as their times tell if absent, else a week. */
  days?: number;
  rules?: string;
  codeowners?: Codeowners;
  mappings?: Mapping[];
  /** Frames are found in it, and so the projects of errors. */
  tree?: string | string[];
  /** The repository of the tree, where the plan has several. */
  repository?: string;
}

/** Who would be told of these errors, if each issue became new once in these days. */
export interface AlertsPreview {
  /** How many were looked at: of very many, those that come most often. */
  issues: number;
  all: number;
  days: number;
  /** Those who are told of most issues first. */
  rows: {
    who: "owner" | "members" | "nobody" | "unknown";
    /** "#team" or an address. */
    owner?: string;
    /** Of members, since the issue has no owner. */
    of?: "ActiveMembers" | "AllMembers" | "NoOne";
    project?: string;
    /** "mail", or a channel in words. */
    where?: string;
    issues: number;
    errors: number;
    /** At most. */
    toldAWeek: number;
    /** Of how many of the issues only as the last owner that rules name. */
    asLast: number;
  }[];
  /** Named as the last owner, and not told: the issue is assigned to a team with an alert of its own. */
  passedOver: { owner: string; issues: number }[];
  problems: Problem[];
}
