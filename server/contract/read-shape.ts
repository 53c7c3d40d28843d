import type { z } from "zod";
import { type ErrorCode, Refusal } from "./errors.ts";

/**
 * Fits what was sent to a shape: a request's body or query, or what a kind's lines and ledgers say.
 * @param code of the refusal
 * @throws Refusal naming the field; `too_large` for an overlong text
 */
export function readShape<T extends z.ZodType>(
  shape: T,
  value: unknown,
  code: ErrorCode = "malformed",
): z.infer<T> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw explain(parsed.error.issues[0]!, code);
}

function explain(issue: z.core.$ZodIssue, code: ErrorCode): Refusal {
  const field = issue.path.map(String).join(".");
  switch (issue.code) {
    case "unrecognized_keys": {
      const [key = ""] = issue.keys;
      return new Refusal(code, `不认识字段“${key}”，请去掉`, { field: key });
    }
    case "too_big":
      if (field === "text")
        return new Refusal("too_large", "太长了，一次最多64KB，请分几次发", { field });
      return new Refusal(code, `“${field}”太长或太大，最多${issue.maximum}`, { field });
    case "invalid_union": {
      const [first] = issue.errors.flat();
      if (first) return explain({ ...first, path: [...issue.path, ...first.path] }, code);
      return new Refusal(code, "请求的内容对不上", { field });
    }
    case "invalid_type":
      if (field === "") return new Refusal(code, "请求的内容要是一个 JSON 对象");
      return new Refusal(code, `“${field}”缺少，或类型不对（要${issue.expected}）`, {
        field,
      });
    default:
      return new Refusal(code, `“${field}”不对：${issue.message}`, { field });
  }
}
