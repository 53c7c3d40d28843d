/** The kinds of argument a command may take. */
export type { Arg, InputOf, Raw } from "#kernel/arg";
export { fixedOffers } from "#kernel/complete/form-offers";
export { directoryOffers } from "#kernel/complete/place-offers";
export { stageOffers } from "#kernel/complete/reply-offers";
export { scopeOffers } from "#kernel/complete/scope-offers";
export { fields, ladder, time } from "#kernel/form-args";
export { item } from "#kernel/item-arg";
export { node, nodes, readNode, scope } from "#kernel/place-args";
export { deadline, eachRound, onceAt, type ReadDeadline, recurrence } from "#kernel/round-args";
export { body, choice, flag, list, number, text, values, words } from "#kernel/text-args";
