import type { Cond, Operator, ReplyValues, Rule, Term } from "#contract/forms";
import { labelled } from "./field-words.ts";

export interface Verdict {
  /** Any of these refuses the reply. */
  refusals: string[];
  /** The reply is taken; its writer is asked to check and 核实 lists it. */
  warnings: string[];
}

/**
 * Judges one reply by the item's rules (SPEC §1.10). A condition over a blank or nil field is not
 * judged. Every message names both numbers: `已核55大于应核52，请改其中一个`.
 *
 * @param reply.note the reply's own 说明
 */
export function judge(rules: Rule[], values: ReplyValues, reply: { note: string }): Verdict {
  const verdict: Verdict = { refusals: [], warnings: [] };
  for (const rule of rules) {
    const sides = measure(rule.cond, values);
    if (!sides) continue;
    const holds = COMPARE[rule.cond.op](sides.left, sides.right);
    const seen = `${write(rule.cond.left, sides.left, values)}${
      holds ? IS[rule.cond.op] : IS_NOT[rule.cond.op]
    }${write(rule.cond.right, sides.right, values)}`;
    if (rule.kind === "hold") {
      if (!holds) verdict.refusals.push(`${seen}，${mend(rule.cond)}`);
    } else if (holds && rule.kind === "warn") {
      verdict.warnings.push(`${seen}，请核对`);
    } else if (holds && rule.kind === "need") {
      const missing = rule.fields.filter((name) => !Object.hasOwn(values, name));
      if (rule.note && reply.note.trim() === "") missing.push("说明");
      if (missing.length > 0) verdict.refusals.push(`${seen}，须填“${missing.join("、")}”`);
    }
  }
  return verdict;
}

const COMPARE: Record<Operator, (a: number, b: number) => boolean> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

const IS: Record<Operator, string> = {
  "<": "小于",
  "<=": "不大于",
  ">": "大于",
  ">=": "不小于",
  "=": "等于",
  "!=": "不等于",
};

const IS_NOT: Record<Operator, string> = {
  "<": "不小于",
  "<=": "大于",
  ">": "不大于",
  ">=": "小于",
  "=": "不等于",
  "!=": "等于",
};

/** Both sides as numbers, or null when a field in them is blank or nil. */
function measure(cond: Cond, values: ReplyValues): { left: number; right: number } | null {
  const left = total(cond.left, values);
  const right = total(cond.right, values);
  return left === null || right === null ? null : { left, right };
}

/** Values carry at most four decimals; whole ten-thousandths keep 0.1 + 0.2 equal to 0.3. */
const SCALE = 10_000;

function total(terms: Term[], values: ReplyValues): number | null {
  let sum = 0;
  for (const term of terms) {
    const n = amount(term, values);
    if (n === null) return null;
    sum += term.sign * Math.round(n * SCALE);
  }
  return sum / SCALE;
}

function amount(term: Term, values: ReplyValues): number | null {
  if ("number" in term) return term.number;
  const value = Object.hasOwn(values, term.field) ? values[term.field] : undefined;
  return typeof value === "number" ? value : null;
}

/** `已核55`; for a sum also its result: `男30+女25=55`. */
function write(terms: Term[], sum: number, values: ReplyValues): string {
  const written = terms.map((term, i) => {
    const sign = term.sign < 0 ? "-" : i > 0 ? "+" : "";
    const n = amount(term, values) ?? 0;
    return `${sign}${"field" in term ? labelled(term.field, n) : n}`;
  });
  return terms.length > 1 ? `${written.join("")}=${sum}` : written.join("");
}

function mend(cond: Cond): string {
  const names = [...cond.left, ...cond.right].flatMap((t) => ("field" in t ? [t.field] : []));
  const distinct = new Set(names);
  return distinct.size > 1 ? "请改其中一个" : `请改“${names[0]}”`;
}
