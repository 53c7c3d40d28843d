/** What a transcript says, line by line (SPEC §8). Instants are epoch milliseconds. */

/** A line of a transcript, as a person wrote it. */
export interface Line {
  /** Counted from 1 in the Markdown file. */
  line: number;
  /** Without indentation and comment. */
  source: string;
}

/** What somebody sends: the text, and what stands before its colon. */
export interface Said {
  cid: string | null;
  /** Names what is quoted among the messages of the channel. */
  quote: Quote | null;
  /** Names of files beside the transcript, or of pictures that the runner makes. */
  files: string[];
  text: string;
}

/** The newest card of an item, by an id as people say it, or the newest message that holds a text. */
export type Quote = { item: string } | { fragment: string };

export type Action =
  | { kind: "clock"; at: number }
  | ({ kind: "say"; person: string; channel: string } & Said)
  | { kind: "hook"; source: string; body: string }
  | { kind: "offline"; person: string }
  | { kind: "online"; person: string }
  | { kind: "browser"; person: string; path: string };

/** Channels are written `#name`; direct conversations `@person`, or `@bot` for the sender's own. */
export type Claim =
  | { kind: "answer"; fragments: string[] }
  | { kind: "newest"; channel: string; fragments: string[] }
  | { kind: "quiet"; channels: string[] }
  | { kind: "only"; channels: string[] }
  | { kind: "refused"; fragments: string[] }
  | { kind: "private"; person: string; fragments: string[] }
  /** How many messages came, edits and recalls not counted. */
  | { kind: "new"; channel: string; count: number }
  /** How often the person's phone rang, and about what; at least one of the two is given. */
  | { kind: "push"; person: string; count: number | null; fragments: string[] }
  | { kind: "tally"; item: string; node: string | null; fragments: string[] }
  /** `sums` are written `在册27`; where the name ends is for the item's own fields to say. */
  | { kind: "sum"; item: string; node: string; sums: string[] }
  | { kind: "state"; item: string; node: string; state: string }
  | { kind: "timeline"; item: string; fragments: string[] }
  | { kind: "sees"; person: string; item: string }
  | { kind: "hidden"; person: string; item: string }
  | { kind: "status"; status: number }
  | { kind: "shows"; fragments: string[] };

export type Check = Line & { claim: Claim };
export type Step = Line & { action: Action; checks: Check[] };

/** `profile` or `fixture`: a name, or a path relative to the transcript. */
export type Setting = Line & { value: string };

export interface Transcript {
  profile: Setting | null;
  fixture: Setting;
  steps: Step[];
}

/** A line that is not of SPEC §8; the message begins with `file:line:`. */
export class SyntaxProblem extends Error {
  override readonly name = "SyntaxProblem";
}
