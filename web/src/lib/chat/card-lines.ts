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

/** How a card begins that tells the room of a difficulty (`/困难`). */
const DIFFICULTY = /^困难：/;

/** The place that a card says is in difficulty; null for any other card. */
export function difficultyAt(text: string, node: string | null): string | null {
  return DIFFICULTY.test(text) ? node : null;
}

/** A heading longer than this is a paragraph. Letters. */
const ONE_BREATH = 36;

/** @param item null while it is not known */
export function cardParts(text: string, item: ItemView | null): CardParts {
  const [first = "", ...rest] = text.split("\n");
  const isMain = item !== null && first.includes(item.label) && first.endsWith(item.title);
  if (!isMain) {
    const [title, ...said] = sentences(first);
    const lines = [...said, ...rest];
    return { heading: "", title: title!, due: null, lines, issuer: null, isMain: false };
  }
  // How many waited when it came (待交办4：) is no news: the figures beside it are of now. 【特急】 is
  // a label of its own beside it; 【抄送】 stays.
  const heading = first
    .slice(0, first.length - item.title.length)
    .replace(/^\p{Script=Han}+\d+：/u, "")
    .replace(/【(特急|加急)】/u, "")
    .trim();
  const signature = `${item.issuer.nodeName} ${item.issuer.post}`;
  // A round says which it is before its deadline: `第1轮 · 截止 …`.
  const due = rest.find((line) => /^(第\d+轮 · )?截止 /.test(line)) ?? null;
  const issuer = rest.find((line) => line === signature) ?? null;
  const lines = rest.filter(
    (line) => line !== due && line !== issuer && !line.startsWith("填报："),
  );
  return { heading, title: item.title, due, lines, issuer, isMain };
}

/** What is said about an item in one breath: what it is, then a line for every clause. */
function sentences(line: string): string[] {
  const colon = line.indexOf("：");
  if (colon < 0 || line.length <= ONE_BREATH) return [line];
  return [line.slice(0, colon), ...line.slice(colon + 1).split("；")];
}
