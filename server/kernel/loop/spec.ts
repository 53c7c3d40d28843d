import type { Field } from "#contract/forms";
import type { Series } from "#domain/round-time";

export type { ItemRow } from "#db/items";
export type { ReplyRow } from "#db/replies";
export type { TargetRow } from "#db/targets";

/** What an item asks and how it runs, stored with it as JSON. Times are minutes or epoch ms. */
export interface ItemSpec {
  /** The scope as typed or filled in, for people. */
  scope: string;
  fields: Field[];
  /** Rules as typed; parsed again where they are judged. */
  rules: string;
  stages: string[];
  verify: boolean;
  /** Orders: who has to sign for a place. */
  receipt: "负责人" | "全员" | "无" | "签署";
  /** Post keys when the scope named posts (全县:网格员): only their holders answer. */
  posts: string[] | null;
  /** Notices: for whom. */
  audience: "负责人" | "住户" | "干部" | "行业";
  urgency: "平件" | "加急" | "特急";
  /** 催办=, else the ladder of the target's own mode. */
  ladder: number[] | null;
  route: "via_room" | "auto";
  nilAllowed: boolean;
  coverage: { a: string; b: string } | null;
  /** A leader wants the inspectors told at the last step. */
  supervised: boolean;
  /** Durations count from dispatch to the target. */
  respondMinutes: number | null;
  dueMinutes: number | null;
  /** The room's own deadline for 上报. */
  submitBy: number | null;
  /** The same of a town whose submission was sent back with one, by its id. */
  submitByTown?: Record<string, number>;
  /** 第320条: the running number, where the kind has one. */
  running: number | null;
  /** Residents' channels: households a notice reaches. */
  households: number;
  /** 频次, of a series and of each of its rounds alike. */
  series: Series | null;
}

export const PLAIN_SPEC: ItemSpec = {
  scope: "",
  fields: [],
  rules: "",
  stages: [],
  verify: false,
  receipt: "无",
  posts: null,
  audience: "负责人",
  urgency: "平件",
  ladder: null,
  route: "auto",
  nilAllowed: true,
  coverage: null,
  supervised: false,
  respondMinutes: null,
  dueMinutes: null,
  submitBy: null,
  running: null,
  households: 0,
  series: null,
};
