import type { ItemView, TargetView } from "#contract/nouns";
import { stateNamed } from "#web/items/state-names.ts";

/** Who has not acknowledged, and who has, in the county's order; 免报 is asked nothing and is neither. */
export function receiptsOf(targets: readonly TargetView[]): {
  missing: TargetView[];
  acked: TargetView[];
} {
  const asked = targets.filter(({ state }) => stateNamed(state) !== "免报");
  return {
    missing: asked.filter(({ ackedAt }) => ackedAt === null),
    acked: asked.filter(({ ackedAt }) => ackedAt !== null),
  };
}

/** The document with its receipts as plain text: the same words and numbers as on the page. */
export function orderText(
  item: ItemView,
  words: { meta: string[]; receipts: string[] },
  missing: readonly TargetView[],
): string {
  const names = missing.map(({ path, responsible }) => {
    const who = responsible.map(({ name, phone }) => (phone ? `${name} ${phone}` : name));
    return who.length > 0 ? `${path}（${who.join("、")}）` : path;
  });
  return [
    `${item.label} ${item.title}`,
    ...words.meta,
    ...(item.body ? ["", item.body] : []),
    "",
    ...words.receipts,
    ...names,
  ].join("\n");
}
