import type { Field, ReplyValues, Rule } from "#contract/forms";
import { judge } from "#domain/form/judge";
import { parseRules } from "#domain/form/rules";

/** A rule that a reply breaks, and where it can be mended. */
export interface Broken {
  message: string;
  /** Fields in it, in the form's order. */
  fields: string[];
  /** Whether the reply's own 说明 would mend it. */
  note: boolean;
}

export interface Judgement {
  broken: Broken[];
  /** To be looked at once more; they refuse nothing. */
  warnings: string[];
}

/**
 * Judges a reply by its item's rules before it is sent, by the code that judges it at arrival: on a
 * phone without a line it would otherwise come back hours later.
 *
 * @param prefilled fields left blank that the server fills in: what they need is not known here
 */
export function judgeReply(
  fields: readonly Field[],
  rules: string,
  reply: { values: ReplyValues; note: string; prefilled: ReadonlySet<string> },
): Judgement {
  const parsed = rules === "" ? null : parseRules(rules, [...fields]);
  const judgement: Judgement = { broken: [], warnings: [] };
  for (const rule of parsed?.ok ? parsed.rules : []) {
    if (rule.kind === "need" && rule.fields.some((name) => reply.prefilled.has(name))) continue;
    const { refusals, warnings } = judge([rule], reply.values, { note: reply.note });
    judgement.warnings.push(...warnings);
    for (const message of refusals) {
      const named = placesOf(rule, reply.values);
      const own = fields.map(({ name }) => name).filter((name) => named.has(name));
      const note = rule.kind === "need" && rule.note && reply.note.trim() === "";
      judgement.broken.push({ message, fields: own, note });
    }
  }
  return judgement;
}

/** What is missing where something is missing, else what is compared. */
function placesOf(rule: Rule, values: ReplyValues): Set<string> {
  if (rule.kind === "need") {
    return new Set(rule.fields.filter((name) => !Object.hasOwn(values, name)));
  }
  const terms = [...rule.cond.left, ...rule.cond.right];
  return new Set(terms.flatMap((term) => ("field" in term ? [term.field] : [])));
}
