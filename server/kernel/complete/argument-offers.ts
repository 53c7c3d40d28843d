import { nodeNames } from "#domain/org/node-names";
import { fold } from "#domain/text/text";
import type { Arg, Asking, Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import { beginning, typed } from "./match.ts";

const SHOWN = 40;

/** Values for one argument: of its own source, else its options. */
export async function valueOffers(
  arg: Arg<unknown>,
  prefix: string,
  ctx: Context,
  line: Asking,
): Promise<Offer[]> {
  if (arg.offers) return arg.offers(prefix, ctx, line);
  const words = (arg.options ?? []).filter(beginning(prefix));
  return words.map((word) => ({ insert: word, label: word, kind: "choice" }));
}

/** `截止=` of every argument not yet given; required ones first. */
export function keyOffers(prefix: string, { command, given }: Asking): Offer[] {
  const begins = beginning(prefix);
  const open = Object.entries(command.args).filter(
    ([key, { zh, aliases, place }]) =>
      place !== "rest" && !given.has(key) && [zh, ...aliases].some((name) => begins(name)),
  );
  return open.map(([, arg]) => keyOffer(arg));
}

/**
 * What may come next on the line: values of the arguments that stand there without their key, and
 * keys; all of the required ones that are missing before anything optional (SPEC §1.22).
 */
export async function wordOffers(prefix: string, ctx: Context, line: Asking): Promise<Offer[]> {
  const { command, given } = line;
  const keys = beginning(prefix);
  const groups: { required: boolean; byWord: boolean; offers: Offer[] }[] = [];
  for (const [key, arg] of Object.entries(command.args)) {
    const { required, place, many = false } = arg;
    if (given.has(key) && !many) continue;
    const byWord = place !== "key" && place !== "body";
    const values = byWord ? await valueOffers(arg, prefix, ctx, line) : [];
    const key_ = values.length === 0 || typed(prefix) !== "";
    const asKey =
      !given.has(key) && place !== "rest" && key_ && [arg.zh, ...arg.aliases].some(keys);
    const offers = [...values, ...(asKey ? [keyOffer(arg)] : [])];
    groups.push({ required, byWord, offers });
  }
  const rank = (group: { required: boolean; byWord: boolean }) =>
    (group.required ? 0 : 2) + (group.byWord ? 0 : 1);
  return groups
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(({ offers }) => offers)
    .slice(0, SHOWN);
}

function keyOffer({ zh, required, help, options }: Arg<unknown>): Offer {
  const about = [required ? "必填" : "", help.zh || (options?.join("、") ?? "")];
  const detail = about.filter((part) => part !== "").join("，");
  return {
    insert: `${zh}=`,
    label: `${zh}=`,
    ...(detail !== "" && { detail }),
    kind: "key",
  };
}

/** Whether a finished word is this argument; asked of every word at every keystroke, so places only by name. */
export async function takes(arg: Arg<unknown>, word: string, ctx: Context): Promise<boolean> {
  if (arg.kind !== "node" && arg.kind !== "nodes")
    return (await arg.claims?.(word, ctx, 0)) ?? false;
  const { tree } = ctx.org;
  const name = fold(word).split(/[/／]/).at(-1) ?? "";
  const names = nodeNames(tree);
  const known = names.exact(name).length + names.short(name).length > 0;
  return known || tree.byCode(name) !== undefined;
}
