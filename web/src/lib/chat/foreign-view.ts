import type { ChannelState } from "#web/sync/state.ts";

/**
 * A channel one may read without sitting in it, as far as its id tells: it is in nobody's list, and
 * its name is its place's, which the header asks for.
 */
export function foreignView(id: string): ChannelState["view"] {
  const [kind = "", node = ""] = id.split(":");
  const place = { node: node === "" ? null : node, path: [], people: null };
  return { id, kind, name: "", ...place, writable: false, pinyin: "" };
}
