export interface TextPart {
  kind: "text" | "mention" | "item" | "link" | "phone";
  text: string;
}

/** `@池敏`, `T0127-01` (with a year or a round), `https://…`, `☎ ***1234` (a controlled phone). */
const SPECIAL =
  /(https?:\/\/[^\s，。；）]+)|([@＠][\p{L}\p{N}_·]{1,20})|((?:\d{4}-)?[A-Z]\d{4}-\d{2,}(?:#\d+)?)|(☎ \*{3}\d{4})/gu;

/**
 * Cuts a message into what is read and what may be pressed.
 * @param names known ones: Chinese goes on behind a name without a space (`@余航请回话`)
 */
export function partsOf(text: string, names: readonly string[] = []): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(SPECIAL)) {
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    const [found, link, mention, item] = match;
    const called = mention && names.find((name) => mention.startsWith(name, 1));
    const special = called ? mention.slice(0, called.length + 1) : found;
    const kind = link ? "link" : mention ? "mention" : item ? "item" : "phone";
    parts.push({ kind, text: special });
    at = match.index + special.length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}
