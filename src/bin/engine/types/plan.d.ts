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
  /** owner/name; names the project at its root, too. */
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
  /** As it was given. */
  organization?: string;
  /** The one that was named. */
  repositories?: PlannedRepository[];
  /** Those that the rules and CODEOWNERS name, with what that file calls them. */
  teams?: { slug: string; codeOwners: string[] }[];
  /** Whom CODEOWNERS names, by the address that Sentry knows. */
  people?: { address: string; codeOwners: string[] }[];
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

export interface PlannedRepository {
  name: string;
  files: number;
  /** Its CODEOWNERS file. */
  codeowners: string;
  codeownersAs: "imported" | "transcribed";
  /** Its ownership rules as given. */
  rules: string;
}

/** The document that is carried out. In a plan of several repositories everything names its own. */
export interface Organization {
  organization: string;
  repositories: PlannedRepository[];
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
  repositories?: Partial<PlannedRepository>[];
  teams?: { slug?: string; codeOwners?: string[] }[];
  people?: { address?: string; codeOwners?: string[] }[];
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
