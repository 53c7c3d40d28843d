interface Span {
  start: number;
  end: number;
}

/** The line with something else in place of a stretch of it. */
export function splice(text: string, span: Span, value: string): string {
  return text.slice(0, span.start) + value + text.slice(span.end);
}

/** The line with a pair more at the end of its first line. */
export function withPair(text: string, pair: string): string {
  const [head = ""] = text.split("\n", 1);
  return `${head.trimEnd()} ${pair}${text.slice(head.length)}`;
}

/** The line with a word of its title written as a pair instead. */
export function moved(text: string, word: Span, pair: string): string {
  const rest = text.slice(word.end).replace(/^[^\S\n]+/, "");
  return withPair(text.slice(0, word.start) + rest, pair);
}
