import { session } from "#web/session/session.svelte.ts";

/** The places one administers or hands out codes in, each once. */
export function administered(): string[] {
  const posts = session.me?.assignments ?? [];
  const nodes = posts
    .filter(({ caps }) => caps.includes("W") || caps.includes("X"))
    .map(({ node }) => node);
  return [...new Set(nodes)];
}
