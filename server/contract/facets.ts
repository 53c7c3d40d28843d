/**
 * Sides of what an item or a fact says, by who may see them (KINDS §1): what everybody in sight may
 * read, goods, who lives where, what is under seal, the two sides of a case, how to reach somebody,
 * and who it was.
 */
export const FACETS = [
  "plain",
  "goods",
  "household",
  "sealed",
  "party",
  "contact",
  "names",
] as const;
export type Facet = (typeof FACETS)[number];
