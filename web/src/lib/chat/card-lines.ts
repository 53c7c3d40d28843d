import type { ItemView } from "#contract/nouns";

/** A card's text, sorted for the eye: the server writes it for every client alike. */
export interface CardParts {
  /** `任务 · T1122-01`, small. */
  heading: string;
  title: string;
  /** `截止 11月22日(周日) 08:10`. */
  due: string | null;
  lines: string[];
  /** Who sent it. */
  issuer: string | null;
  /** Whether this is the item's own card, not something said about it. */
  isMain: boolean;
}

/** @param item null while it is not known */
export function cardParts(text: string, item: ItemView | null): CardParts {
  const [first = "", ...rest] = text.split("\n");
  const isMain = item !== null && first.includes(item.label) && first.endsWith(item.title);
  if (!isMain) {
    return { heading: "", title: first, due: null, lines: rest, issuer: null, isMain: false };
  }
  const heading = first.slice(0, first.length - item.title.length).trim();
  const signature = `${item.issuer.nodeName} ${item.issuer.post}`;
  const due = rest.find((line) => line.startsWith("截止 ")) ?? null;
  const issuer = rest.find((line) => line === signature) ?? null;
  const lines = rest.filter(
    (line) => line !== due && line !== issuer && !line.startsWith("填报："),
  );
  return { heading, title: item.title, due, lines, issuer, isMain };
}
