import { Refusal } from "#contract/errors";
import { holdsCap, postsWithCap } from "#domain/org/posts";
import type { Context } from "./context.ts";
import type { Command } from "./define-command.ts";

/** Whether some post of the person may use the command in this channel at all. */
export function isUsable(ctx: Context, command: Command): boolean {
  return isInPlace(ctx, command) && isHeld(ctx, command);
}

/**
 * Asked before a line is read further: who may not use a command learns nothing from its arguments.
 * @throws Refusal `wrong_place`, or `forbidden` naming the posts that may
 */
export function mustBeUsable(ctx: Context, command: Command): void {
  if (!isInPlace(ctx, command)) {
    throw new Refusal("wrong_place", `/${command.zh} 不能在住户群里用，请到工作群里发`);
  }
  if (!isHeld(ctx, command)) {
    const who = postsWithCap(command.caps, ctx.org).slice(0, 5).join("、");
    throw new Refusal("forbidden", `你的岗位不能用 /${command.zh}，能用的岗位：${who}`);
  }
}

function isInPlace({ channel }: Context, command: Command): boolean {
  return channel?.kind !== "resident" || command.residents;
}

function isHeld({ actor, org, now }: Context, { caps }: Command): boolean {
  return caps.length === 0 || holdsCap(actor.id, caps, org, now);
}
