import type { Contact } from "#web/directory/shapes.ts";

/** Answers of the calls that administration reads, as server/views defines them. */

export interface Seat extends Contact {
  node: string;
  nodeName: string;
  path: string;
  source: string;
  from: number;
  to: number | null;
}

export interface LogEntry {
  at: number;
  clientAt: number | null;
  command: string;
  commandName: string | null;
  channel: string | null;
  channelName: string | null;
  person: string;
  name: string;
  posts: string[];
}

export interface LogPage {
  entries: LogEntry[];
  before: string | null;
}

export interface ProfileView {
  name: string;
  en: string;
  mode: string;
  workdayEnd: string;
  dayReport: string;
  quiet: { from: string; to: string };
  ladders: Record<string, number[]>;
  nudgeMinutes: Record<string, number>;
  levels: {
    key: string;
    zh: string;
    en: string;
    rank: number;
    kind: string;
    responsible: string[];
    household: boolean;
    places: number | null;
  }[];
  posts: { key: string; zh: string; en: string; caps: Record<string, true | string> }[];
  words: Record<string, string>;
  assumptions: string[];
}

/** A code as it is shown once: never kept on the device. */
export interface Invitation {
  seat: Seat;
  link: string;
  /** SVG. */
  qr: string;
}
