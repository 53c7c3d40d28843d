import { isNumeric } from "#contract/field-types";
import type { Cond, Field, Operator, Rule, Term } from "#contract/forms";
import { splitRules } from "../text/line.ts";
import { foldSigns } from "../text/signs.ts";
import { readOrNot, Unreadable } from "../text/unreadable.ts";

export type RulesResult =
  | { ok: true; rules: Rule[] }
  | { ok: false; message: string; token: string };

/** The reply's own 说明, when no field carries that name. */
const NOTE = "说明";

/** Longest first, so that `<=` is not read as `<`. */
const OPERATORS: [string, Operator][] = [
  ["<=", "<="],
  [">=", ">="],
  ["!=", "!="],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["<", "<"],
  [">", ">"],
  ["=", "="],
];

/**
 * Reads 规则= by the grammar of SPEC §1.10, by hand and never by eval:
 * `Rule := cond [须 field{,field} | 提示]`, `cond := sum op sum`, `sum := term{(+|-)term}`.
 *
 * @param fields the item's own fields: names are matched longest first, so any may hold 须 or digits
 * @example parseRules("已核<=应核；异常>0须说明；新增>20提示", fields)
 */
export function parseRules(text: string, fields: Field[]): RulesResult {
  return readOrNot(() => {
    const rules = splitRules(text).map((rule) => new RuleReader(rule, fields).rule());
    return { rules };
  });
}

class RuleReader {
  private rest: string;
  private readonly byLength: Field[];

  constructor(
    private readonly typed: string,
    private readonly fields: Field[],
  ) {
    this.rest = foldSigns(typed).replace(/\s+/g, "");
    this.byLength = fields.toSorted((a, b) => b.name.length - a.name.length);
  }

  rule(): Rule {
    const cond = this.cond();
    if (this.rest === "") return { kind: "hold", cond };
    if (this.rest === "提示") return { kind: "warn", cond };
    if (this.take("须")) return { kind: "need", cond, ...this.needed() };
    throw this.refuse(this.rest, "后面只能接“须 字段”或“提示”");
  }

  private cond(): Cond {
    const left = this.sum();
    const found = OPERATORS.find(([sign]) => this.take(sign));
    if (!found) throw this.refuse(this.rest || this.typed, "这里要用 < <= > >= = != 比较");
    const cond = { left, op: found[1], right: this.sum() };
    if ([...cond.left, ...cond.right].some((term) => "field" in term)) return cond;
    throw this.refuse(this.typed, "里没有字段");
  }

  private sum(): Term[] {
    const terms = [this.term(1)];
    for (;;) {
      if (this.take("+")) terms.push(this.term(1));
      else if (this.take("-")) terms.push(this.term(-1));
      else return terms;
    }
  }

  private term(sign: 1 | -1): Term {
    const field = this.byLength.find((known) => this.rest.startsWith(known.name));
    if (field) {
      if (!isNumeric(field)) throw this.refuse(field.name, `是${field.type}，不能比大小`);
      this.take(field.name);
      return { sign, field: field.name };
    }
    const digits = /^\d{1,10}(\.\d{1,4})?/.exec(this.rest)?.[0];
    if (digits !== undefined && this.take(digits)) return { sign, number: Number(digits) };
    const word = /^[^+\-<>=!≤≥≠,，、]*/.exec(this.rest)?.[0] ?? "";
    if (word === "") throw this.refuse(this.rest || this.typed, "这里缺字段或数");
    throw this.unknown(word);
  }

  private needed(): { fields: string[]; note: boolean } {
    const names = this.rest.split(/[,，、]/);
    const isNote = (name: string): boolean => name === NOTE && !this.has(NOTE);
    for (const name of names) {
      if (name === "") throw this.refuse(this.typed, "的“须”后面缺字段");
      if (!this.has(name) && !isNote(name)) throw this.unknown(name);
    }
    return { fields: names.filter((name) => !isNote(name)), note: names.some(isNote) };
  }

  private has(name: string): boolean {
    return this.fields.some((field) => field.name === name);
  }

  private take(word: string): boolean {
    if (!this.rest.startsWith(word)) return false;
    this.rest = this.rest.slice(word.length);
    return true;
  }

  private unknown(name: string): Unreadable {
    const known = this.fields.map((field) => field.name).join("、");
    return this.refuse(name, `不是字段，本表有：${known}`);
  }

  private refuse(token: string, why: string): Unreadable {
    return new Unreadable(token, `规则“${this.typed.trim()}”：“${token}”${why}`);
  }
}
