/**
 * What a parser cannot make anything of: thrown inside it, and turned into its `{ ok: false }` answer
 * at its own edge. What a person is refused is a Refusal (contract/errors.ts).
 */
export class Unreadable {
  constructor(
    /** The piece of the input at fault, as typed. */
    readonly token: string,
    /** One Chinese sentence that says what to do (SPEC §1.21). */
    readonly message: string,
    /** What the whole may have meant, each as it can be typed. */
    readonly suggestions?: string[],
  ) {}
}

export interface NotRead {
  ok: false;
  message: string;
  token: string;
  suggestions?: string[];
}

/** Runs a parser; an Unreadable becomes an answer, any other error passes through. */
export function readOrNot<T>(parse: () => T): ({ ok: true } & T) | NotRead {
  try {
    return { ok: true, ...parse() };
  } catch (error) {
    if (error instanceof Unreadable) {
      const { message, token, suggestions } = error;
      return { ok: false, message, token, ...(suggestions && { suggestions }) };
    }
    throw error;
  }
}
