import type { Answer, Envelope, Refused } from "#contract/envelope";
import { ensureChannels } from "#db/channels";
import { loadFixture } from "#db/fixtures";
import { listMessages, type MessageRow } from "#db/messages";
import { openStore, type Session, type Store } from "#db/open";
import { insertOrg } from "#db/org";
import { type Channel, deriveChannels } from "#domain/org/channels";
import type { OrgData } from "#domain/org/org";
import { Org } from "#domain/org/org-index";
import { startOfDay } from "#domain/time/zone";
import type { Bot } from "#kernel/define-bot";
import { createKernel, type Kernel } from "#kernel/kernel";
import { createIds } from "#kernel/random-id";
import { copyOf } from "./database.ts";
import { inTransaction } from "./in-transaction.ts";
import { NOW, smallData } from "./small-org.ts";

/** The commands, kinds and timers under test, and the county they run on: by default the small one. */
export interface TestKernelOptions {
  bots: Bot[];
  /** A fixture by name (`kaihua-day`), with its own people, time and counters. */
  fixture?: string;
  data?: OrgData;
  /** When the clock starts, as `2020-01-27 07:00` or in epoch milliseconds. */
  at?: string | number;
  /** Who may not get what is sent to them, by person id; by default nobody. */
  mayMiss?: (person: string) => boolean;
  /** Told of the kernel's own faults; by default they fail the test. */
  onFault?: (error: unknown) => void;
}

/** A whole kernel in this process, on a fresh database of the project's dialect, with a manual clock. */
export interface TestKernel {
  kernel: Kernel;
  at(): number;
  /** Moves the clock forward, `09:00` of this day or `2020-01-28 09:00`, firing what falls due. */
  clock(to: string | number): Promise<void>;
  /** Sends a line as the person with this account; channel as `#航头村`, an id, or `@催办`. */
  say(account: string, channel: string, text: string, more?: Partial<Envelope>): Promise<Reply>;
  /** {@link say}, where being refused is a failure; returns what the sender reads. */
  done(account: string, channel: string, text: string, more?: Partial<Envelope>): Promise<string>;
  /** All messages of a channel, oldest first. */
  messages(channel: string): Promise<MessageRow[]>;
  /** The channel's id; `@催办 余航` is the bot's conversation with a person. */
  channel(name: string): string;
  /** A second server on the same database; on SQLite, which has one writer, once the first rests. */
  twin(): Promise<Kernel>;
  /** Runs queries in one transaction; only for what no command does. */
  write(job: (session: Session) => Promise<void>): Promise<void>;
  /** Everything the database holds, as text; on SQLite the raw bytes of its files. */
  stored(): Promise<string>;
  stop(): Promise<void>;
}

export type Reply = Answer | Refused;

export async function openTestKernel(options: TestKernelOptions): Promise<TestKernel> {
  const seed = options.fixture ? loadFixture(options.fixture) : null;
  const data: OrgData = seed ?? options.data ?? smallData;
  let now = instant(options.at ?? seed?.at ?? NOW, NOW);
  const channels = deriveChannels(new Org(data), now);
  const fill = (store: Store) =>
    inTransaction(store, async (session) => {
      await insertOrg(session, data);
      await ensureChannels(session, channels);
    });
  const name = options.data ? null : (options.fixture ?? "the small org");
  const { store, drop, stored } = await openFilledStore(name && `${name} at ${now}`, fill);
  const start = () =>
    createKernel({
      store,
      bots: options.bots,
      now: () => now,
      newId: createIds(),
      random: () => 0.5,
      mayMiss: options.mayMiss,
      onFault: (_, error) => {
        if (!options.onFault) throw error;
        options.onFault(error);
      },
    });
  const kernel = await start();
  let sent = 0;
  const say: TestKernel["say"] = (account, channel, text, more) => {
    const person = kernel.org().byAccount(account);
    if (!person) throw new Error(`nobody is called ${account}`);
    sent += 1;
    const envelope = { cid: `test-${sent}`, channel: find(channels, channel, kernel), text };
    return kernel.perform(person.id, { ...envelope, ...more });
  };
  return {
    kernel,
    say,
    at: () => now,
    clock: async (to) => {
      now = instant(to, now);
      await kernel.fireDue(now);
    },
    done: async (...line) => {
      const reply = await say(...line);
      if (!reply.ok) throw new Error(`${line[2]} was refused: ${reply.error.message}`);
      return reply.result.text;
    },
    messages: (name) =>
      listMessages(store.read, find(channels, name, kernel), { after: 0, limit: 10_000 }),
    channel: (name) => find(channels, name, kernel),
    twin: start,
    write: (job) => inTransaction(store, job),
    stored,
    stop: async () => {
      await store.close();
      await drop();
    },
  };
}

/** A database without a county. */
export interface EmptyStore {
  store: Store;
  stored: TestKernel["stored"];
  /** Removes it; close the store before. */
  drop(): Promise<void>;
}

/** A fresh database of the project's dialect, its tables made. */
export async function openEmptyStore(): Promise<EmptyStore> {
  const { url, ...rest } = await copyOf("empty", async (at) => (await openStore(at)).close());
  return { store: await openStore(url), ...rest };
}

/** @param name stands for what `fill` writes, which is then written once; null writes it anew */
async function openFilledStore(
  name: string | null,
  fill: (store: Store) => Promise<void>,
): Promise<EmptyStore> {
  if (name === null) {
    const empty = await openEmptyStore();
    await fill(empty.store);
    return empty;
  }
  const { url, ...rest } = await copyOf(`kernel ${name}`, async (at) => {
    const store = await openStore(at);
    await fill(store);
    await store.close();
  });
  return { store: await openStore(url), ...rest };
}

/** Names are unique in the fixtures; a channel that nobody lists is taken for an id. */
function find(channels: Channel[], name: string, kernel: Kernel): string {
  const [, bot, account] = /^@(\S+) (\S+)$/.exec(name) ?? [];
  if (bot && account) {
    const key = [...kernel.registry.bots.values()].find((b) => b.zh === bot)?.key;
    return `bot:${key}:${kernel.org().byAccount(account)?.id}`;
  }
  const plain = name.replace(/^#/, "");
  return channels.find((channel) => channel.name === plain)?.id ?? name;
}

/** `09:00` is of the present day; dates are of Shanghai. */
function instant(time: string | number, now: number): number {
  if (typeof time === "number") return time;
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  if (hours) return startOfDay(now) + (Number(hours) * 60 + Number(minutes)) * 60_000;
  const at = Date.parse(`${time.replace(" ", "T")}+08:00`);
  if (Number.isNaN(at)) throw new Error(`“${time}” is no time`);
  return at;
}
