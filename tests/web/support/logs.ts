import type { AttachmentView, Call, ChannelView, MessageView } from "#contract/nouns";

/** Who looks at the logs, and another. */
export const ME = "me";
const OTHER = "p";

export interface Deed {
  /** Which of the channels, counted round. */
  channel: number;
  /** `rewrite` is the writer's own edit, which keeps what it replaced; `edit` is a bot's of its card. */
  kind: MessageView["kind"] | "rewrite";
  pick: number;
}

/** Channels' logs as the server keeps them: gap-free, edits and recalls as rows of their own. */
export class Logs {
  readonly channels: readonly string[];
  readonly #logs: Map<string, MessageView[]>;
  readonly #read = new Map<string, number>();
  /** One for each message that calls the viewer, from the seq by which it did last. */
  #calls: (Call & { channel: string })[] = [];

  constructor(channels: readonly string[]) {
    this.channels = channels;
    this.#logs = new Map(channels.map((id) => [id, []]));
  }

  /** Does something and @returns the event that tells of it, as it was at that moment. */
  do(deed: Deed): MessageView {
    const channel = this.channels[deed.channel % this.channels.length]!;
    const log = this.#logs.get(channel)!;
    const row = this.#row(log, channel, deed);
    const meant = log.find(({ id }) => id === row.ref);
    if (row.kind === "reminder") this.#replace(log, row);
    if (!meant && deed.kind === "rewrite") row.mentions = [];
    if (meant && deed.kind === "rewrite") {
      row.author = meant.author;
      row.before = meant.text;
      meant.text = row.text;
      // Whom the words called before is not called anew.
      const called = row.mentions;
      row.mentions = called.filter((person) => !meant.mentions.includes(person));
      meant.mentions = called;
    }
    if (meant && row.kind === "recall") this.#takeBack(log, meant);
    log.push(row);
    this.#call(row);
    return structuredClone(row);
  }

  #call({ id, channel, kind, ref, seq, author, mentions }: MessageView): void {
    const isCall = (kind === "text" || kind === "edit") && mentions.includes(ME);
    const isNew = isCall && author.person !== ME;
    const message = ref ?? id;
    if (isNew || kind === "recall")
      this.#calls = this.#calls.filter((call) => call.message !== message);
    if (isNew) this.#calls.push({ channel, message, seq });
  }

  #row(log: MessageView[], channel: string, { kind, pick }: Deed): MessageView {
    const seq = log.length + 1;
    return {
      ...{ id: `${channel} ${seq}`, channel, seq, at: seq * 1000 },
      kind: kind === "rewrite" ? "edit" : kind,
      author: { person: pick % 4 === 0 ? ME : OTHER, bot: null, name: "池敏", post: null },
      text: kind === "recall" ? "" : `${kind} ${seq}`,
      item: kind === "card" || kind === "reminder" ? `T${pick % 3}` : null,
      ...{ node: null, mentions: calls(kind, pick), quote: null, replacedBy: null, clientAt: null },
      attachments: kind === "text" && pick % 3 === 0 ? [photo(`${channel} ${seq}`)] : [],
      ...{ before: null, recalled: false },
      ref: meantBy(log, kind, pick),
    };
  }

  /** Reads one of the channels as far as the pick says. @returns what a client hears of it */
  read({ channel, pick }: Omit<Deed, "kind">): { channel: string; seq: number } {
    const id = this.channels[channel % this.channels.length]!;
    const seq = Math.min(pick, this.#logs.get(id)!.length);
    this.#read.set(id, Math.max(seq, this.#read.get(id) ?? 0));
    return { channel: id, seq };
  }

  views(): ChannelView[] {
    return [...this.#logs].map(([id, log]) => {
      const lastSeq = log.length;
      const read = this.#read.get(id) ?? 0;
      const calls = this.#calls.filter(({ channel, seq }) => channel === id && seq > read);
      return {
        ...{
          id,
          kind: "staff",
          name: id,
          node: null,
          path: [],
          lastSeq,
          readTo: read,
          unread: log.filter((row) => row.seq > read && isRead(row)).length,
        },
        ...{ writable: true, waiting: [], people: 3, pinyin: "" },
        calls: calls.map(({ message, seq }) => ({ message, seq })),
      };
    });
  }

  page(channel: string): MessageView[] {
    return structuredClone(this.#logs.get(channel)!);
  }

  after(channel: string, seq: number): MessageView[] {
    return this.page(channel).filter((row) => row.seq > seq);
  }

  before(channel: string, seq: number, limit: number): MessageView[] {
    return this.page(channel)
      .filter((row) => row.seq < seq)
      .slice(-limit);
  }

  /** The reminder before it of the same item is marked; no event tells of that. */
  #replace(log: MessageView[], { id, item }: MessageView): void {
    for (const row of log) {
      if (row.kind === "reminder" && row.item === item && row.replacedBy === null)
        row.replacedBy = id;
    }
  }
  /** What was taken back is gone from the log, also the wordings before it. */
  #takeBack(log: MessageView[], meant: MessageView): void {
    Object.assign(meant, { recalled: true, text: "", mentions: [], attachments: [] });
    for (const row of log) {
      if (row.kind === "edit" && row.ref === meant.id)
        Object.assign(row, { text: "", before: "", mentions: [] });
    }
  }
}

/** A reminder calls as well, and is no talk. */
function calls(kind: Deed["kind"], pick: number): string[] {
  const isCall = kind === "text" || kind === "rewrite" || kind === "reminder";
  return isCall && pick % 3 !== 0 ? [ME, OTHER] : [];
}

/** The message a change is about: living ones of the right kind, or one that nobody has. */
function meantBy(log: MessageView[], kind: Deed["kind"], pick: number): string | null {
  if (kind !== "edit" && kind !== "rewrite" && kind !== "recall") return null;
  const wanted = kind === "edit" ? "card" : "text";
  const meant = log.filter((row) => row.kind === wanted && !row.recalled);
  return meant[pick % Math.max(1, meant.length)]?.id ?? "gone";
}

function photo(id: string): AttachmentView {
  return {
    ...{ id: `photo of ${id}`, kind: "photo", name: "1.jpg", type: "image/jpeg" },
    ...{ size: 9, width: 4, height: 3 },
  };
}

/** What a person would read: others' words that stand. */
function isRead({ kind, author, recalled, replacedBy }: MessageView): boolean {
  if (kind === "edit" || kind === "recall" || recalled || replacedBy !== null) return false;
  return author.person !== ME;
}
