import type { AttachmentView, ChannelView, MessageView } from "#contract/nouns";

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
    if (meant && deed.kind === "rewrite") {
      row.before = meant.text;
      meant.text = row.text;
    }
    if (meant && row.kind === "recall") this.#takeBack(log, meant);
    log.push(row);
    return structuredClone(row);
  }

  #row(log: MessageView[], channel: string, { kind, pick }: Deed): MessageView {
    const seq = log.length + 1;
    return {
      ...{ id: `${channel} ${seq}`, channel, seq, at: seq * 1000 },
      kind: kind === "rewrite" ? "edit" : kind,
      author: { person: "p", bot: null, name: "池敏", post: null },
      text: kind === "recall" ? "" : `${kind} ${seq}`,
      item: kind === "card" || kind === "reminder" ? `T${pick % 3}` : null,
      ...{ node: null, mentions: [], quote: null, replacedBy: null, clientAt: null },
      attachments: kind === "text" && pick % 3 === 0 ? [photo(`${channel} ${seq}`)] : [],
      ...{ before: null, recalled: false },
      ref: meantBy(log, kind, pick),
    };
  }

  views(): ChannelView[] {
    return [...this.#logs].map(([id, log]) => {
      const lastSeq = log.length;
      return {
        ...{ id, kind: "staff", name: id, node: null, lastSeq, unread: lastSeq, writable: true },
        ...{ waiting: 0, pinyin: "" },
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
    Object.assign(meant, { recalled: true, text: "", attachments: [] });
    for (const row of log) {
      if (row.kind === "edit" && row.ref === meant.id) Object.assign(row, { text: "", before: "" });
    }
  }
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
