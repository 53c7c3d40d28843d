import type { Profile } from "#contract/profile";
import { fold } from "#domain/text/text";
import type { Bot, Reaction, TimerRule } from "./define-bot.ts";
import type { Command } from "./define-command.ts";
import type { Kind } from "./define-kind.ts";
import type { LedgerDef } from "./ledger/define-ledger.ts";
import { checkKind, checkLedger } from "./sight/check.ts";
import { mayBeNarrow, type Seer } from "./sight/define-sight.ts";

/** Everything the bots and the platform bring, looked up by name. Built once at start. */
export interface Registry {
  commands: Command[];
  /** Commands that answer to a typed name; those with `claims` first. */
  named(name: string): Command[];
  /** By key, Chinese or English name, unambiguous: for structured calls. */
  command(name: string): Command | undefined;
  botOf(command: Command): Bot;
  kinds: Map<string, Kind>;
  /** Whom kinds name that keep items from the common sight. */
  seers: readonly Seer[];
  /** Keys of the kinds of which this is so. */
  kindsThat(is: (kind: Kind) => boolean): string[];
  ledgers: Map<string, LedgerDef>;
  bots: Map<string, Bot>;
  timers: Map<string, TimerRule>;
  /** Each with the key of its bot, in whose name it speaks. */
  reactions(type: string): (Reaction & { bot: string })[];
  names(): string[];
}

/** @throws Error when two commands share a name and neither says which lines it claims. */
export function createRegistry(bots: Bot[], profile: Profile): Registry {
  const kinds = bots.flatMap((bot) => bot.kinds ?? []);
  const commands = bots
    .flatMap((bot) => bot.commands)
    .filter(({ serves }) => !serves || kinds.some(serves));
  const byName = new Map<string, Command[]>();
  for (const command of commands) {
    const own = profile.aliases[command.key] ?? [];
    for (const name of new Set([command.zh, command.en, ...command.aliases, ...own])) {
      const key = spell(name);
      byName.set(key, [...(byName.get(key) ?? []), command]);
    }
  }
  for (const [name, sharing] of byName) {
    if (sharing.filter((command) => !command.claims).length > 1) {
      throw new Error(`two commands are called ${name}`);
    }
    sharing.sort((a, b) => Number(!a.claims) - Number(!b.claims));
  }
  const ledgers = bots.flatMap((bot) => bot.ledgers ?? []);
  for (const kind of kinds) checkKind(kind);
  for (const ledger of ledgers) checkLedger(ledger);
  const timers = bots.flatMap((bot) => bot.timers ?? []);
  const reactions = bots.flatMap(({ key: bot, reactions: own = [] }) =>
    own.map((reaction) => ({ ...reaction, bot })),
  );
  return {
    commands,
    named: (name) => byName.get(spell(name)) ?? [],
    command: (name) =>
      commands.find((c) => c.key === name || c.zh === name || spell(c.en) === spell(name)) ??
      byName.get(spell(name))?.at(-1),
    botOf: (command) => bots.find((bot) => bot.commands.includes(command)) as Bot,
    kinds: new Map(kinds.map((kind) => [kind.key, kind])),
    seers: seersOf(kinds),
    kindsThat: (is) => kinds.filter(is).map(({ key }) => key),
    ledgers: new Map(ledgers.map((one) => [one.key, one])),
    bots: new Map(bots.map((bot) => [bot.key, bot])),
    timers: new Map(timers.map((rule) => [rule.rule, rule])),
    reactions: (type) => reactions.filter((reaction) => reaction.on === type),
    names: () => [...byName.keys()],
  };
}

/** Each once, of kinds that narrow their sight in some state. */
function seersOf(kinds: Kind[]): Seer[] {
  const named = kinds
    .filter(mayBeNarrow)
    .flatMap(({ sight = [] }) => sight.flatMap(({ who }) => (who === "common" ? [] : [who])));
  return [...new Map(named.map((seer) => [JSON.stringify(seer), seer])).values()];
}

function spell(name: string): string {
  return fold(name).trim().toLowerCase();
}
