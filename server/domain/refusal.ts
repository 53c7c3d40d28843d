/** Thrown inside a parser and turned into its `{ ok: false }` answer at the parser's own edge. */
export class Refusal {
  constructor(
    /** The piece of the input at fault, as typed. */
    readonly token: string,
    /** One Chinese sentence that says what to do (SPEC §1.21). */
    readonly message: string,
  ) {}
}

/** Runs a parser; a Refusal becomes an answer, any other error passes through. */
export function refusable<T>(
  parse: () => T,
): ({ ok: true } & T) | { ok: false; message: string; token: string } {
  try {
    return { ok: true, ...parse() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, token: error.token };
    throw error;
  }
}
