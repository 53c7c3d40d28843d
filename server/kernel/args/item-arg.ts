import { Refusal } from "#contract/errors";
import type { ItemRow } from "#db/items";
import { parseItemRef } from "#domain/text/ids";
import { formatDeadline } from "#domain/time/format-time";
import { nextRound } from "#domain/time/recurrence";
import { accessItem, viewerOf } from "../access.ts";
import { itemOffers } from "../complete/item-offers.ts";
import type { Context } from "../context.ts";
import type { Kind } from "../define-kind.ts";
import { currentOf, isSeries } from "../loop/series.ts";
import { type Arg, base, type Maybe, type Options } from "./arg.ts";
import { type Instead, notThisKind } from "./other-kind.ts";

/** As candidates repeat it: `2020-order-330824-17`. */
const STORED_ID = /^\d{4}-[a-z]+-.+-\d+$/;

/** A tracked object by its id; as a bare word or after its key. */
export function item<R extends boolean = false>(
  options: Options<R> & {
    /** Only items of such kinds make sense. */
    of?: (kind: Kind) => boolean;
    /** Which command is for the others. */
    instead?: Instead;
    zh?: string;
    word?: boolean;
    todays?: boolean;
    /** Of a series its current round is meant. */
    current?: boolean;
  } = {},
): Arg<Maybe<ItemRow, R>> {
  const { of, instead, zh = "编号", word = true, todays = true } = options;
  const arg: Arg<ItemRow | null> = {
    ...base("item", zh, {
      help: { zh: "编号，例 T0127-01、令17", en: "Its number, e.g. T0127-01 or 令17" },
      ...options,
    }),
    place: word ? "word" : "key",
    // `01` means today's first, but not where a bare number is a value (`/报`).
    claims: (typed) => {
      const ref = parseItemRef(typed);
      return (
        STORED_ID.test(typed) ||
        (ref !== null && (ref.kind !== "today" || ref.letter !== undefined || todays))
      );
    },
    readsOn: (text) => parseItemRef(text.replace(/\s+/g, "")) !== null,
    // What a command changes must be open; what it looks at or rests on (依据) may have ended.
    offers: (prefix, ctx, { command }) =>
      itemOffers(prefix, ctx, { of, openOnly: word && command.group !== "查" }),
    async read(raw, ctx) {
      const typed = STORED_ID.test(raw.text) ? raw.text : raw.text.replace(/\s+/g, "");
      const found = await accessItem(viewerOf(ctx), typed, {
        rewrite: raw.rewrite,
        ...(of && { of, other: (row) => notThisKind(ctx, row, { of, instead }) }),
      });
      return options.current ? begun(ctx, found) : found;
    },
  };
  return arg as Arg<Maybe<ItemRow, R>>;
}

/** @throws Refusal `conflict` when the first round of a series is still to come */
async function begun(ctx: Context, of: ItemRow): Promise<ItemRow> {
  const current = await currentOf(ctx.session, of);
  if (!isSeries(current) || current.phase !== "open") return current;
  const first = nextRound(current.terms.series!.recurrence, ctx.now);
  const when = first === null ? "" : `，${formatDeadline(first, ctx.now)} 开始`;
  throw new Refusal("conflict", `${of.label} 第1轮还没有开始${when}`);
}
