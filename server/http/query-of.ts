import { Refusal } from "#contract/errors";

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
