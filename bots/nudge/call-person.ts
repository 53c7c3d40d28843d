import type { Context } from "#bots/kit/command";
import { holdersOf, type ItemRow, type TargetRow } from "#bots/kit/loop";
import { Refusal } from "#contract/errors";
import { displayName } from "#domain/org/short-name";

/**
 * The one row of a place that was called about. Where everyone signs (回执=全员) a place has a row a
 * person, and a call is to one of them.
 * @throws Refusal `ambiguous` with the people to choose from, `bad_argument` for a name that is none of theirs
 */
export function personOf(
  ctx: Context,
  of: ItemRow,
  rows: TargetRow[],
  who: string | null,
): TargetRow {
  const [only, ...others] = rows;
  if (others.length === 0) return only!;
  const place = displayName(ctx.org.tree.get(only!.node)!);
  const people = rows.map((row) => ({ row, name: holdersOf(ctx, of, row)[0]?.person.name ?? "" }));
  const found = people.find(({ name }) => name === who);
  if (found) return found.row;
  const names = people.map(({ name }) => name).join("、");
  if (who !== null) {
    const why = `${place}还没有答复的是${names}，没有“${who}”`;
    throw new Refusal("bad_argument", why, { field: "人" });
  }
  const line = ctx.sent.typed ?? `/去电 ${of.label} ${place}`;
  throw new Refusal("ambiguous", `${place}还有${rows.length}个人没有答复，打给了谁？点一个继续`, {
    candidates: people.slice(0, 9).map(({ name }) => ({ label: name, text: `${line} 人=${name}` })),
  });
}
