/**
 * Whether a request may act with the cookie it carries: from no page at all (a script, a
 * same-origin GET), from a page of this very host, or from a page on the exact allowlist. A
 * foreign page's request keeps its cookie but loses its meaning, in HTTP and in both handshakes.
 * @param allowed origins such as `https://lingda.example.cn`, no path, no slash at the end
 */
export function isTrustedOrigin(headers: Headers, allowed: ReadonlySet<string>): boolean {
  const origin = headers.get("origin");
  if (origin === null || allowed.has(origin)) return true;
  const host = headers.get("host");
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`);
}
