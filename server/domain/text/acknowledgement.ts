import { parseItemRef } from "./ids.ts";
import { fold } from "./text.ts";

/**
 * What a plain line says about receipt:
 * - `ack`    counts as 收到; `remark` is what else was said, as typed, `item` the number beside it
 * - `maybe`  holds 收到 among other words: post it and ask its writer 算作“收到”吗？
 * - `none`   a denial, a question, a request to others, or about something else
 */
export type Acknowledgement =
  | { kind: "ack"; item?: string; remark: string | null }
  | { kind: "maybe" }
  | { kind: "none" };

const REMARK_LIMIT = 20;
/** No receipt is this long; the patterns below are not meant for essays. */
const LONGEST = 300;
/** In every shape that a keyboard, a script or an emoji gives it. */
const QUESTION = /[?？❓❔⁇⁈⁉‽﹖⸮؟¿]|[吗嗎]/u;
/** Phones type some emoji as words: [OK], [抱拳]. */
const EMOJI = String.raw`\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{RI}|[\u{FE0F}\u{200D}\u{20E3}]|\[[^\[\]]{1,4}\]`;
const NOISE = String.raw`(?:${EMOJI}|[\p{P}\p{S}\s\p{Cf}])`;
const LEADING = new RegExp(`^${NOISE}+`, "u");
const TRAILING = new RegExp(`${NOISE}+$`, "u");
const WORD = String.raw`(?:好的\p{P}?收到|已收到|收到了|收到|收悉|明白)`;
const ACCEPTED = new RegExp(
  String.raw`^${WORD}(?:(?:${EMOJI}|\s)*[\p{P}~～]${NOISE}*(.+))?$`,
  "su",
);
/** `收到 令9，马上去` and `令18收到，马上去`: what stands where a number may. */
const NUMBER_AFTER = new RegExp(String.raw`^${WORD}${NOISE}*([^\s,，。；;！!、:：]+)(.*)$`, "su");
const NUMBER_BEFORE = new RegExp(`^(.{2,40}?)${NOISE}*(${WORD}.*)$`, "su");
/** 没收到, 未收到 and their kin, and 收到吗, 收到了没; 收到没问题 only looks like one of them. */
const DENIED =
  /[没未不]有?(?:有|能|曾|见)?收到|(?:收到|收悉|明白)了?(?:[么否]|没(?!问题|事|意见))|^(?:没|没有)$/;
/** 收到请回复 asks others to answer, however it is punctuated. */
const REQUESTED = /收到[的后]?(?:人|者|同志)?(?:请|麻烦)\p{Script=Han}{0,4}(?:回|扣)/u;
const REQUESTED_BRIEFLY = /收到[的后]?(?:回复|回个|回[1一]|扣)/;

/**
 * Reads a plain line as an acknowledgement (SPEC §1.9): mentions, emoji and punctuation around
 * it are trimmed; then it is one of the accepted words, or one of them, punctuation, and at
 * most 20 characters, or one of them beside a number. A space is not punctuation: 收到 通知的请到村委会
 * is no receipt.
 *
 * @param nameAt length of the longest name or post that a text begins with, 0 for none: nobody types
 *   a blank after a mention, so `@程立收到` ends where the name does
 */
export function readAcknowledgement(
  text: string,
  nameAt: (text: string) => number = () => 0,
): Acknowledgement {
  if (!/收到|收悉|明白/.test(text) || QUESTION.test(text)) return { kind: "none" };
  if (text.length > LONGEST) return otherwise(text);
  const said = withoutMentions(text, nameAt).replace(LEADING, "").replace(TRAILING, "");
  const condensed = fold(said).replace(/[\p{P}\p{S}\s\p{Cf}]/gu, "");
  const close = said.replace(/[\s\p{Cf}]/gu, "");
  if (REQUESTED.test(condensed) || REQUESTED_BRIEFLY.test(close) || DENIED.test(close)) {
    return { kind: "none" };
  }
  const numbered = besideNumber(said);
  if (numbered) return numbered;
  const accepted = ACCEPTED.exec(said);
  const remark = accepted?.[1] ?? null;
  if (remark !== null && DENIED.test(remark)) return { kind: "none" };
  return accepted ? receipt(undefined, remark) : otherwise(said);
}

/** A known name goes as far as it goes; an unknown one to the next blank, sign or mention. */
function withoutMentions(text: string, nameAt: (text: string) => number): string {
  let kept = "";
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (char !== "@" && char !== "＠") {
      kept += char;
      at += 1;
      continue;
    }
    const rest = text.slice(at + 1);
    const known = nameAt(rest);
    const unknown = /^[^\s@＠]*/.exec(rest)![0];
    // An unknown name glued to 收到 cannot be told from it: it stays, and the writer is asked.
    const glued = known === 0 && /.(?:收到|收悉|明白)/su.test(unknown);
    kept += glued ? unknown : " ";
    at += 1 + (known || unknown.length);
  }
  return kept;
}

/** `收到 令9`, `令18收到`, `收到，T0127-01，马上去`; two numbers are asked about. */
function besideNumber(said: string): Acknowledgement | null {
  const [, after, rest = ""] = NUMBER_AFTER.exec(said) ?? [];
  if (after !== undefined && isNumber(after)) return receipt(after, plain(rest));
  const [, before, word = ""] = NUMBER_BEFORE.exec(said) ?? [];
  if (before === undefined || !isNumber(before)) return null;
  const accepted = ACCEPTED.exec(word);
  return accepted ? receipt(before, accepted[1] ?? null) : { kind: "maybe" };
}

function receipt(item: string | undefined, remark: string | null): Acknowledgement {
  const words = (remark ?? "").split(/[\s\p{P}]+/u);
  const more = words.some((word) => isNumber(word) || (item && /收到|收悉/.test(word)));
  if (more || [...(remark ?? "")].length > REMARK_LIMIT) return { kind: "maybe" };
  return { kind: "ack", ...(item !== undefined && { item }), remark };
}

/** A bare `01` beside 收到 is more often a count than today's first item. */
function isNumber(typed: string): boolean {
  const ref = parseItemRef(typed);
  return ref !== null && ref.kind !== "today";
}

function plain(rest: string): string | null {
  const words = rest.replace(LEADING, "");
  return words === "" ? null : words;
}

function otherwise(said: string): Acknowledgement {
  return { kind: /收到|收悉/.test(said) ? "maybe" : "none" };
}
