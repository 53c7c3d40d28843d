import { z } from "zod";
import { FIELD_TYPE_NAMES } from "./field-types.ts";

/**
 * The form an item asks its targets to fill, the rules over it, and what they answered
 * (SPEC §1.9–1.10). All plain JSON: stored as is, drawn by the phone form as is.
 */

export const FieldType = z.enum(FIELD_TYPE_NAMES);
export type FieldType = z.infer<typeof FieldType>;

/** The node figures a field can start from: 名录.户数 · 名录.人口 · 名录.流动人口. */
export const Figure = z.enum(["households", "population", "migrants"]);
export type Figure = z.infer<typeof Figure>;

/** Where a blank starts from: the directory, this node's last answer, or another item's field. */
export const Prefill = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("node"), figure: Figure }),
  z.strictObject({ from: z.literal("last") }),
  z.strictObject({ from: z.literal("item"), item: z.string(), field: z.string() }),
]);
export type Prefill = z.infer<typeof Prefill>;

export const Field = z.strictObject({
  name: z.string().min(1),
  type: FieldType,
  required: z.boolean(),
  /** What can be chosen, where the type does not say it. */
  options: z.array(z.string()).optional(),
  unit: z.string().optional(),
  /** Of a number the allowed range, both ends included; of text `max` is the number of characters. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** Of a day: it lies ahead (未来); else an answer looks back. */
  future: z.boolean().optional(),
  prefill: Prefill.optional(),
});
export type Field = z.infer<typeof Field>;

export const Term = z.union([
  z.strictObject({ sign: z.union([z.literal(1), z.literal(-1)]), field: z.string() }),
  z.strictObject({ sign: z.union([z.literal(1), z.literal(-1)]), number: z.number() }),
]);
export type Term = z.infer<typeof Term>;

export const Operator = z.enum(["<", "<=", ">", ">=", "=", "!="]);
export type Operator = z.infer<typeof Operator>;

/** `sum op sum`. */
export const Cond = z.strictObject({
  left: z.array(Term).min(1),
  op: Operator,
  right: z.array(Term).min(1),
});
export type Cond = z.infer<typeof Cond>;

/**
 * - `hold`  the condition must be true, else the reply is refused: 已核<=应核
 * - `need`  when true, these fields (and the reply's own 说明, if `note`) must be filled: 异常>0须说明
 * - `warn`  when true, the reply is taken and the writer asked to check: 新增>20提示
 */
export const Rule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hold"), cond: Cond }),
  z.strictObject({
    kind: z.literal("need"),
    cond: Cond,
    fields: z.array(z.string()),
    note: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("warn"), cond: Cond }),
]);
export type Rule = z.infer<typeof Rule>;

/** "Nothing of this": neither 0 nor blank. A blank field is simply absent. */
export const Nil = z.strictObject({ nil: z.literal(true) });
export type Nil = z.infer<typeof Nil>;

/**
 * A number, a yes or no, a list of options or of attachments' ids, a day as `2020-01-27`, a time as
 * `18:00`; text as typed for the rest.
 */
export const Value = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), Nil]);
export type Value = z.infer<typeof Value>;

export const ReplyValues = z.record(z.string(), Value);
export type ReplyValues = z.infer<typeof ReplyValues>;
