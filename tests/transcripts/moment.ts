import { rendered } from "./items.ts";
import { fold, missing } from "./match.ts";
import { isDirect, type News, newestCard, type Place, placesOf } from "./news.ts";
import type { Outcome } from "./perform.ts";
import type { Stage } from "./stage.ts";

/** A step that was done, and the world just after it. */
export interface Moment {
  stage: Stage;
  outcome: Outcome;
  /** Every channel with what it got since the step began. */
  news(): Promise<News[]>;
  /** How many pushes those had, before the step, whose pushes are looked at. */
  pushes: Map<string, number>;
}

/** The places that a transcript calls `#name`, `@person`, or `@bot` for the sender's own. */
export function called<P extends Place>(ref: string, places: P[], sender: string | null): P[] {
  const name = ref.slice(1);
  if (ref.startsWith("#")) {
    return places.filter((place) => !isDirect(place) && place.view.name === name);
  }
  const ownWithBot = ({ view, reader }: P) =>
    reader.account === sender && view.name.replace(/^@/, "") === name;
  return places.filter(
    (place) => isDirect(place) && (place.reader.account === name || ownWithBot(place)),
  );
}

/** What the sender has before them: the answer, and the newest card where they spoke. */
export async function answerTexts({ stage, outcome }: Moment): Promise<string[]> {
  const { answer, sender, channel } = outcome;
  const texts = answer === null ? [] : [answer];
  if (sender === null || channel === null) return texts;
  const own = await placesOf(stage, await stage.person(sender));
  for (const place of called(channel, own, sender)) {
    const card = await newestCard(place);
    if (card) texts.push(await rendered(card, place.reader));
  }
  return texts;
}

/** Null when each fragment stands in some text, else which do not and what stands there. */
export function lacking(fragments: readonly string[], texts: readonly string[]): string | null {
  const gone = missing(texts, fragments);
  if (gone.length === 0) return null;
  const seen = texts.map(clip).join(" | ") || "nothing";
  return `no ${gone.map((fragment) => `「${fragment}」`).join("")} in: ${seen}`;
}

const SHOWN = 300;

/** One line of it, for the report. */
export function clip(text: string): string {
  const line = fold(text.replace(/\r?\n/g, " ⏎ "));
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
