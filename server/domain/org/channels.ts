import type { Profile } from "#contract/profile";
import type { Node } from "./org.ts";
import type { Org } from "./org-index.ts";
import { displayName } from "./short-name.ts";

export type ChannelKind = "hq" | "room" | "staff" | "resident" | "industry";

/** A channel that follows from the tree (SPEC §1.16). Incidents, teams and direct talks do not. */
export interface Channel {
  /** `hq:<node>`, `room:<node>`, `staff:<node>`, `resident:<node>`, `industry:<name>`: stable while the node lives. */
  id: string;
  kind: ChannelKind;
  /** Without the `#`: 杨林镇指挥室. Not unique in a county: two villages may share a name. */
  name: string;
  node: string;
}

/**
 * Where cards for a node appear: a channel's id, or null where it has none; `direct` adds its
 * holders' own conversations with the bot.
 */
export interface Serving {
  id: string | null;
  direct: boolean;
}

/** Every channel of the living tree, in tree order, the industries last. */
export function deriveChannels(org: Org, now: number): Channel[] {
  const living = org.tree.nodes.filter((node) => org.tree.alive(node, now));
  const industries = org.profile.industries.map((name) => industryChannel(name, org));
  return [...living.flatMap((node) => channelsAt(node, org)), ...industries];
}

/** The channels a node has of its own: staff (the root's is 指挥部), room, residents. */
export function channelsAt(node: Node, org: Org): Channel[] {
  const { tree, profile } = org;
  const level = tree.level(node);
  const name = displayName(node);
  const made = (kind: ChannelKind, called: string): Channel[] => [
    { id: `${kind}:${node.id}`, kind, name: called, node: node.id },
  ];
  if (node.id === tree.root.id) return made("hq", name + profile.headquarters.word);
  const prefix = level.channelPrefix ? `${level.channelPrefix}·` : "";
  return [
    ...(level.gate && profile.room.channel === "own" ? made("room", name + profile.room.word) : []),
    ...(level.staff === "own" ? made("staff", prefix + name) : []),
    ...(level.resident === "own" ? made("resident", `${name}·住户`) : []),
  ];
}

/**
 * Where a target node is served (SPEC §1.16): the county in its 指挥部, a town in its room's
 * channel, else in its staff channel. A school or firm is served in its industry's channel and
 * directly, a level that inherits in the nearest staff channel above and directly, any other
 * directly alone.
 */
export function servingChannel(node: string, org: Org): Serving {
  const { tree } = org;
  const place = tree.get(node);
  if (!place) return { id: null, direct: true };
  const own = channelsAt(place, org).find(({ kind }) => kind !== "resident");
  if (own) return { id: own.id, direct: false };
  const { industry } = place;
  if (industry !== null && org.profile.industries.includes(industry)) {
    return { id: industryChannel(industry, org).id, direct: true };
  }
  if (tree.level(place).staff === "inherit") {
    const above = tree.ancestors(node).find((up) => staffChannelAt(up, org) !== undefined);
    return { id: (above && staffChannelAt(above, org)?.id) ?? null, direct: true };
  }
  return { id: null, direct: true };
}

/** Whether a body works in an industry, or is the department that runs it (SPEC §1.16). */
export function worksIn(node: string, industry: string, { tree, profile }: Org): boolean {
  const place = tree.get(node);
  return (
    place?.industry === industry || (place !== undefined && runsIndustry(place, industry, profile))
  );
}

/** Whether this is the department named for the industry in the profile. */
export function runsIndustry(node: Node, industry: string, { departments }: Profile): boolean {
  return departments[industry] === node.name;
}

/** The channels called this among the given ones: by id, or by name without regard to `#`. */
export function channelsNamed(name: string, among: readonly Channel[]): Channel[] {
  const plain = name.replace(/^[#＃]/, "");
  return among.filter((channel) => channel.id === plain || channel.name === plain);
}

export function industryChannel(name: string, { tree }: Org): Channel {
  return { id: `industry:${name}`, kind: "industry", name: `行业·${name}`, node: tree.root.id };
}

/** The industry whose channel this is, if it is one. */
export function industryOf(channel: string): string | undefined {
  return /^industry:(.+)$/s.exec(channel)?.[1];
}

function staffChannelAt(node: Node, org: Org): Channel | undefined {
  return channelsAt(node, org).find(({ kind }) => kind === "staff" || kind === "hq");
}
