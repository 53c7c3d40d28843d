import { z } from "zod";

/** Every way a call can be refused, with its HTTP status (SPEC §7). One spelling for all edges. */
export const ERROR_STATUS = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  expired: 409,
  too_large: 413,
  unknown_command: 422,
  wrong_place: 422,
  bad_argument: 422,
  ambiguous: 422,
  confirm: 422,
  rate_limited: 429,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/**
 * A way on, for a button: what it says, and the line that is run when it is chosen. A line that ends
 * in `键=` waits for its value first.
 */
export const Candidate = z.object({
  label: z.string(),
  text: z.string(),
  /** Version of the reply that the line is about: the envelope's `base`. */
  base: z.number().int().optional(),
});
export type Candidate = z.infer<typeof Candidate>;

/** What would happen, shown before it does (SPEC §1.15). */
export const Preview = z.object({
  id: z.string(),
  /** Lines of the card, in order. */
  lines: z.array(z.string()),
  /** A place that was read from the title, and the line for everybody (SPEC §1.1). */
  understood: z
    .object({ key: z.string(), value: z.string(), wider: Candidate.nullable() })
    .optional(),
  /** The card as those who receive it will see it, title and text; where one would go out. */
  card: z.string().optional(),
  people: z.number().int(),
  expiresAt: z.number(),
});
export type Preview = z.infer<typeof Preview>;

export const ErrorBody = z.object({
  code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
  /** One Chinese sentence that says what to do. */
  message: z.string(),
  /** The argument or field at fault. */
  field: z.string().optional(),
  hint: z.string().optional(),
  candidates: z.array(Candidate).optional(),
  preview: Preview.optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/**
 * A refusal a person can act on (SPEC §1.21). Thrown anywhere below an edge; it rolls back what
 * the command did, so a refused command writes nothing.
 */
export class Refusal extends Error {
  readonly body: ErrorBody;

  constructor(code: ErrorCode, message: string, more: Omit<ErrorBody, "code" | "message"> = {}) {
    super(message);
    this.name = "Refusal";
    this.body = { code, message, ...more };
  }

  get code(): ErrorCode {
    return this.body.code;
  }

  get status(): number {
    return ERROR_STATUS[this.body.code];
  }
}
