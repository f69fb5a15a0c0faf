// frame.js: an advisor in a frame of your page. The README says how, docs/embed.md of the project every detail.

/** What the frame shows and whom it tells. */
export interface AdvisorOptions {
  /** The address of embed.html, if it is not beside frame.js: always where a bundler moved that. */
  src?: string | URL;
  /** The fence. */
  text?: string;
  /** The name of a sample instead of a text. */
  sample?: string;
  /** Asked in place of what the fence asks. */
  path?: string;
  view?: string;
  /** Nothing can be edited. */
  readonly?: boolean;
  /** Else as the reader's system. */
  theme?: "light" | "dark";
  /** No origin of its own: it reaches nothing of your page, even from your host. */
  strict?: boolean;
  /** What it is called for those who listen. */
  title?: string;
  /** In pixels; it scrolls then. */
  maxHeight?: number;
  /** What was answered: `AnsweredFence` of engine.d.ts. */
  onanswer?(answer: import("./engine.js").AnsweredFence): void;
  /** The fence, when the reader edited it. */
  onchange?(text: string): void;
  onerror?(error: { code: string; message: string }): void;
}

/** A frame that is there. */
export interface Advisor {
  readonly frame: HTMLIFrameElement;
  /** Shows another fence. */
  load(text: string): void;
  theme(theme: "light" | "dark" | "auto", colours?: Record<string, string>): void;
  remove(): void;
}

/** Puts an advisor into `place`. */
export function advisor(place: Element, options?: AdvisorOptions): Advisor;
