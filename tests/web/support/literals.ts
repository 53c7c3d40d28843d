/**
 * A text as it stands in a source, and the constant or property that it is there, if any. Of what is put
 * in, a plain name stays as written (`${item.label}`), anything longer is `${}`.
 */
export interface Literal {
  text: string;
  name: string | null;
}

/** Every `"…"` and `` `…` `` of a source, those inside of `${…}` too; comments are none. */
export function literalsIn(source: string): Literal[] {
  const found: Literal[] = [];
  let at = 0;

  /** @param isInside until the brace that ends a `${…}` */
  function code(isInside: boolean): void {
    let depth = 0;
    while (at < source.length) {
      const rest = source.slice(at, at + 2);
      if (rest === "//") at = ended(source.indexOf("\n", at));
      else if (rest === "/*") at = ended(source.indexOf("*/", at)) + 1;
      else if (rest[0] === '"') quoted();
      else if (rest[0] === "`") template();
      else if (rest[0] === "{") depth += 1;
      else if (rest[0] === "}" && depth-- === 0 && isInside) return;
      at += 1;
    }
  }

  function quoted(): void {
    const text = /^"((?:[^"\\\n]|\\.)*)"/.exec(source.slice(at, at + 2_000));
    // A mark in a pattern (`/["']/`) begins no text.
    if (!text) return;
    found.push({ text: text[1]!, name: nameBefore(at) });
    at += text[0].length - 1;
  }

  function template(): void {
    const name = nameBefore(at);
    let text = "";
    at += 1;
    while (at < source.length && source[at] !== "`") {
      const from = at;
      if (source[at] === "\\") at += 1;
      else if (source.startsWith("${", at)) {
        at += 2;
        code(true);
      }
      at += 1;
      const part = source.slice(from, at);
      text += /^\$\{(?![\w.]+\}$)/.test(part) ? `\${}` : part;
    }
    found.push({ text, name });
  }

  function nameBefore(end: number): string | null {
    const before = source.slice(Math.max(0, end - 120), end);
    return /(?:const (\w+) = [^;]{0,60}|\b(\w+): )$/.exec(before)?.slice(1).find(Boolean) ?? null;
  }
  const ended = (found: number) => (found < 0 ? source.length : found);

  code(false);
  return found;
}
