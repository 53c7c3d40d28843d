/** A question that the page asked before its scripts were there (app.html), by the steady clock. */
interface Ahead {
  asked: number;
  answer: Promise<Response>;
}

/** By address. A page that was kept from an older version has none. */
const ahead: Map<string, Ahead> =
  (globalThis as { askedAhead?: Map<string, Ahead> }).askedAhead ?? new Map();

/** The answer that is on its way, for whoever asks for it first. */
export function takeAhead(path: string): Ahead | null {
  const found = ahead.get(path) ?? null;
  ahead.delete(path);
  return found;
}

/** What nobody took is old from now on, or is of whoever was here before. */
export function forgetAhead(): void {
  for (const { answer } of ahead.values())
    void answer.then(({ body }) => body?.cancel()).catch(() => {});
  ahead.clear();
}
