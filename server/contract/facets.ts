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

export const FACET_NAMES: Record<Facet, { zh: string; en: string }> = {
  plain: { zh: "一般", en: "plain" },
  goods: { zh: "物品", en: "goods" },
  household: { zh: "户", en: "household" },
  sealed: { zh: "内部", en: "under seal" },
  party: { zh: "当事人", en: "party" },
  contact: { zh: "联系", en: "contact" },
  names: { zh: "姓名", en: "names" },
};
