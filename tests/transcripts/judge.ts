import { judgeItem } from "./judge-item.ts";
import { judgeNews } from "./judge-news.ts";
import type { Moment } from "./moment.ts";
import { answerTexts, clip, lacking } from "./moment.ts";
import { judgePushes } from "./pushes.ts";
import type { Claim } from "./syntax.ts";

/**
 * Whether a check holds now, after its step.
 *
 * @returns null when it does, else what was seen instead
 * @throws Error when it cannot be looked at
 */
export async function judge(claim: Claim, moment: Moment): Promise<string | null> {
  const { outcome } = moment;
  switch (claim.kind) {
    case "answer": {
      // A card left from an earlier step must not speak for a command that was refused.
      if (outcome.refused !== null) return `refused: ${clip(outcome.refused)}`;
      if (outcome.answer === null) return "nobody was answered";
      return lacking(claim.fragments, await answerTexts(moment));
    }
    case "status":
      return outcome.status === claim.status ? null : `status ${outcome.status}`;
    case "shows":
      if (!outcome.page) return "no page was opened";
      for (const fragment of claim.fragments) await outcome.page.shows(fragment);
      return null;
    case "push":
      return judgePushes(claim, moment);
    case "new":
    case "newest":
    case "quiet":
    case "only":
    case "refused":
    case "private":
      return judgeNews(claim, moment);
    default:
      return judgeItem(claim, moment.stage);
  }
}
