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
  /** A Sentry event as the SDKs send it. */
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
  /** Every matching rule, the winner first, with the frames it matches. */
  matches: (Rule & { frames: number[]; verdict: "won" | "suggested" | "overridden" })[];
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
  /** A Sentry event as the SDKs send it; or frames. */
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

/** Where a project is: its folder, "" for the repository's root, and its process. */
export interface Place {
  root: string;
  process?: string | null;
}

/** A change to a plan; changes are applied in order. */
export type Change =
  | { merge: { from: Place; into: Place } }
  | { split: { place: Place; platform?: string | null } }
  | { rename: { project: Place; name: string } }
  | { retype: { project: Place; platform: string } }
  | { exclude: { project: Place } }
  | { move: { folder: string; to: Place } }
  | "splitAnyway";

export interface PlanRequest {
  /** A listing in any known format, or paths as they are. */
  tree: string | string[];
  /** Contents of small files by path: package.json, Procfile, docker-compose.yml, CODEOWNERS … */
  files?: Record<string, string>;
  rules?: string;
  codeowners?: Codeowners;
  /** What becomes of the file in the projects: Sentry imports it, or its lines become rules. */
  codeownersAs?: "imported" | "transcribed";
  /** Code mappings that are known; the rules are written for their stack roots. */
  mappings?: Mapping[];
  organization?: string;
  /** Names the project at the repository's root. */
  repository?: string;
  changes?: Change[];
  /** Compares the plan with one project for all, and with one per folder of a kind. */
  whatIf?: {
    /** A glob such as "apps/*"; the folders at the top if absent. */
    folders?: string;
    /** Errors by file or folder; one for each source file if absent. */
    errors?: Record<string, number>;
    /** The quota of errors in a month. */
    quota?: number;
  };
}

export interface Project {
  slug: string;
  name: string;
  root: string;
  process?: string;
  platform: string;
  teams: string[];
  /** How likely a person would make it, from 0 to 1. */
  confidence: number;
  reasons: {
    principle: "one-app" | "code-base" | "process" | "microservice" | "ownership" | "front-and-back" | "together" | "mobile" | "functions" | "chosen";
    text: string;
    evidence: string[];
  }[];
  mapping: Mapping;
  /** All its code mappings: that one first, then others of its own and of shared libraries. */
  mappings: Mapping[];
  /** Its own ownership rules, in the paths that its frames carry: Sentry looks at no others. */
  rules: string;
  /** The same as they were given, in the repository's paths. */
  repositoryRules: string;
  files: number;
  /** Frames of its files, and of libraries it may run, through its rules, beside what the whole says of the files. */
  proof: {
    files: number; equal: number;
    /** Of the others, those that nobody owns and the project's rule for everything takes. */
    fallback: number;
    /** Some of the others. */
    different: { path: string; frame: string; before: string | null; after: string | null }[];
    /** Files that no SDK names in a frame. */
    unsent: number;
    /** Rules that frames of well-known libraries match, too. */
    taken: { rule: string; frame: string }[];
  };
  /** What would raise the confidence. */
  wouldHelp: string[];
}

export interface Scenario {
  kind: "one" | "proposal" | "folders";
  projects: number;
  keys: number;
  alerts: number;
  releases: number;
  /** Ownership rules of the project with the fewest, the middle one, the most. */
  rules: [number, number, number];
  /** The share of errors from files in no project. */
  uncovered: number;
  /** The share of the errors that are in the project with the most. */
  largest: number;
  /** Per team: errors in its projects, and those of them that go to others or nobody. */
  foreign: { team: string; sees: number; foreign: number; share: number }[];
  sharedFiles: number;
  spikeFloor?: number;
  consequences: string[];
}

export interface PlannedProjects {
  projects: Project[];
  libraries: { root: string; reason: string }[];
  excluded: { root: string; reason: string }[];
  /** The first option is what the plan assumes. */
  questions: { text: string; options: { label: string; effect: string; changes: Change[] }[] }[];
  /** Files of the tree whose contents would make the plan surer, three at most, the most telling first. */
  surerWith: string[];
  /** Files that are in no project. */
  leftOver: number;
  whatIf?: Scenario[];
  /** With the path of the file given that it is about. */
  problems: (Problem & { path?: string })[];
}

export interface OrganizationRequest {
  organization?: string;
  repositories: {
    /** owner/name; each has its own. */
    name: string;
    /** A listing in any known format, or paths as they are. */
    tree: string | string[];
    /** Contents of small files by path. */
    files?: Record<string, string>;
    rules?: string;
    codeowners?: Codeowners;
    codeownersAs?: "imported" | "transcribed";
    mappings?: Mapping[];
    changes?: Change[];
  }[];
}

/** The document that is carried out. In a plan of several repositories everything names its own. */
export interface Organization {
  organization: string;
  repositories: { name: string; files: number; codeowners: string; codeownersAs: "imported" | "transcribed" }[];
  /** With what CODEOWNERS files call them. */
  teams: { slug: string; codeOwners: string[] }[];
  /** Whom CODEOWNERS files name, by the address that Sentry knows. */
  people: { address: string; codeOwners: string[] }[];
  /** Slugs are unique in the organization. */
  projects: (Project & { repository?: string })[];
  libraries: { repository?: string; root: string; reason: string }[];
  excluded: { repository?: string; root: string; reason: string }[];
  questions: { repository?: string; text: string; options: { label: string; effect: string; changes: Change[] }[] }[];
  leftOver: number;
  /** What was chosen for carrying it out; as at first in what planOrganization answers. */
  choices: Record<string, unknown>;
}

export interface PlannedOrganization extends Organization {
  /** With the repository, and the path of the file given, that it is about. */
  problems: (Problem & { repository: string; path?: string })[];
}

export interface Playbook {
  /** How many items are done: those that the plan's choices name. */
  done: number;
  items: number;
  /** What comes first, at most ten, in its order; the items are those of chapters. */
  weekOne: {
    id: string;
    /** The team that does it, by slug. */
    owner?: string;
    /** In words: "30 minutes". */
    effort: string;
    because: string;
    /** A working day, from 0. */
    day: number;
  }[];
  /** In which order the plan is carried out, in working days from 0; with dates if choices.start is one. */
  rollout: { day: number; date?: string; what: string; owner?: string; items: string[] }[];
  chapters: {
    heading: "architecture" | "projects" | "releases" | "data" | "filtering" | "sensitive" | "workflow" | "volume" | "hosting";
    title: string;
    intro: string;
    /** The basic ones first. */
    items: PlaybookItem[];
  }[];
}

/** In texts, what stands between backticks is code. */
export interface PlaybookItem {
  /** Stable while the plan changes around it. */
  id: string;
  level: "basic" | "advanced";
  done: boolean;
  what: string;
  why: string;
  doneWhen: string;
  /** The place is a file, or where it goes in Sentry; empty for a shell. */
  code: { place: string; language: string; text: string }[];
  /** The least of Sentry's plans that it needs, if choices.plan does not say what is paid for. */
  needs?: "developer" | "team" | "business" | "enterprise";
  /** What older advice says, and what holds today. */
  olderAdvice?: string;
  /** With how old the copy is that was read. */
  source: { address: string; age: "current" | "recent" | "old" | "unverified"; remark: string };
}

/** What planProjects and planOrganization answer, with what a plan may hold besides: see plan.schema.json. */
export interface Plan {
  $schema?: string;
  version?: 1;
  /** The organization's slug in Sentry. */
  organization?: string;
  /** In the order given; a project names its own by name. */
  repositories?: { name?: string; files?: number; codeowners?: string }[];
  teams?: { slug?: string; codeOwners?: string[] }[];
  projects?: (Partial<Project> & { repository?: string })[];
  libraries?: { repository?: string; root?: string; reason?: string }[];
  excluded?: { repository?: string; root?: string; reason?: string }[];
  questions?: PlannedProjects["questions"];
  leftOver?: number;
  /** What was chosen for carrying it out. */
  choices?: Record<string, unknown>;
  problems?: unknown[];
  surerWith?: string[];
  whatIf?: unknown[];
}

export type ExportFormat =
  | "zip" | "markdown" | "html" | "terraform" | "terraform-imports" | "shell" | "ownership" | "code-mappings"
  | "codeowners" | "csv" | "rollout" | "ci" | "sdk" | "svg" | "json" | "json-schema"
  /** The file of one project alone, by its slug. */
  | `ownership@${string}` | `code-mappings@${string}` | `sdk@${string}`;

export interface ExportedFile {
  filename: string;
  mime: string;
  /** Of an archive in base64. */
  text: string;
  encoding?: "base64";
}

/** A text, or an element of HTML or SVG: its tag, its attributes, what stands in it. */
export type Piece = string | [tag: string, attributes: Record<string, string>, ...children: Piece[]];

/** A situation as plain text, and what was asked about it: see docs/embed.md. */
export interface AnsweredFence {
  title: string;
  /** Those that hold something, in the order of the text. */
  parts: { name: FencePart; label: string; text: string }[];
  /** How many of all files reach a team. */
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
