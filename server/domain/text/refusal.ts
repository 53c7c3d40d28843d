/** Thrown inside a parser and turned into its `{ ok: false }` answer at the parser's own edge. */
export class Refusal {
  constructor(
    /** The piece of the input at fault, as typed. */
    readonly token: string,
    /** One Chinese sentence that says what to do (SPEC §1.21). */
    readonly message: string,
    /** What the whole may have meant, each as it can be typed. */
    readonly suggestions?: string[],
  ) {}
}

export interface Refused {
  ok: false;
  message: string;
  token: string;
  suggestions?: string[];
}

/** Runs a parser; a Refusal becomes an answer, any other error passes through. */
export function refusable<T>(parse: () => T): ({ ok: true } & T) | Refused {
  try {
    return { ok: true, ...parse() };
  } catch (error) {
    if (error instanceof Refusal) {
      const { message, token, suggestions } = error;
      return { ok: false, message, token, ...(suggestions && { suggestions }) };
    }
    throw error;
  }
}
