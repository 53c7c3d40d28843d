import { type Channel, channelsAt, industryChannel } from "#domain/org/channels";
import { channelsOf } from "#domain/org/membership";
import type { Node } from "#domain/org/org";
import { can } from "#domain/rights/rights";
import type { Viewer } from "./viewer.ts";

/**
 * Which channels of a place the viewer may read: those they sit in, and by `can()` those below a
 * place they belong to. Whole branches with neither are passed over, so that unfolding a place
 * costs what lies in it and not what the county has.
 */
export class ChannelSight {
  readonly #viewer: Viewer;
  /** Channels the viewer sits in, by id, and the places these are of. */
  readonly #own: ReadonlySet<string>;
  readonly #seats: readonly string[];
  /** Places at or below which anything may be read without a seat. */
  readonly #posts: readonly string[];

  constructor(viewer: Viewer) {
    const { org, person, now } = viewer;
    this.#viewer = viewer;
    const own = channelsOf(person, org, now);
    this.#own = new Set(own.map(({ id }) => id));
    this.#seats = [...new Set(own.map(({ node }) => node))];
    const posts = org.assignmentsOf(person, now);
    this.#posts = [...new Set(posts.flatMap(({ node, serves }) => [node, serves ?? node]))];
  }

  isOwn(channel: string): boolean {
    return this.#own.has(channel);
  }

  /** Of the place itself; the county's industries with it. */
  at(node: Node): Channel[] {
    const { org, person, now } = this.#viewer;
    const { tree, profile } = org;
    const here = channelsAt(node, org).toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]);
    const isRoot = node.id === tree.root.id;
    const industries = isRoot ? profile.industries.map((name) => industryChannel(name, org)) : [];
    const isBelowPost = this.#posts.some((post) => tree.isWithin(node.id, post));
    return [...here, ...industries].filter(
      (channel) =>
        this.isOwn(channel.id) ||
        (isBelowPost && can({ person, org, now }, "read_channel", { channel }).ok),
    );
  }

  /** Whether the place is in the tree: something may be read there or below it. */
  reaches(node: Node): boolean {
    const { tree } = this.#viewer.org;
    if (!this.#isLiving(node)) return false;
    const mayReach =
      this.#seats.some((seat) => tree.isWithin(seat, node.id)) ||
      this.#posts.some((post) => tree.isWithin(node.id, post) || tree.isWithin(post, node.id));
    return mayReach && (this.at(node).length > 0 || this.reachesBelow(node));
  }

  reachesBelow(node: Node): boolean {
    return this.#viewer.org.tree.children(node.id).some((child) => this.reaches(child));
  }

  /** The places right below one that are in the tree, in tree order. */
  below(node: Node): Node[] {
    return this.#viewer.org.tree.children(node.id).filter((child) => this.reaches(child));
  }

  #isLiving(node: Node): boolean {
    const { org, now } = this.#viewer;
    return org.tree.alive(node, now) && !org.tree.level(node).household;
  }
}

/** A place's own people come first, then its room, its residents. */
const ORDER: Record<Channel["kind"], number> = {
  hq: 0,
  staff: 1,
  room: 2,
  resident: 3,
  industry: 4,
};
