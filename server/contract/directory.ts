import { z } from "zod";
import { Next } from "./paging.ts";

/** Someone in a post at a place, and how to reach them. */
export const Contact = z.object({
  person: z.string(),
  name: z.string(),
  /** For finding by letters: the whole pinyin and the initials, `xuting xt`. */
  pinyin: z.string(),
  phone: z.string().nullable(),
  post: z.string(),
  postName: z.string(),
  /** Acts for an absent holder (代). */
  deputy: z.boolean(),
  /** Whether the post answers for the place (SPEC §5.2 rule 5). */
  responsible: z.boolean(),
  /** Whether the viewer may hand this person a sign-in code. */
  invitable: z.boolean(),
});
export type Contact = z.infer<typeof Contact>;

/** People and figures of a stretch of land; a figure nobody has is null. */
export const Capacity = z.object({
  /** People who answer for the lowest places that need someone, each once. */
  workers: z.number().int(),
  households: z.number().int().nullable(),
  population: z.number().int().nullable(),
  /** Rounded; null without workers or without the figure. */
  householdsPerWorker: z.number().int().nullable(),
  populationPerWorker: z.number().int().nullable(),
});
export type Capacity = z.infer<typeof Capacity>;

const PlaceName = z.object({ node: z.string(), nodeName: z.string(), levelName: z.string() });

/** One place directly below. */
export const PlaceRow = PlaceName.extend({
  /** Land, or a body beside it (station, firm). */
  land: z.boolean(),
  needsResponsible: z.boolean(),
  responsible: z.array(Contact),
  /** Places at and below it that need someone and have nobody. */
  gaps: z.number().int(),
  /** Places directly below this one. */
  children: z.number().int(),
  capacity: Capacity,
});
export type PlaceRow = z.infer<typeof PlaceRow>;

/** Who answers for a place and for what lies below it, and where nobody does. */
export const PlacePeople = z.object({
  /** Everyone in a post right there, those who answer for it first. */
  posts: z.array(Contact),
  /** Names of the responsible posts that nobody holds. */
  vacant: z.array(z.string()),
  /** Places below by level, in the county's order; a level counted with another adds to that one. */
  levels: z.array(
    z.object({ levelName: z.string(), places: z.number().int(), gaps: z.number().int() }),
  ),
  gapCount: z.number().int(),
  /** A page of them, in tree order; the rest is whole in each answer. */
  gaps: z.array(PlaceName.extend({ path: z.string() })),
  capacity: Capacity,
  below: z.array(PlaceRow),
  /** Of the gaps. */
  next: Next,
});
export type PlacePeople = z.infer<typeof PlacePeople>;

/** Someone who is found by a place, a post or a name: whom to ring, and where they sit. */
export const FoundPerson = PlaceName.extend({
  person: z.string(),
  name: z.string(),
  /** As in {@link Contact}: only of places whose directory one may read. */
  phone: z.string().nullable(),
  post: z.string(),
  postName: z.string(),
  deputy: z.boolean(),
  /** Path of names from below the root. */
  path: z.string(),
});
export type FoundPerson = z.infer<typeof FoundPerson>;

/** Who is found, nearest first; where nobody is, the names of places a slip away. */
export const FoundPeople = z.object({
  people: z.array(FoundPerson),
  near: z.array(z.string()),
  /** How many there are in all. */
  count: z.number().int(),
  next: Next,
});
export type FoundPeople = z.infer<typeof FoundPeople>;
