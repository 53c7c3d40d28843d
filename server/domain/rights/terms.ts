import type { Cap, CapLimit } from "#contract/profile";
import type { Assignment } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";

/** Who asks, in which picture of the county, and when. */
export interface Subject {
  /** Person id. */
  person: string;
  org: Org;
  now: number;
}

/** What `can` decides. The comment says what the {@link Target} must carry. */
export type Action =
  /** `channel`; `members` for channels that do not follow from the tree. */
  | "read_channel"
  | "post_channel"
  /** `cap` O, K or S, and every target in `nodes`; `route` and `industry` for a department. */
  | "issue"
  /** `node` or `nodes`. Cap D. */
  | "dispatch"
  | "excuse"
  /** `node` or `nodes`. Cap M. */
  | "mode"
  /** `node` or `nodes`; `issuer` for a department. Caps O, K, S or D. */
  | "nudge"
  /** Any other cap: `cap` and `node` or `nodes`. */
  | "use"
  /** 更正 增派 延期 结案: `cap` and `issuer`; `nodes` touched, for which the town's D is enough. */
  | "amend"
  | "close"
  /** `node`. */
  | "reply"
  /** A call that asks a place to answer: `node`. */
  | "call"
  /** That a town is out of contact, and no longer: `node`, the town. */
  | "cut_off"
  /** `node` and `reply`; `issuer`, `issuedBy` let the issuer of an own-area task verify, any issuer return. */
  | "verify"
  | "return"
  /** `node`: the town. Cap U. */
  | "submit"
  /** Opens it at all: `nodes` of its targets, `issuer`; `members` where only those may (incidents). */
  | "see_item"
  /** Rows: targets, replies, board. `node`; `issuer` for a department. */
  | "see_targets"
  | "see_board"
  /** Sums: `node`. */
  | "see_totals"
  /** Household rows, needs, declarations: `node`; from the county also a typed `reason`. */
  | "see_households"
  /** A controlled phone: `node`; `issuedBy`, its writer; from the county also a typed `reason`. */
  | "see_phone"
  /** `node`. */
  | "read_directory"
  /** Registers: `node`. Cap F. */
  | "export"
  /** `about`: the person whose actions are read. Cap X, or one's own. */
  | "audit";

/** The object. What a judgement needs and does not find, it denies. */
export interface Target {
  node?: string;
  nodes?: readonly string[];
  channel?: { id: string; kind: string; node: string | null; person?: string | null };
  members?: ReadonlySet<string>;
  cap?: Cap;
  /** The lesser use that is asked for: whoever holds the cap under this limit may too. */
  limit?: CapLimit;
  route?: "via_room" | "auto";
  industry?: string;
  /** Node of the assignment under which the item was issued. */
  issuer?: string;
  issuedBy?: string;
  /** `by`: the person the reply is from; `enteredBy`: who keyed it in, when another. */
  reply?: { by: string | null; enteredBy: string | null };
  /** People on duty in the room now; without it (no roster) all its holders are. */
  onDuty?: ReadonlySet<string>;
  reason?: string;
  about?: string;
}

/** From the least to the most telling; of several posts' refusals the last is the one to say. */
export const REASONS = [
  "no_post",
  "unknown_node",
  "missing",
  "no_cap",
  "not_staff",
  "not_member",
  "out_of_reach",
  "totals_only",
  "limited",
  "read_only",
  "needs_reason",
  "own_reply",
] as const;
export type Reason = (typeof REASONS)[number];

export interface Allowed {
  ok: true;
  /** The post acted under; it is stored with the action. */
  assignment: Assignment;
  /**
   * How: `draft` waits for a signature, `代` on another's behalf, `自核`, `rows` or `totals`,
   * or the name shown instead of the person's (指挥室).
   */
  as?: string;
  /** The opening itself is recorded (SPEC §6: reading channels far below, households). */
  audited?: boolean;
}
export type Verdict = Allowed | { ok: false; reason: Reason; who: string[] };

/** A rule's finding for one assignment; a smaller `distance` is the nearer post. */
export type Finding =
  | { ok: true; distance: number; as?: string; audited?: boolean }
  | { ok: false; reason: Reason };

/** One assignment before one object. */
export interface Case {
  subject: Subject;
  assignment: Assignment;
  target: Target;
  action: Action;
}

/** Caps of which one lets remind (SPEC §2). */
export const NUDGERS: readonly Cap[] = ["O", "K", "S", "D"];

const CAPS: Partial<Record<Action, readonly Cap[]>> = {
  dispatch: ["D"],
  excuse: ["D"],
  mode: ["M"],
  nudge: NUDGERS,
  verify: ["V"],
  return: ["V"],
  submit: ["U"],
  reply: ["R"],
  export: ["F"],
  audit: ["X"],
};

/** The caps of which an action needs one; empty where a place or a seat decides. */
export function capsFor(action: Action, target: Target): readonly Cap[] {
  return CAPS[action] ?? (target.cap ? [target.cap] : []);
}
