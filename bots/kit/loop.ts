/** The closed loop, written once in the kernel: what a bot may do to an item and its targets. */

export type { ItemRow } from "#db/items";
export type { TargetRow } from "#db/targets";
export { acknowledge, type OnBehalf } from "#kernel/loop/acknowledge";
export { heading, signature } from "#kernel/loop/cards";
export { changeTarget, changeTargets, isAnswered, kindOf, specOf } from "#kernel/loop/change";
export { dispatch, GATE_RULE } from "#kernel/loop/dispatch";
export { close, mustBeOpen, revoke } from "#kernel/loop/end";
export { type Held, heldBy, openItems, targetsOf, targetsUnder } from "#kernel/loop/find";
export { holdersOf, peopleOf } from "#kernel/loop/holders";
export { type Draft, issue } from "#kernel/loop/issue";
export { checkStage, takeReply } from "#kernel/loop/reply";
export { sendBack, settle, verify } from "#kernel/loop/review";
export { type ItemSpec, PLAIN_SPEC } from "#kernel/loop/spec";
export { submit } from "#kernel/loop/submit";
export { tallyOf } from "#kernel/loop/tally-view";
