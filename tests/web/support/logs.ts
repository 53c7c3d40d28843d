import type { ChannelView, MessageView } from "#contract/nouns";

export interface Deed {
  channel: string;
  kind: MessageView["kind"];
  pick: number;
}

/** Channels' logs as the server keeps them: gap-free, edits and recalls as rows of their own. */
export class Logs {
  readonly #logs: Map<string, MessageView[]>;

  constructor(channels: string[]) {
    this.#logs = new Map(channels.map((id) => [id, []]));
  }

  /** Does something and @returns the event that tells of it. */
  do({ channel, kind, pick }: Deed): MessageView {
    const log = this.#logs.get(channel)!;
    const seq = log.length + 1;
    const earlier = log.filter((row) => row.kind === "text" || row.kind === "card");
    const meant = earlier[pick % Math.max(1, earlier.length)];
    const isChange = kind === "edit" || kind === "recall";
    const row: MessageView = {
      ...{ id: `${channel} ${seq}`, channel, seq, at: seq * 1000, kind },
      author: { person: "p", bot: null, name: "池敏", post: null },
      text: kind === "recall" ? "" : `${kind} ${seq}`,
      item: kind === "card" || kind === "reminder" ? `T${pick % 3}` : null,
      ...{ node: null, mentions: [], quote: null, replacedBy: null, clientAt: null },
      ...{ attachments: [], before: null, recalled: false },
      ref: isChange ? (meant?.id ?? "gone") : null,
    };
    if (kind === "reminder") this.#replace(log, row);
    log.push(row);
    return structuredClone(row);
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
}
