import { z } from "zod";
import { MAX_PAGE } from "#contract/paging";

/** A place as people write it: code, id, path or name. */
export const Place = z.string().min(1).max(200);

/** Which page of a list; see `views/paging.ts`. */
export const Paged = z.strictObject({
  limit: wholeNumber(1, MAX_PAGE)
    .default(MAX_PAGE)
    .describe("一页最多几行 · Most rows of the answer"),
  after: z
    .string()
    .min(1)
    .max(600)
    .optional()
    .describe("上一页的 next · `next` of the page before; from the beginning without it"),
});

/** Words somebody is looked for by, in a list. */
export const Find = Paged.extend({ find: z.string().max(60).optional() });

/** A whole number in a query. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,15}$/, "要写整数")
    .transform(Number)
    .pipe(z.number().min(min, `不能小于${min}`).max(max))
    .meta({ type: "integer", minimum: min, maximum: max });
}
