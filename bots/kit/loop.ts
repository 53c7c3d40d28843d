/** The closed loop, written once in the kernel: what a bot may do to an item and its targets. */

export { link, linkedFrom } from "#kernel/links";

export { acknowledge, type OnBehalf } from "#kernel/loop/acknowledge";
export { checkAttached, sentAttachments, useSent, withAttached } from "#kernel/loop/attached";
export { calledShort, heading, signature } from "#kernel/loop/cards";
export {
  awaitsReceipt,
  changeTarget,
  changeTargets,
  isAnswered,
  kindOf,
} from "#kernel/loop/change";
export { dispatch, GATE_RULE } from "#kernel/loop/dispatch";
export { close, mustBeOpen, revoke } from "#kernel/loop/end";
export { extend } from "#kernel/loop/extend";
export {
  currentReply,
  currentRound,
  earlierRounds,
  type Held,
  hasHappened,
  heldBy,
  isPassed,
  isShownHere,
  itemById,
  itemsSince,
  linesOf,
  newestRounds,
  nextTimes,
  openItem,
  openItems,
  openItemsHere,
  pastFacts,
  quotedItem,
  roomOf,
  runningTotal,
  tallyHere,
  targetsOf,
} from "#kernel/loop/find";
export { findDouble } from "#kernel/loop/find-double";
export { holdersOf, peopleOf } from "#kernel/loop/holders";
export { issue } from "#kernel/loop/issue";
export { wordsOfKind } from "#kernel/loop/item-book";
export { ASK_RULE, askAgain } from "#kernel/loop/ladders";
export { moveItem } from "#kernel/loop/move-item";
export { asksAt, type Nudgeable, nudgeable, nudgedByHand } from "#kernel/loop/nudgeable";
export { prefillOf } from "#kernel/loop/prefill";
export { CALLS_TO_PASS, NO_CALLS, reached } from "#kernel/loop/reached";
export {
  type DeferredPush,
  defer,
  deferredToNow,
  itemsById,
  notePushes,
  openItemsAt,
  postReminders,
  pushesSince,
  releaseDeferred,
  takeDeferred,
} from "#kernel/loop/remind";
export { checkStage, isAnothers, takeReply } from "#kernel/loop/reply";
export { type LastAct, lastAct, restore } from "#kernel/loop/restore";
export { alreadyUp, sendBack, settle, verify } from "#kernel/loop/review";
export {
  openRound,
  ROUND_RULE,
  scheduleNext,
  showRound,
  startSeries,
} from "#kernel/loop/rounds";
export type { ItemRow, ReplyRow, TargetRow } from "#kernel/loop/rows";
export { isSeries } from "#kernel/loop/series";
export { silentPeople } from "#kernel/loop/silent";
export { ladderOf, skipNextStep } from "#kernel/loop/skip-step";
export { returnSubmission, submit } from "#kernel/loop/submit";
export { mustBeSubmitted, submitBy } from "#kernel/loop/submit-by";
export { showAnew } from "#kernel/loop/tally-view";
export { respondedInTime, sayDoubt, writingFor } from "#kernel/loop/written";
export { asTold, opensForReason } from "#kernel/sight/show";
