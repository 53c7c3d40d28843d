import { type ItemRow, listItems } from "#db/items";
import { listInSight } from "#db/sight";
import { formatDeadline } from "#domain/time/format-time";
import { localParts } from "#domain/time/zone";
import { accessItem, viewerOf } from "../access.ts";
import type { Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import type { Kind } from "../define-kind.ts";
import { stateOf } from "../loop/end.ts";
import { asSeen } from "../sight/facets.ts";
import { lookOut } from "../sight/look-out.ts";
import { beginning } from "./match.ts";

const SHOWN = 8;
/** Looked through when something has been typed; older ones are found by their full id. */
const SIEVED = 100;

interface Filter {
  /** Of which kinds; of all without it. */
  of?: (kind: Kind) => boolean;
  openOnly: boolean;
}

/** Items one may see, newest first; where the command changes them, only open ones; rounds once a # is typed. */
export async function itemOffers(prefix: string, ctx: Context, filter: Filter): Promise<Offer[]> {
  const begins = beginning(prefix, ctx.org.profile.pinyin);
  const rows = await itemsInSight(ctx, { ...filter, rounds: /[#＃.]/.test(prefix) });
  const called = rows.filter((row) => namesOf(row).some(begins)).slice(0, SHOWN);
  return Promise.all(called.map((row) => offerOf(ctx, row)));
}

/** The newest items in sight, as the list of items has them; a series stands for its rounds. */
export async function itemsInSight(
  ctx: Context,
  { of, openOnly, rounds = false }: Filter & { rounds?: boolean },
): Promise<ItemRow[]> {
  const { session, registry } = ctx;
  const viewer = viewerOf(ctx);
  const kinds = of && registry.kindsThat(of);
  const filter = { kinds, phase: openOnly ? ("open" as const) : undefined, rounds };
  const marks = await listInSight(session, lookOut(viewer), filter, { limit: SIEVED });
  return asSeen(viewer, await listItems(session, { ids: marks.map(({ id }) => id) }));
}

/** `令17` and the printed number, the id with and without its year, and the title. */
function namesOf({ id, label, title }: ItemRow): string[] {
  return [id, label, shortOf(label) ?? label, title];
}

/** `指挥部令〔2020〕17号` as it is spoken: 令17. */
function shortOf(label: string): string | undefined {
  const [, word, n] = /(令|通告)〔\d{4}〕(\d+)号$/.exec(label) ?? [];
  return n && `${word === "令" ? "令" : "通"}${n}`;
}

async function offerOf(ctx: Context, row: ItemRow): Promise<Offer> {
  const due = row.dueAt === null ? "" : `，截止 ${formatDeadline(row.dueAt, ctx.now)}`;
  const ended = row.phase === "ended" ? `，${stateOf(ctx, row).zh}` : "";
  return {
    insert: await wordFor(ctx, row),
    label: row.label,
    detail: `${row.title}${due}${ended}`,
    kind: "item",
  };
}

/** The printed id; of another year with that year, since a short one means the newest. */
export function longWord(ctx: Context, { id, label, year }: ItemRow): string {
  const dated = shortOf(label) !== undefined || year === localParts(ctx.now).year;
  return dated ? label : id;
}

/** The shortest that means this item and no other to this person. */
async function wordFor(ctx: Context, row: ItemRow): Promise<string> {
  const short = shortOf(row.label);
  if (short === undefined) return longWord(ctx, row);
  const means = await accessItem(viewerOf(ctx), short).catch(() => null);
  return means?.id === row.id ? short : row.label;
}
