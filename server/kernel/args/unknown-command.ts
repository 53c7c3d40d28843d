import { type Candidate, Refusal } from "#contract/errors";
import type { Line } from "#domain/text/line";
import type { Context } from "../context.ts";
import { maskFor } from "../mask.ts";
import { nameApart } from "./glued-name.ts";
import { meantNames } from "./meant-names.ts";
import { splice } from "./splice.ts";

/** Where nothing is like the name. */
export const ALL_COMMANDS: Candidate = { label: "看全部命令", text: "/帮助" };

/** A line whose name is no command's, with the lines that were probably meant as buttons. */
export function unknownLine(ctx: Context, line: Line, text: string): Refusal {
  const names = meantNames(ctx, line.name);
  const span = { start: line.nameStart, end: line.nameEnd };
  // What is glued to a name would be lost with it: such a line is only offered with a blank put in.
  const whole = names.filter((name) => !line.name.startsWith(name));
  const lines = [
    ...nameApart(ctx.registry, text),
    ...whole.map((name) => ({ label: `/${name}`, text: splice(text, span, name) })),
  ];
  const masked = lines.map((one) => ({ ...one, text: maskFor(ctx, one.text, {}) }));
  return unknown(line.name, names, masked);
}

/** A structured call by a name that is no command's. */
export function unknownName(ctx: Context, name: string): Refusal {
  return unknown(name, meantNames(ctx, name), []);
}

function unknown(name: string, names: string[], lines: Candidate[]): Refusal {
  const likely = new Set([...lines.map(({ label }) => label), ...names.map((one) => `/${one}`)]);
  const way =
    likely.size > 0 ? `你是不是要：${[...likely].join(" ")}` : `可以点“${ALL_COMMANDS.label}”`;
  const candidates = likely.size > 0 ? lines : [ALL_COMMANDS];
  return new Refusal("unknown_command", `没有“/${name}”这个命令，没有发出。${way}`, {
    ...(candidates.length > 0 && { candidates }),
  });
}
