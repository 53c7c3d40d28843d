import type { OrgData } from "#domain/org/org";

/** A line of trade with a channel of its own, `#行业·<name>`. */
export interface Industry {
  name: string;
  /** Id of the department node that runs it, if the tree has one. */
  department: string | null;
}

/** Counter that marks a database whose people include a demo cast with well-known passwords. */
export const DEMO_MARK = "seed:demo";

/** Someone the demo lets a visitor sign in as. Nobody else gets a password. */
export interface CastMember {
  account: string;
  password: string;
  /** What this person is, one Chinese phrase: 葛岭镇综治中心. */
  about: string;
  /** The one of the cast who stands for a level where a visitor first chooses. */
  role?: CastRole;
  /** What the place of such a one is, as people say it: 县, 区, 市, 镇, 乡, 街道. */
  seat?: string;
  /** What this person issues first when a visitor is shown around: the line, and where. */
  desk?: { channel: string; text: string };
  /** Id of the residents' channel that this person sits in, where a visitor sees what residents see. */
  residents?: string;
}

export const CAST_ROLES = ["county", "town", "grid"] as const;
export type CastRole = (typeof CAST_ROLES)[number];

/** Everything a first start writes: the tree, its people, where the numbers stand. */
export interface SeedData extends OrgData {
  /** Epoch milliseconds of the picture; a node may be born later than this. */
  at: number;
  /** Where a series or a running total stands: 指挥部令 16, 专项累计 319. */
  counters: Record<string, number>;
  industries: Industry[];
  demoCast: CastMember[];
}
