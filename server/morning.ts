import type { Logger } from "pino";
import type { Answer } from "#contract/envelope";
import { newestInstant } from "#db/manual-clock";
import type { MorningLine, MorningPart } from "#db/mornings";
import type { CastMember } from "#db/seed-data";
import { bots } from "./bots.ts";
import { listen } from "./listen.ts";
import { type MorningPerson, signIn } from "./morning-people.ts";
import type { Parts } from "./parts.ts";
import { startSystem } from "./system.ts";

export interface MorningSetting {
  parts: MorningPart[];
  /** When the demo begins: the morning ends there. Epoch milliseconds. */
  start: number;
  cast: readonly CastMember[];
  log: Logger;
  say(line: string): void;
}

/** A line that the server would not take, and why. */
export interface Untaken {
  line: MorningLine;
  why: string;
}

/**
 * Plays what the demo's people did before its visitor came, and closes the databases: a server of
 * its own that only this machine reaches, whose clock stands as far back as the first line and
 * runs on to the start, so that reminders, rounds and late answers come about by themselves. The
 * people sign in and send like all others. Each line has the same cid every time: what was
 * interrupted is played again and goes on where it stopped.
 */
export async function playMorning(parts: Parts, setting: MorningSetting): Promise<Untaken[]> {
  const { start, log } = setting;
  const [first] = setting.parts.flatMap(({ lines }) => lines);
  const from = Math.max((await newestInstant(parts.store.read)) ?? 0, start - (first?.ago ?? 0));
  const system = await startSystem(parts, { bots, clock: "manual", from, log });
  const server = listen(system, { host: "127.0.0.1", port: 0 });
  const clock = system.clock!;
  const moveTo = (at: number) => (at > clock.now() ? clock.moveTo(at) : null);
  const play = new Play(`http://127.0.0.1:${server.port}`, setting.cast);
  try {
    for (const { title, lines } of setting.parts) {
      setting.say(`  ${title} …`);
      for (const line of lines) {
        await moveTo(start - line.ago);
        await play.line(line);
      }
    }
    await moveTo(start);
    await play.end();
  } finally {
    await server.stop();
    await system.close();
  }
  return play.untaken;
}

/** The people at their devices, and what has come of their lines. */
class Play {
  readonly untaken: Untaken[] = [];
  readonly #people = new Map<string, MorningPerson>();
  /** Label of a line → the id of its item. */
  readonly #items = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly cast: readonly CastMember[],
  ) {}

  async line(line: MorningLine): Promise<void> {
    const { who, channel, label } = line;
    const cid = `morning:${line.id}`;
    const text = line.text.replace(/\{([^}]+)\}/g, (whole, item) => this.#items.get(item) ?? whole);
    const person = await this.#person(who);
    let answer = await person?.say(channel, cid, text);
    // A code is shown only once; whoever plays again needs a new one.
    if (answer?.ok && answer.replayed && "invite" in answer.result)
      answer = await person?.say(channel, crypto.randomUUID(), text);
    if (answer?.ok) await this.#remember(answer, label, text);
    else this.untaken.push({ line, why: answer?.error.message ?? `${who}不在演示的人里` });
  }

  async #remember({ result }: Answer, label: string | null, text: string): Promise<void> {
    if (label !== null) this.#items.set(label, String(result.item));
    if (typeof result.link !== "string") return;
    const invitation = new URLSearchParams(new URL(result.link).hash.slice(1)).get("i")!;
    this.#people.set(text.split(/\s+/)[1]!, await signIn(this.url, { invitation }));
  }

  /** One of the cast, or whom a line before has invited; undefined for anybody else. */
  async #person(name: string): Promise<MorningPerson | undefined> {
    const known = this.#people.get(name);
    const member = this.cast.find(({ account }) => account === name);
    if (known || !member) return known;
    const { account, password } = member;
    const person = await signIn(this.url, { account, password });
    this.#people.set(name, person);
    return person;
  }

  /** Their devices go with the morning; a visitor brings their own. */
  async end(): Promise<void> {
    await Promise.all([...this.#people.values()].map((person) => person.leave()));
  }
}
