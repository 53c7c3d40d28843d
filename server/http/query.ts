import { z } from "zod";

/** A place as people write it: code, id, path or name. */
export const Place = z.string().min(1).max(200);

/** Words somebody is looked for by. */
export const Find = z.strictObject({ find: z.string().max(60).optional() });

/** A whole number in a query. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, "要写整数")
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}
