import type { z } from "zod";
import { Refusal } from "#contract/errors";

/**
 * Fits a request's body or query to a call's shape.
 * @throws Refusal `malformed` naming the field, `too_large` for an overlong text
 */
export function readShape<T extends z.ZodType>(shape: T, value: unknown): z.infer<T> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw explain(parsed.error.issues[0]!);
}

function explain(issue: z.core.$ZodIssue): Refusal {
  const field = issue.path.map(String).join(".");
  switch (issue.code) {
    case "unrecognized_keys": {
      const [key = ""] = issue.keys;
      return new Refusal("malformed", `不认识字段“${key}”，请去掉`, { field: key });
    }
    case "too_big":
      if (field === "text")
        return new Refusal("too_large", "太长了，一次最多64KB，请分几次发", { field });
      return new Refusal("malformed", `“${field}”太长或太大，最多${issue.maximum}`, { field });
    case "invalid_union": {
      const [first] = issue.errors.flat();
      if (first) return explain({ ...first, path: [...issue.path, ...first.path] });
      return new Refusal("malformed", "请求的内容对不上", { field });
    }
    case "invalid_type":
      if (field === "") return new Refusal("malformed", "请求的内容要是一个 JSON 对象");
      return new Refusal("malformed", `“${field}”缺少，或类型不对（要${issue.expected}）`, {
        field,
      });
    default:
      return new Refusal("malformed", `“${field}”不对：${issue.message}`, { field });
  }
}

/**
 * A query as an object.
 * @throws Refusal `malformed` when a key comes twice
 */
export function queryOf(params: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [key, value] of params) {
    if (Object.hasOwn(query, key)) {
      throw new Refusal("malformed", `“${key}”写了两次`, { field: key });
    }
    query[key] = value;
  }
  return query;
}
