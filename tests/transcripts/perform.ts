import { Answer, Refused } from "#contract/envelope";
import { type OpenPage, openPage } from "./browser.ts";
import { buttons } from "./buttons.ts";
import { jsonPost, type Reply, send } from "./client.ts";
import { formatClock } from "./clock.ts";
import { uploaded } from "./files.ts";
import { sendHook } from "./hook.ts";
import { quoted } from "./quote.ts";
import type { Queued, Stage } from "./stage.ts";
import type { Step } from "./syntax.ts";

/** What came back for a step. */
export interface Outcome {
  /** HTTP status of the last call; null when nothing was sent. */
  status: number | null;
  /** Who spoke, and where (`#航头一网格`); null for the clock and outside systems. */
  sender: string | null;
  channel: string | null;
  /** What the sender reads, private lines included; null when nobody was answered. */
  answer: string | null;
  private: string[];
  /** All that the refusal says; null when it was accepted. */
  refused: string | null;
  /** The page that was opened; whoever asked for the step closes it. */
  page: OpenPage | null;
}

const NOTHING: Outcome = {
  status: null,
  sender: null,
  channel: null,
  answer: null,
  private: [],
  refused: null,
  page: null,
};

/**
 * Does what a step says.
 * @throws Error when it cannot be done at all: nobody of that name, no answer, a broken server
 */
export async function perform({ action, line }: Step, stage: Stage): Promise<Outcome> {
  switch (action.kind) {
    case "clock":
      return moveClock(action.at, stage);
    case "say": {
      const { person, channel, text, files } = action;
      const quote = action.quote && (await quoted(action.quote, action, stage));
      const cid = action.cid ?? `line-${line}`;
      const said = { channel, text, files, quote, cid, clientAt: stage.now };
      const waiting = stage.offline.get(person);
      if (!waiting) return speak(person, said, stage);
      waiting.push(said);
      return { ...NOTHING, sender: person, channel };
    }
    case "offline":
      await stage.person(action.person);
      if (stage.offline.has(action.person)) throw new Error(`${action.person} is offline already`);
      stage.offline.set(action.person, []);
      return NOTHING;
    case "online":
      return comeOnline(action.person, stage);
    case "hook": {
      const { status, body } = await sendHook(stage.url, action.source, action.body, stage.now);
      return { ...NOTHING, status, answer: JSON.stringify(body) };
    }
    case "browser": {
      const page = await openPage(await stage.person(action.person), stage.url + action.path);
      return { ...NOTHING, sender: action.person, page };
    }
  }
}

/** Only a manual clock lets itself be moved; what falls due on the way fires in order. */
async function moveClock(to: number, stage: Stage): Promise<Outcome> {
  const { status, body } = await send(`${stage.url}/api/test/clock`, jsonPost({ to }));
  if (status !== 200) {
    throw new Error(`the clock does not go to ${formatClock(to)}: ${status} ${show(body)}`);
  }
  stage.now = to;
  return { ...NOTHING, status };
}

async function speak(person: string, said: Queued, stage: Stage): Promise<Outcome> {
  const { channel, clientAt, cid, text, quote, files } = said;
  const client = await stage.person(person);
  const attachments: string[] = [];
  for (const [n, name] of files.entries()) {
    attachments.push(await uploaded(name, `${cid}-${n}`, client, stage));
  }
  const reply = await client.post("/api/commands", {
    ...{ cid, text },
    ...(clientAt !== stage.now && { clientAt }),
    ...(quote !== null && { quote }),
    ...(attachments.length > 0 && { attachments }),
    channel: channel.replace(/^#/, ""),
  });
  return { ...NOTHING, ...understood(reply), status: reply.status, sender: person, channel };
}

/** The client sends what it kept, in order, with the cids it gave it. */
async function comeOnline(person: string, stage: Stage): Promise<Outcome> {
  const waiting = stage.offline.get(person);
  if (!waiting) throw new Error(`${person} is not offline`);
  stage.offline.delete(person);
  let whole: Outcome = { ...NOTHING, sender: person };
  for (const said of waiting) {
    const part = await speak(person, said, stage);
    whole = {
      ...part,
      answer: joined(whole.answer, part.answer),
      private: [...whole.private, ...part.private],
      refused: joined(whole.refused, part.refused),
    };
  }
  return whole;
}

function understood({ status, body }: Reply): Pick<Outcome, "answer" | "private" | "refused"> {
  const accepted = Answer.safeParse(body);
  if (accepted.success) {
    const { result, private: lines, offers } = accepted.data;
    const own = [...lines, ...buttons(offers)];
    return { answer: [result.text, ...own].join("\n"), private: own, refused: null };
  }
  const refusal = Refused.safeParse(body);
  if (!refusal.success || refusal.data.error.code === "internal") {
    throw new Error(`the server broke: ${status} ${show(body)}`);
  }
  const { message, hint, candidates, preview } = refusal.data.error;
  const lines = [message, hint, ...buttons(candidates), ...(preview?.lines ?? [])];
  return { answer: null, private: [], refused: lines.filter(Boolean).join("\n") };
}

function joined(before: string | null, after: string | null): string | null {
  return before === null ? after : [before, after ?? ""].join("\n").trim();
}

function show(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
