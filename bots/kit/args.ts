/** The kinds of argument a command may take. */
export type { Arg, InputOf, Raw } from "#kernel/args/arg";
export { fields, ladder, time } from "#kernel/args/form-args";
export { item } from "#kernel/args/item-arg";
export { node, nodes, readNode, scope } from "#kernel/args/place-args";
export {
  deadline,
  eachRound,
  onceAt,
  type ReadDeadline,
  recurrence,
} from "#kernel/args/round-args";
export { body, choice, flag, list, number, text, values, words } from "#kernel/args/text-args";
export { fixedOffers } from "#kernel/complete/form-offers";
export { directoryOffers } from "#kernel/complete/place-offers";
export { stageOffers } from "#kernel/complete/reply-offers";
export { scopeOffers } from "#kernel/complete/scope-offers";
