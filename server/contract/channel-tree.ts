import { z } from "zod";

/** A channel as the tree shows it. */
export const TreeChannel = z.object({
  id: z.string(),
  kind: z.string(),
  /** Without the leading #. */
  name: z.string(),
  /** Whether the viewer sits in it; where not, each look into it is recorded. */
  member: z.boolean(),
});
export type TreeChannel = z.infer<typeof TreeChannel>;

/** A place of the channel tree: it has a channel that the viewer may read, or stands above one. */
export const TreePlace = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  name: z.string(),
  /** For finding by letters: the whole pinyin and the initials. */
  pinyin: z.string(),
  /** Names of the places above it, from the town down. */
  above: z.array(z.string()),
  /** Its channels that the viewer may read, its own people's first; a heading has none. */
  channels: z.array(TreeChannel),
  /** Whether a place below it is in the tree. */
  below: z.boolean(),
  /** Whether the places right below it follow in this answer. */
  open: z.boolean(),
});
export type TreePlace = z.infer<typeof TreePlace>;

/** A channel's place in the county. */
export const ChannelAbout = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  node: z.string().nullable(),
  member: z.boolean(),
  /** Whether the viewer may write here. */
  writable: z.boolean(),
  /** The places above, the county first: each with its channel, where the viewer may read one. */
  path: z.array(z.object({ node: z.string(), name: z.string(), channel: z.string().nullable() })),
  /** Who may look in from above without sitting here, the county first: 县综合指挥中心, 杨林镇指挥室. */
  lookers: z.array(z.string()),
});
export type ChannelAbout = z.infer<typeof ChannelAbout>;
