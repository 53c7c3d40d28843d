import type { Logger } from "pino";
import { Refusal } from "#contract/errors";
import type { ItemView, TargetView } from "#contract/nouns";
import { MINUTE } from "#domain/time/zone";
import { itemViewsOf } from "#views/item-view";
import { currentItemOf } from "#views/items";
import { targetViews } from "#views/targets";
import type { Viewer } from "#views/viewer";
import { inventedReply } from "./demo-reply.ts";
import type { Identity } from "./identity/identity.ts";

/** So many grids answer, within so long: enough to see a board live, not so many that none is left. */
const PLACES = 24;
const WITHIN = 90_000;
/** One of so many has a difficulty in place of numbers. */
const DIFFICULT = 8;

export interface DemoAnswersParts {
  identity: Pick<Identity, "issueBearer" | "revokeBearer">;
  /** The door that everybody uses. */
  send(request: Request): Promise<Response>;
  /** Accounts of the cast: their places answer by the visitor's own hand. */
  cast: readonly { account: string }[];
  log: Logger;
  /** The clock of sign-in. */
  now: () => number;
  /** From the first act to the last; ninety seconds unless told. Milliseconds. */
  within?: number;
}

/** Whose place answers, and what they are about to do. */
interface Act {
  person: string;
  place: TargetView;
  line: (item: ItemView, attempt: number) => string;
}

/**
 * Lets invented workers of a demo answer what its visitor has issued: each with a token of their
 * own over the interface that everybody uses, one after the other, so that what comes in is true.
 */
export class DemoAnswers {
  readonly #playing = new Map<string, Promise<void>>();
  readonly #pauses = new Set<() => void>();
  #isStopped = false;

  constructor(private readonly parts: DemoAnswersParts) {}

  /** @throws Refusal `not_found`, `forbidden` for what others have issued, `conflict` while they already do */
  async answerFor(viewer: Viewer, typed: string): Promise<{ places: number; seconds: number }> {
    const row = await currentItemOf(viewer, typed);
    if (row.person !== viewer.person)
      throw new Refusal("forbidden", `${row.label}不是你发的，请先发一条任务`);
    if (this.#playing.has(row.id))
      throw new Refusal("conflict", `其他网格正在回${row.label}，请等它们回完`);
    const [item] = await itemViewsOf(viewer, [row]);
    const silent = this.#silent(viewer, await targetViews(viewer, row));
    if (silent.length === 0 || item!.phase !== "open")
      throw new Refusal("conflict", `${row.label}没有还能回的其他网格了`);
    // Pressed twice at once: the other one was faster.
    if (this.#playing.has(row.id)) return this.answerFor(viewer, typed);
    const play = this.#play(item!, silent).finally(() => this.#playing.delete(row.id));
    this.#playing.set(row.id, play);
    return { places: silent.length, seconds: Math.round(this.#within / 1_000) };
  }

  /** Nobody answers any more. @returns when what was on its way has ended */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const end of this.#pauses) end();
    await Promise.all(this.#playing.values());
  }

  get #within(): number {
    return this.parts.within ?? WITHIN;
  }

  /** Places that were asked and are silent, of one worker each, spread over the whole. */
  #silent({ org, now }: Viewer, targets: TargetView[]): { person: string; place: TargetView }[] {
    const cast = new Set(this.parts.cast.map(({ account }) => account));
    const held = targets.flatMap((place) => {
      const holder = org.responsibleAt(place.node, now)[0]?.person;
      return holder && !cast.has(holder.account) ? [{ person: holder.id, place }] : [];
    });
    const waits = ({ place }: { place: TargetView }) =>
      place.dispatchedAt !== null && place.repliedAt === null && place.may.includes("nudge");
    const byPerson = [...Map.groupBy(held, ({ person }) => person).values()];
    const open = byPerson.flatMap((of) => (of.length === 1 ? of.filter(waits) : []));
    const step = Math.max(1, open.length / PLACES);
    return open.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  }

  async #play(item: ItemView, silent: { person: string; place: TargetView }[]): Promise<void> {
    const acts = actsOf(silent);
    const tokens = new Map<string, { id: string; token: string }>();
    try {
      for (const act of acts) {
        if (this.#isStopped) return;
        await this.#act(act, item, tokens);
        await this.#pause(this.#within / acts.length);
      }
    } catch (error) {
      this.parts.log.error({ err: error }, "demo answers");
    } finally {
      for (const { id } of tokens.values()) await this.parts.identity.revokeBearer(id);
    }
  }

  async #act(
    { person, line }: Act,
    item: ItemView,
    tokens: Map<string, { id: string; token: string }>,
  ): Promise<void> {
    const { identity, now } = this.parts;
    const expiresAt = now() + this.#within + MINUTE;
    const token =
      tokens.get(person) ?? (await identity.issueBearer(person, { by: "demo", expiresAt }));
    tokens.set(person, token);
    // What breaks a rule of the visitor's own is tried once more with numbers that hurt none.
    for (const attempt of [0, 1]) {
      const body = { cid: crypto.randomUUID(), channel: "@任务", text: line(item, attempt) };
      const answer = await this.parts.send(
        new Request("http://demo/api/commands", {
          method: "POST",
          headers: {
            "content-type": "application/json",
            authorization: `Bearer ${token.token}`,
          },
          body: JSON.stringify(body),
        }),
      );
      if (answer.status !== 422) return;
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }
}

/** Each first says that it has come, and its numbers a little later. */
function actsOf(silent: { person: string; place: TargetView }[]): Act[] {
  const heard: Act[] = silent
    .filter(({ place }) => place.ackedAt === null)
    .map((one) => ({ ...one, line: ({ id }) => `/收到 ${id}` }));
  const told: Act[] = silent.map((one, n) => ({
    ...one,
    line: (item, attempt) =>
      n % DIFFICULT === DIFFICULT - 1
        ? `/困难 ${item.id} 类=交通 说明=路上有塌方，绕过去要半小时`
        : `/报 ${item.id} ${inventedReply(item, n, attempt)}`,
  }));
  const acts: Act[] = [];
  for (let i = 0; i < silent.length + LAG; i += 1) {
    if (heard[i]) acts.push(heard[i]!);
    if (told[i - LAG]) acts.push(told[i - LAG]!);
  }
  return acts;
}

/** So many others answer between a worker's 收到 and the same worker's numbers. */
const LAG = 3;
