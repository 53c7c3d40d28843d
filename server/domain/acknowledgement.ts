import { fold } from "./text.ts";

/**
 * What a plain line says about receipt:
 * - `ack`    counts as 收到; `remark` is what else was said, as typed
 * - `maybe`  holds 收到 among other words: post it and ask its writer 算作“收到”吗？
 * - `none`   a denial, a question, a request to others, or about something else
 */
export type Acknowledgement =
  | { kind: "ack"; remark: string | null }
  | { kind: "maybe" }
  | { kind: "none" };

const REMARK_LIMIT = 20;
/** No receipt is this long; the patterns below are not meant for essays. */
const LONGEST = 300;
const MENTION = /[@＠]\S+/g;
/** Phones type some emoji as words: [OK], [抱拳]. */
const EMOJI = String.raw`\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{RI}|[\u{FE0F}\u{200D}\u{20E3}]|\[[^\[\]]{1,4}\]`;
const NOISE = String.raw`(?:${EMOJI}|[\p{P}\p{S}\s])`;
const LEADING = new RegExp(`^${NOISE}+`, "u");
const TRAILING = new RegExp(`${NOISE}+$`, "u");
const ACCEPTED = new RegExp(
  String.raw`^(?:好的\p{P}?收到|已收到|收到了|收到|收悉|明白)(?:(?:${EMOJI}|\s)*[\p{P}~～]${NOISE}*(.+))?$`,
  "su",
);
/** 没收到, 未收到 and their kin, and 收到吗, 收到了没; 收到没问题 only looks like one of them. */
const DENIED =
  /[没未]有?收到|(?:收到|收悉|明白)了?(?:[吗么否]|没(?!问题|事|意见))|^(?:吗|没|没有)$/;
/** 收到请回复 asks others to answer, however it is punctuated. */
const REQUESTED = /收到[的后]?(?:人|者|同志)?(?:请|麻烦)\p{Script=Han}{0,4}(?:回|扣)/u;
const REQUESTED_BRIEFLY = /收到[的后]?(?:回复|回个|回[1一]|扣)/;

/**
 * Reads a plain line as an acknowledgement (SPEC §1.9): mentions, emoji and punctuation around
 * it are trimmed; then it is one of the accepted words, or one of them, punctuation, and at
 * most 20 characters. A space is not punctuation: 收到 通知的请到村委会 is no receipt.
 */
export function readAcknowledgement(text: string): Acknowledgement {
  if (text.length > LONGEST) return otherwise(text);
  const said = text.replace(MENTION, " ").replace(LEADING, "").replace(TRAILING, "");
  const condensed = fold(said).replace(/[\p{P}\p{S}\s]/gu, "");
  if (/[?？]/.test(text) || REQUESTED.test(condensed) || REQUESTED_BRIEFLY.test(said)) {
    return { kind: "none" };
  }
  const accepted = ACCEPTED.exec(said);
  const remark = accepted?.[1] ?? null;
  if (DENIED.test(said) || (remark !== null && DENIED.test(remark))) return { kind: "none" };
  if (accepted && [...(remark ?? "")].length <= REMARK_LIMIT) return { kind: "ack", remark };
  return otherwise(said);
}

function otherwise(said: string): Acknowledgement {
  return { kind: said.includes("收到") && !/[?？]/.test(said) ? "maybe" : "none" };
}
