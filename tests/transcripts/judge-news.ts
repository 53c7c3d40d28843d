import { rendered } from "./items.ts";
import { called, clip, lacking, type Moment } from "./moment.ts";
import { isDirect, type News, spell } from "./news.ts";
import type { Stage } from "./stage.ts";
import type { Claim } from "./syntax.ts";

export type NewsClaim = Extract<
  Claim,
  { kind: "new" | "newest" | "quiet" | "only" | "refused" | "private" }
>;

/** The checks that look at what came since the step began; the others need no survey before it. */
export function isAboutNews(claim: Claim): claim is NewsClaim {
  return ["new", "newest", "quiet", "only", "refused", "private"].includes(claim.kind);
}

/**
 * Whose channels have to be looked at, before and after the step, to judge these: asking everybody
 * costs more than all the rest of a play.
 * @param sender of the step, who says `@bot` of the own conversation
 * @returns accounts; undefined for everybody
 */
export function readersOf(
  claims: NewsClaim[],
  stage: Stage,
  sender: string | null,
): Set<string> | undefined {
  const readers = new Set<string>();
  for (const claim of claims) {
    // Of these two the point is that nothing came anywhere else.
    if (claim.kind === "only" || claim.kind === "refused") return undefined;
    if (claim.kind === "private") readers.add(claim.person);
    for (const ref of channelsIn(claim)) {
      const known = ref.startsWith("@") ? ownerOf(ref, stage, sender) : readersBy(ref, stage);
      if (known.length === 0) return undefined;
      for (const account of known) readers.add(account);
    }
  }
  return readers;
}

function channelsIn(claim: NewsClaim): string[] {
  if (claim.kind === "newest" || claim.kind === "new") return [claim.channel];
  return claim.kind === "quiet" ? claim.channels : [];
}

function ownerOf(ref: string, stage: Stage, sender: string | null): string[] {
  const name = ref.slice(1);
  return [...(stage.knows(name) ? [name] : []), ...(sender === null ? [] : [sender])];
}

function readersBy(ref: string, { readers }: Stage): string[] {
  return [...(readers.get(ref)?.values() ?? [])].flat();
}

/** @returns null when the check holds, else what was seen instead */
export async function judgeNews(claim: NewsClaim, moment: Moment): Promise<string | null> {
  const { outcome } = moment;
  const news = await moment.news();
  switch (claim.kind) {
    case "refused": {
      if (outcome.refused === null) return `accepted: ${clip(outcome.answer ?? "")}`;
      const written = describe(news.filter(hasNews));
      return lacking(claim.fragments, [outcome.refused]) ?? (written && `yet written: ${written}`);
    }
    case "quiet":
      return describe(claim.channels.flatMap((ref) => at(ref, news, moment)).filter(hasNews));
    case "only":
      return judgeOnly(claim.channels, news, moment);
    case "new": {
      const found = at(claim.channel, news, moment).flatMap(({ messages }) => messages);
      if (found.length === claim.count) return null;
      return `${found.length}: ${found.map(({ text }) => `“${clip(text)}”`).join(", ")}`;
    }
    case "newest": {
      const texts = await newestTexts(at(claim.channel, news, moment));
      return texts.length === 0 ? "nothing new there" : lacking(claim.fragments, texts);
    }
    case "private": {
      const reader = await moment.stage.person(claim.person);
      const own = news.filter((place) => isDirect(place) && place.reader === reader);
      const told = claim.person === outcome.sender ? outcome.private : [];
      const found = own.flatMap(({ messages }) => messages);
      const texts = await Promise.all(found.map((message) => rendered(message, reader)));
      return lacking(claim.fragments, [...told, ...texts]);
    }
  }
}

/** Where the sender typed is left out of "no other": it holds the line and its answer. */
function judgeOnly(refs: string[], news: News[], moment: Moment): string | null {
  const { channel, sender } = moment.outcome;
  const named = refs.map((ref) => ({ ref, places: at(ref, news, moment) }));
  const silent = named.filter(({ places }) => !places.some(hasNews)).map(({ ref }) => ref);
  const expected = new Set(named.flatMap(({ places }) => places));
  for (const own of channel === null ? [] : called(channel, news, sender)) expected.add(own);
  const others = news.filter((p) => hasNews(p) && !isDirect(p) && !expected.has(p));
  const problems = [
    silent.length > 0 ? `nothing new in ${silent.join(", ")}` : null,
    others.length > 0 ? `also new: ${describe(others)}` : null,
  ].filter((problem) => problem !== null);
  return problems.length > 0 ? problems.join("; ") : null;
}

/**
 * @throws Error for a channel that nobody of the fixture sees: a misspelt name is no quiet place.
 * A conversation may begin later, so a person who has none yet has simply heard nothing.
 */
function at(ref: string, news: News[], { stage, outcome }: Moment): News[] {
  const places = called(ref, news, outcome.sender);
  const mayBegin = ref.startsWith("@") && (stage.knows(ref.slice(1)) || outcome.sender !== null);
  if (places.length === 0 && !mayBegin) throw new Error(`there is no channel ${ref}`);
  return places;
}

/** The newest message of each place, and its newest card if that is another. */
function newestTexts(places: News[]): Promise<string[]> {
  const found = places.flatMap(({ messages, reader }) => {
    const last = messages.at(-1);
    const card = messages.findLast(({ kind }) => kind === "card");
    return [...new Set([last, card])].flatMap((message) => (message ? [{ message, reader }] : []));
  });
  return Promise.all(found.map(({ message, reader }) => rendered(message, reader)));
}

function hasNews({ messages }: News): boolean {
  return messages.length > 0;
}

function describe(places: News[]): string | null {
  const lines = places.map(
    (place) => `${spell(place)} “${clip(place.messages.at(-1)?.text ?? "")}”`,
  );
  return lines.length > 0 ? lines.join(", ") : null;
}
