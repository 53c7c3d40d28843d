import type { z } from "zod";
import { Refusal } from "#contract/errors";

/** What a kind's own shape makes of a value. @throws Refusal `bad_argument` naming the part that is wrong */
export function parsed<T>(shape: z.ZodType<T>, value: unknown): T {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new Refusal("bad_argument", `“${field}”填得不对，请改一下：${issue?.message ?? ""}`, {
    field,
  });
}
