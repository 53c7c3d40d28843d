import type { Mode, Profile } from "#contract/profile";

/** A place in the tree, or a body beside it (station, firm, checkpoint). */
export interface Node {
  /** Stable and opaque; equals the official or local code at birth. */
  id: string;
  level: string;
  parent: string | null;
  /** Official 9- or 12-digit code. Parentage never comes from its prefix (SPEC §5.2). */
  code: string | null;
  /** Local code below the village: 12 + 3 + 3 + 4 digits. */
  local: string | null;
  name: string;
  aliases: string[];
  virtual: boolean;
  external: boolean;
  households: number | null;
  population: number | null;
  migrants: number | null;
  mode: Mode;
  colour: string | null;
  grade: string | null;
  tags: string[];
  /** Industry group this body belongs to (行业), if any. */
  industry: string | null;
  /** ISO dates; a node is alive from `validFrom` up to, not including, `validTo`. */
  validFrom: string | null;
  validTo: string | null;
  mergedInto: string | null;
  /** A town out of contact (失联), since when; the county centre answers for it meanwhile (SPEC §1.18). */
  cutOffAt: number | null;
  /** Set on generated nodes whose existence the accounts imply but no registry lists. */
  assumed: boolean;
}

export interface Person {
  id: string;
  /** Sign-in name; in fixtures it equals the name. */
  account: string;
  name: string;
  phone: string | null;
}

/** One person holding one post at one node for a time. */
export interface Assignment {
  id: string;
  person: string;
  post: string;
  node: string;
  /** The area a department, squad or station works for when it is not its own node. */
  serves: string | null;
  source: "专职" | "兼任" | "下沉" | "下派" | "志愿";
  /** Epoch milliseconds; `to` is exclusive, null means open. */
  from: number;
  to: number | null;
  /** Assignment id of the absent holder for whom this one acts (代). */
  deputyFor: string | null;
}

/** A place was moved: until this instant it lay under this parent. */
export interface Move {
  node: string;
  parent: string;
  until: number;
}

/**
 * Rows that a command changed or added: of those there are what is new about each, of new ones
 * everything.
 */
export interface OrgChange {
  nodes?: Changed<Node>[];
  people?: Changed<Person>[];
  assignments?: Changed<Assignment>[];
  moves?: Move[];
}
type Changed<T extends { id: string }> = Pick<T, "id"> & Partial<T>;

/** Everything rights, scopes and channels are computed from: one immutable picture. */
export interface OrgData {
  profile: Profile;
  nodes: Node[];
  people: Person[];
  assignments: Assignment[];
  /** Every move of a place, so that the tree of any day is known; none where it is not given. */
  moves?: Move[];
}
