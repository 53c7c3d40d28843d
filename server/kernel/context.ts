import { type Candidate, Refusal } from "#contract/errors";
import type { EventRow, EventType } from "#contract/events";
import type { PageKey } from "#db/book";
import type { ChannelRow } from "#db/channels";
import { insertEvents } from "#db/events";
import type { HeldCommand } from "#db/held";
import type { Session } from "#db/open";
import { insertTimers, type TimerRow } from "#db/timers";
import { listPlaces } from "#domain/org/names-in-view";
import type { Assignment, OrgChange, Person } from "#domain/org/org";
import type { Org } from "#domain/org/org-index";
import { placesHeld } from "#domain/org/own-places";
import { notAllowed } from "#domain/rights/not-allowed";
import { type Action, can, type Target as RightsObject } from "#domain/rights/rights";
import { noteActs } from "./ageing.ts";
import type { Understood } from "./args/title-scope.ts";
import { Book } from "./book.ts";
import type { Reaction } from "./define-bot.ts";
import type { Command, Outcome } from "./define-command.ts";
import { type Effects, noEffects } from "./effects.ts";
import { TallyBook } from "./loop/tally-book.ts";
import { UndoBook } from "./loop/undo-book.ts";
import { isOwn, type Post, type Posted, writePosts } from "./posts.ts";
import type { Registry } from "./registry.ts";

/** A fact on its way into the log. */
export type Fact = Omit<EventRow, "seq">;

/** What came with the command besides its arguments. */
export interface Sent {
  clientAt: number | null;
  base: number | null;
  quote: string | null;
  /** Ids of what was attached, as sent: none of them has been looked at. */
  attachments: string[];
  /** The line as typed, for candidates that repeat it with one word more; null for a form. */
  typed: string | null;
  /** Mobile numbers are kept as controlled phones, not only masked. */
  keepPhones: boolean;
  /** The sender has seen the preview, or typed 确认=是. */
  confirmed: boolean;
}

export interface ContextParts {
  session: Session;
  org: Org;
  registry: Registry;
  now: number;
  newId: () => string;
  person: Person | null;
  bot: string | null;
  channel: ChannelRow | null;
  sent?: Sent;
  /** Runs another command with this context, in the same transaction. */
  call(ctx: Context, command: Command, input: Record<string, unknown>): Promise<Outcome>;
  /** Reads what somebody else sent, as the same person; only where there is one. */
  read?(ctx: Context, sent: HeldCommand): Promise<Meant>;
  /** Of a context within another: what it changes is told with the outer one's. */
  effects?: Effects;
}

/** A command that was read, with the context it is to run in. */
export interface Meant {
  ctx: Context;
  command: Command;
  input: Record<string, unknown>;
}

/**
 * All that a command, a reaction or a timer may see and do. There is no clock, no chance and no
 * network here; what it changes is written when `flush` runs, in the same transaction.
 */
export class Context {
  readonly session: Session;
  readonly org: Org;
  readonly registry: Registry;
  readonly now: number;
  readonly newId: () => string;
  /** Whose command this is; null when the clock acts. */
  readonly person: Person | null;
  /** In whose name messages are posted. */
  bot: string | null;
  readonly channel: ChannelRow | null;
  readonly sent: Sent;
  /** What is written will be undone, and nobody is told: rows that nothing reads may stay unwritten. */
  isRehearsing = false;
  /** What was taken from the line without being written as such. */
  understood: Understood | null = null;
  readonly book: Book;
  readonly tallies: TallyBook;
  /** How targets and replies were before this command, for `/撤回`. */
  readonly undo = new UndoBook();
  /** The post under which the person acts, once a right has been asked for. */
  acting: Assignment | null = null;
  /** What the command changes, told to those who show it once it is committed. */
  readonly effects: Effects;

  /** Digits of the numbers that masking took out to keep (SPEC §1.17); never part of any text. */
  readonly keptPhones: string[] = [];
  readonly whispers: string[] = [];
  /** Buttons under the answer. */
  readonly offers: Candidate[] = [];
  readonly posted: string[] = [];
  #posts: Posted[] = [];
  /** What contexts within this one have posted. */
  readonly #adopted: Posted[] = [];
  #events: Fact[] = [];
  #timers: TimerRow[] = [];
  readonly #parts: ContextParts;
  /** Places of the person's posts; asked for once. */
  #held: string[] | null = null;

  constructor(parts: ContextParts) {
    this.#parts = parts;
    this.session = parts.session;
    this.org = parts.org;
    this.registry = parts.registry;
    this.now = parts.now;
    this.newId = parts.newId;
    this.person = parts.person;
    this.bot = parts.bot;
    this.channel = parts.channel;
    this.sent = parts.sent ?? {
      clientAt: null,
      base: null,
      quote: null,
      attachments: [],
      typed: null,
      keepPhones: false,
      confirmed: false,
    };
    this.effects = parts.effects ?? noEffects();
    this.book = new Book(parts.session);
    this.tallies = new TallyBook(this.book, parts.org.tree);
  }

  /** The person, where there must be one. */
  get actor(): Person {
    if (!this.person) throw new Error("the clock has no person");
    return this.person;
  }

  /** The node of the channel the command was typed in; null where it has none, as a talk with a bot. */
  get place(): string | null {
    return this.channel?.node ?? null;
  }

  /**
   * Where a line is said from: the channel's node, else the place where its writer holds a post.
   * Null where those are several, or none: then a line has to name its place.
   */
  get here(): string | null {
    if (this.place !== null || !this.person) return this.place;
    this.#held ??= placesHeld(this.person.id, this.org, this.now);
    return this.#held.length === 1 ? this.#held[0]! : null;
  }

  /** Whether the actor may; asks `can()` and nothing else. */
  may(action: Action, object: RightsObject): boolean {
    return can({ person: this.actor.id, org: this.org, now: this.now }, action, object).ok;
  }

  /**
   * Demands a right and acts under the post that gives it.
   * @throws Refusal `forbidden`, naming the posts that may
   */
  must(action: Action, object: RightsObject, what: string): Assignment {
    const verdict = can({ person: this.actor.id, org: this.org, now: this.now }, action, object);
    if (!verdict.ok) throw this.#notAllowed(verdict, object, what);
    this.acting = verdict.assignment;
    return verdict.assignment;
  }

  #notAllowed(
    { reason, who }: { reason: string; who: string[] },
    object: RightsObject,
    what: string,
  ): Refusal {
    const { tree } = this.org;
    const posts = this.org.assignmentsOf(this.actor.id, this.now);
    const own = posts.map(({ post }) => this.org.post(post)?.zh ?? post);
    const isOwn = (id: string) => posts.some((a) => tree.isWithin(id, a.serves ?? a.node));
    // Where one's own post may in general, it is the place that is out of reach.
    const held = who.some((post) => own.includes(post)) && object.node !== undefined;
    const places = object.nodes ?? (held ? [object.node!] : []);
    const outside = places.filter((id) => !isOwn(id));
    const beyond = outside.length > 0 ? listPlaces(outside, tree) : null;
    return new Refusal("forbidden", notAllowed({ reason, who, own, beyond }, what));
  }

  /** Appends a fact; the reactions to it run before the command ends. */
  record(
    type: EventType,
    fact: { item?: string | null; node?: string | null; data?: Record<string, unknown> } = {},
  ): void {
    this.#events.push({
      at: this.now,
      type,
      person: this.person?.id ?? null,
      post: this.acting?.post ?? null,
      bot: this.person ? null : this.bot,
      node: fact.node ?? null,
      item: fact.item ?? null,
      data: fact.data ?? {},
    });
  }

  /** Says what of the tree, the people and their posts the command has changed. */
  changeOrg({ nodes = [], people = [], assignments = [], moves = [] }: OrgChange): void {
    const before = this.effects.org ?? {};
    this.effects.orgChanged = true;
    this.effects.org = {
      nodes: [...(before.nodes ?? []), ...nodes],
      people: [...(before.people ?? []), ...people],
      assignments: [...(before.assignments ?? []), ...assignments],
      moves: [...(before.moves ?? []), ...moves],
    };
  }

  /** Puts a message into a channel, in the bot's name where a bot speaks. Returns its id. */
  post(message: Post): string {
    const id = this.newId();
    this.#posts.push({ ...message, id, bot: isOwn(message) ? null : this.bot });
    this.posted.push(id);
    return id;
  }

  /** What this command has put into channels or recorded so far, for what goes with it. */
  get done(): { posts: readonly Posted[]; facts: readonly Fact[] } {
    return { posts: [...this.#adopted, ...this.#posts], facts: this.#events };
  }

  /** The channel of a bot's conversation with one person; it comes into being with its first message. */
  botChannel(person: string, bot: string | null = this.bot): string {
    return `bot:${bot ?? "tasker"}:${person}`;
  }

  /** A line only the sender sees; the same is said once. */
  whisper(line: string): void {
    if (!this.whispers.includes(line)) this.whispers.push(line);
  }

  /** A button under what the sender is answered. */
  offer(way: Candidate): void {
    this.offers.push(way);
  }

  schedule(...timers: TimerRow[]): void {
    this.#timers.push(...timers);
  }

  /** Runs another command in the same transaction, as the same person. */
  call(command: Command, input: Record<string, unknown>): Promise<Outcome> {
    return this.#parts.call(this, command, input);
  }

  /** Reads a command that somebody else sent in a channel, to be run as this person. */
  within(channel: ChannelRow, sent: HeldCommand): Promise<Meant> {
    const { read } = this.#parts;
    if (!read) throw new Error("the clock signs nothing");
    const { effects } = this;
    const { attachments = [], text = null } = sent;
    return read(
      new Context({
        ...{ ...this.#parts, channel, effects },
        sent: { ...this.sent, attachments, typed: text, quote: null, base: null, confirmed: false },
      }),
      sent,
    );
  }

  /** Writes what a context within this one has collected; its words to the sender become this one's. */
  async adopt(within: Context): Promise<void> {
    this.#adopted.push(...within.done.posts);
    this.keptPhones.push(...within.keptPhones);
    this.offers.push(...within.offers);
    for (const line of within.whispers) this.whisper(line);
    await within.flush();
    this.posted.push(...within.posted);
  }

  /**
   * Writes what was collected: reactions first, since they may post, then tallies, timers, events
   * and messages in sorted order.
   */
  async flush(): Promise<void> {
    for (let next = 0; next < this.#events.length; next += 1) {
      const event = this.#events[next]!;
      for (const reaction of this.registry.reactions(event.type))
        await this.#react(reaction, event);
    }
    const pages = await this.book.flush();
    this.effects.tallies.push(...pages.flatMap(itemShown));
    await insertTimers(this.session, this.#timers);
    await insertEvents(this.session, this.#events);
    await noteActs(this, this.#events);
    await writePosts(this, this.#posts);
    this.#posts = [];
    this.#events = [];
    this.#timers = [];
  }

  /** In its bot's name: what it says is not what the person did. */
  async #react(reaction: Reaction & { bot: string }, event: Fact): Promise<void> {
    const before = this.bot;
    this.bot = reaction.bot;
    await reaction.run(this, event);
    this.bot = before;
  }
}

/** The item whose tally a page of the book is part of: its own page, or that of its lines. */
function itemShown({ of, node }: PageKey): { item: string; node: string }[] {
  return of.includes(":") ? [] : [{ item: of.split("/")[0]!, node }];
}
