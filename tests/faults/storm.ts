import { type Client, type Reply, signIn } from "../transcripts/client.ts";

/** One reply as its sender knows it; what the checker holds the final log against. */
export interface Op {
  cid: string;
  person: string;
  /** Sends one after the other; nothing is known of the order between lanes. */
  lane: number;
  /** The 在册 of this reply and of no other: by it the reply is found again. */
  mark: number;
  text: string;
  channel: string;
  /** Answers in the order they came; more than one where it was sent again. */
  answers: Answered[];
}

export interface Answered {
  messages: string[];
  text: string;
  version: number;
  replayed: boolean;
}

/** The clients of one worker: `lanes` of them, each sending a reply as soon as the last is answered. */
export interface Worker {
  account: string;
  person: string;
  channel: string;
}

/** Replies of many, against a server that may vanish at any moment. */
export class Storm {
  readonly ops: Op[] = [];
  readonly #workers: Worker[];
  readonly #lanes: number;
  readonly #label: string;
  readonly #clients = new Map<string, Client>();
  /** Sent and not yet answered, by lane. */
  readonly #open = new Map<number, Op>();
  #cookies = new Map<string, string>();

  constructor(workers: Worker[], lanes: number, label: string) {
    this.#workers = workers;
    this.#lanes = lanes;
    this.#label = label;
  }

  /** Signs everybody in once; their sessions outlive the server. */
  async signIn(url: string, invitations: Record<string, string>): Promise<void> {
    for (const { account } of this.#workers) {
      const client = await signIn(url, account, invitations[account]!);
      const pairs = client.cookies.map(({ name, value }) => `${name}=${value}`);
      this.#cookies.set(account, pairs.join("; "));
      this.#clients.set(account, client);
    }
  }

  get acknowledged(): number {
    return this.ops.filter((op) => op.answers.length > 0).length;
  }

  /**
   * Sends again, under the same cids, what the last round left open, then new replies without end
   * until the server is gone.
   * @param onAnswer told after each answer of this round
   */
  async round(url: string, onAnswer: (nth: number) => void): Promise<void> {
    let nth = 0;
    const lanes = this.#workers.flatMap((worker, w) =>
      Array.from({ length: this.#lanes }, async (_, l) => {
        const lane = w * this.#lanes + l;
        for (;;) {
          const op = this.#open.get(lane) ?? this.#next(worker, lane);
          if (!(await this.#send(url, worker.account, op))) return;
          nth += 1;
          onAnswer(nth);
        }
      }),
    );
    await Promise.all(lanes);
  }

  /** Sends again what is still open. @throws Error when the server does not answer */
  async settle(url: string): Promise<void> {
    for (const op of [...this.#open.values()]) {
      const worker = this.#workers.find(({ person }) => person === op.person)!;
      if (!(await this.#send(url, worker.account, op))) throw new Error(`no answer to ${op.cid}`);
    }
  }

  /** Sends answered replies once more, as a phone does that lost the answer. */
  async repeat(url: string, ops: Op[]): Promise<void> {
    for (const op of ops) {
      const worker = this.#workers.find(({ person }) => person === op.person)!;
      if (!(await this.#send(url, worker.account, op))) throw new Error(`no answer to ${op.cid}`);
    }
  }

  #next({ person, channel }: Worker, lane: number): Op {
    const mark = this.ops.length + 1;
    const text = `/报 ${this.#label} ${mark} 0 0`;
    const op = { cid: `storm-${lane}-${mark}`, person, lane, mark, text, channel, answers: [] };
    this.ops.push(op);
    this.#open.set(lane, op);
    return op;
  }

  /** @returns false when the server went away before it answered */
  async #send(url: string, account: string, op: Op): Promise<boolean> {
    const { cid, channel, text } = op;
    const cookie = this.#cookies.get(account)!;
    let reply: Reply;
    try {
      const response = await fetch(`${url}/api/commands`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie },
        body: JSON.stringify({ cid, channel, text }),
      });
      reply = { status: response.status, body: await response.json() };
    } catch {
      return false;
    }
    if (reply.status !== 200) {
      throw new Error(`${text} was refused: ${reply.status} ${JSON.stringify(reply.body)}`);
    }
    const body = reply.body as {
      result: { text: string; version: number };
      messages: string[];
      replayed?: boolean;
    };
    op.answers.push({
      messages: body.messages,
      text: body.result.text,
      version: body.result.version,
      replayed: body.replayed ?? false,
    });
    this.#open.delete(op.lane);
    return true;
  }
}
