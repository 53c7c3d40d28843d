import { resolveNode } from "../org/node-ref.ts";
import type { Node } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";
import { Unreadable } from "../text/unreadable.ts";
import { isNamedOnly, type ScopeContext } from "./area.ts";
import type { Term } from "./terms.ts";
import { levelsOf } from "./words.ts";

/** A scope that cannot be read, with the places that may have been meant. */
export class UnreadableScope extends Unreadable {
  constructor(
    token: string,
    message: string,
    readonly candidates?: Node[],
    /** The words name several places; without it the candidates only look like what was typed. */
    readonly isAmbiguous = false,
  ) {
    super(token, message);
  }
}

/** What a term stands on, before its qualifiers choose from it. */
export type Base =
  | { kind: "subtree"; node: Node }
  | { kind: "alone"; node: Node }
  | { kind: "set"; nodes: Node[] }
  | { kind: "team"; name: string };

/** @throws UnreadableScope naming the word that is no place. */
export function baseOf(term: Term, context: ScopeContext): Base {
  const { org, from, now } = context;
  const { base, token } = term;
  const here = from === null ? undefined : org.tree.get(from);
  if (base === "本辖区" || base === "本级") {
    if (!here) throw new UnreadableScope(token, `这里没有辖区，说不清“${base}”是哪里，请写出地名`);
    return { kind: base === "本级" ? "alone" : "subtree", node: here };
  }
  const [attribute, value] = base.split(":");
  if (value !== undefined) return { kind: "set", nodes: withAttribute(attribute!, value, context) };
  const whole = base.startsWith("全") ? wholeOf(base.slice(1), here, org) : undefined;
  if (whole) return { kind: "subtree", node: whole };

  const team = base.startsWith("@") ? base.slice(1) : undefined;
  const ref = resolveNode(org.tree, team ?? base, { from, now });
  if (ref.ok && !ref.household) return { kind: "subtree", node: ref.node };
  if (team) return { kind: "team", name: team };
  if (ref.ok) throw new UnreadableScope(token, `“${token}”是一户，范围请写到网格`);
  if (ref.code === "ambiguous") {
    const message = `“${base}”有${ref.candidates.length}个，请选一个，或写成 乡镇/村 的样子`;
    throw new UnreadableScope(token, message, ref.candidates, true);
  }
  throw new UnreadableScope(token, unknownPlace(base, org), ref.nearest);
}

function unknownPlace(base: string, { profile }: Org): string {
  const whole = `全${profile.rootWord}`;
  if (base.startsWith("全")) return `这里不知道“${base}”指哪里，请写地名，或写${whole}、本辖区`;
  if (levelsOf(base, profile.levels).length > 0) {
    return `“${base}”是哪里的？请写 ${whole}:${base} 或 本辖区:${base}`;
  }
  return `没有找到“${base}”，请写地名、${whole}、本辖区或本级`;
}

/** 全县 is the root; 全镇 and 全村 are the nearest place of that level at or above the channel. */
function wholeOf(word: string, here: Node | undefined, org: Org): Node | undefined {
  if (word === org.profile.rootWord) return org.tree.root;
  if (!here) return undefined;
  const levels = new Set(levelsOf(word, org.profile.levels).map((l) => l.key));
  return org.tree
    .lineage(here.id)
    .find((node) => levels.has(node.level) || (word !== "" && node.name.endsWith(word)));
}

function withAttribute(attribute: string, value: string, context: ScopeContext): Node[] {
  const { org, from, now } = context;
  const { tree, profile } = org;
  const allowed = {
    级别: profile.grades,
    颜色: profile.colours.map((c) => c.key),
    行业: profile.industries,
  };
  const words = allowed[attribute as keyof typeof allowed];
  if (words && !words.includes(value)) {
    const known = words.length > 0 ? words.join("、") : "（本地没有设置）";
    throw new UnreadableScope(
      `${attribute}:${value}`,
      `没有“${attribute}:${value}”，可以写：${known}`,
    );
  }
  if (from === null) {
    const word = `${attribute}:${value}`;
    throw new UnreadableScope(word, `这里没有辖区，说不清“${word}”是哪里的，请到那里的频道发`);
  }
  const land = tree.lineage(from).find((node) => tree.level(node).kind === "area") ?? tree.root;
  const has = (node: Node) => {
    if (attribute === "级别") return gradeOf(node, org) === value && !isNamedOnly(node, context);
    if (attribute === "颜色") return node.colour === value;
    if (attribute === "行业") return node.industry === value && !runsIndustry(node, org);
    return node.tags.includes(value);
  };
  return tree
    .descendants(land.id, { self: true })
    .filter((node) => tree.alive(node, now) && has(node));
}

/** A department carries the industry it runs; it issues tasks there and is none of its targets. */
function runsIndustry(node: Node, org: Org): boolean {
  return org.tree.level(node).responsible.some((key) => org.post(key)?.caps.K !== undefined);
}

/** A place without a grade of its own has that of the nearest graded place above. */
function gradeOf(node: Node, { tree }: Org): string | null {
  return tree.lineage(node.id).find((up) => up.grade !== null)?.grade ?? null;
}
