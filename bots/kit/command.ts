/** What a bot is made of, and all it may see: nothing else of the kernel is for it (DESIGN §2). */

export { meantNames } from "#kernel/args/meant-names";
export { ALL_COMMANDS } from "#kernel/args/unknown-command";
export type { Context } from "#kernel/context";
export { defineBot, type Reaction, type TimerRule } from "#kernel/define-bot";
export {
  type Command,
  defineCommand,
  type Group,
  type Outcome,
  type PreviewCard,
} from "#kernel/define-command";
export { maskFor } from "#kernel/mask";
export { isUsable } from "#kernel/usable";
