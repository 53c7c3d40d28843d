import type { Node } from "../org/org.ts";
import type { Org } from "../org/org-index.ts";
import { area, isAbove, isNamedOnly, mayBeTarget, type ScopeContext } from "./area.ts";
import { type Base, baseOf, UnreadableScope } from "./base.ts";
import { type FollowUp, followUpOf, splitScope, type Term } from "./terms.ts";
import { type Audience, bodyLevels, knownWords, type Qualifier, qualifierOf } from "./words.ts";

/** Whom a scope means. The caller resolves what only items and teams know, then freezes the list. */
export interface Scope {
  /** In tree order, each once. */
  nodes: Node[];
  /** Post keys when the scope names posts: only their holders are meant. */
  posts: string[] | null;
  audience: Audience | null;
  /** `@队伍`: names of teams that are no node. */
  teams: string[];
  followUps: FollowUp[];
  /** The same of `除=`, to be taken away once resolved. */
  except: { nodes: Node[]; teams: string[]; followUps: FollowUp[] };
}

export type ScopeResult =
  | ({ ok: true } & Scope)
  | { ok: false; message: string; token: string; candidates?: Node[]; isAmbiguous: boolean };

/**
 * Resolves `范围=` in every form of SPEC §1.4. A place, 全县 or 本辖区 means the area nodes at and below
 * it without the issuer's own; bodies and households only when named; levels that answer for
 * nothing never. Refusals name the word at fault and say what may stand there.
 */
export function resolveScope(text: string, context: ScopeContext): ScopeResult {
  try {
    const scope = gather(text, context, meant);
    const less = gather(context.except ?? "", context, covered);
    const gone = new Set(less.nodes.map((node) => node.id));
    const nodes = scope.nodes.filter((node) => !gone.has(node.id));
    const open = scope.teams.length + scope.followUps.length > 0;
    if (nodes.length === 0 && !open) {
      const why = gone.size > 0 ? "除去之后没有剩下对象" : "里没有可以下达的对象";
      throw new UnreadableScope(text, `“${text}”${why}，请换一个范围`);
    }
    const except = { nodes: less.nodes, teams: less.teams, followUps: less.followUps };
    return { ok: true, ...scope, nodes, except };
  } catch (fault) {
    if (!(fault instanceof UnreadableScope)) throw fault;
    const { message, token, candidates, isAmbiguous } = fault;
    return { ok: false, message, token, isAmbiguous, ...(candidates && { candidates }) };
  }
}

/** A scope that is not typed stands on a place. */
export type PlacedContext = Omit<ScopeContext, "except" | "from"> & { from: string };

/** An order's scope when none is typed: all who answer for something in the channel's 辖区. */
export function defaultOrderScope(context: PlacedContext): Node[] {
  return area(context.from, context);
}

/**
 * A task's scope when none is typed: the leaf staff level of the channel's 辖区 (SPEC §1.10), that is
 * the deepest level worked through channels of its own, staff's or residents'. Units reached
 * only in person (Wuyi's 单元) are left to whoever names them.
 */
export function defaultTaskScope(context: PlacedContext): Node[] {
  const { tree, profile } = context.org;
  const channelled = new Set(
    profile.levels
      .filter((l) => l.staff === "own" || (l.staff === "inherit" && l.resident === "own"))
      .map((l) => l.key),
  );
  const nodes = area(context.from, context).filter((node) => channelled.has(node.level));
  const above = new Set(nodes.flatMap((n) => tree.ancestors(n.id).map((up) => up.level)));
  return nodes.filter((node) => !above.has(node.level));
}

type Reading = (base: Base, qualifiers: Qualifier[], context: ScopeContext) => Node[];

function gather(text: string, context: ScopeContext, read: Reading): Omit<Scope, "except"> {
  const { org } = context;
  const isQualifier = (word: string) => qualifierOf(word, org) !== undefined;
  const found = new Set<string>();
  const [teams, followUps, kinds] = [[] as string[], [] as FollowUp[], new Set<string>()];
  const posts = new Set<string>();
  let audience: Audience | null = null;

  for (const term of splitScope(text, isQualifier)) {
    const followUp = followUpOf(term);
    if (followUp) {
      followUps.push(followUp);
      continue;
    }
    const base = baseOf(term, context);
    if (base.kind === "team") {
      teams.push(base.name);
      continue;
    }
    const qualifiers = alike(
      term.qualifiers.map((word) => knownQualifier(word, term, context)),
      org,
    );
    for (const q of qualifiers) {
      if (q.kind === "posts") for (const p of q.posts) posts.add(p.key);
      if (q.kind === "audience") audience = q.audience;
    }
    kinds.add(recipients(qualifiers));
    if (kinds.size > 1 || [...kinds].some((kind) => kind.includes("+"))) {
      const message = `“${text}”里岗位和地方混在一起，说不清发给谁，请分两次下达`;
      throw new UnreadableScope(term.token, message);
    }
    for (const node of read(base, qualifiers, context)) found.add(node.id);
  }
  const { tree } = org;
  const nodes = [...found].sort((a, b) => tree.position(a) - tree.position(b));
  return {
    nodes: nodes.map((id) => tree.get(id)!),
    posts: posts.size > 0 ? [...posts] : null,
    audience,
    teams,
    followUps,
  };
}

/** Whether a term means places, holders of posts, or an audience: the three cannot be one list. */
function recipients(qualifiers: readonly Qualifier[]): string {
  const named = new Set(qualifiers.map((q) => (q.kind === "audience" ? q.audience : q.kind)));
  return [...named].sort().join("+") || "levels";
}

/** Beside levels a post of stations means the stations: `全镇:网格,派出所`. */
function alike(qualifiers: Qualifier[], org: Org): Qualifier[] {
  if (!qualifiers.some(({ kind }) => kind === "levels")) return qualifiers;
  return qualifiers.map((one) => {
    const levels = one.kind === "posts" ? bodyLevels(one.posts, org) : [];
    return levels.length > 0 ? { kind: "levels", levels } : one;
  });
}

function knownQualifier(word: string, term: Term, { org, switching }: ScopeContext): Qualifier {
  const qualifier = qualifierOf(word, org);
  if (!qualifier) {
    const known = knownWords(org).join("、");
    throw new UnreadableScope(
      term.token,
      `“${word}”不是层级、岗位或人群，可以写：${known}，或岗位名、干部`,
    );
  }
  if (
    !switching &&
    qualifier.kind === "levels" &&
    !qualifier.levels.some((l) => l.needsResponsible)
  ) {
    throw new UnreadableScope(term.token, `${word}没有责任岗位，不作下达对象，请换一个层级`);
  }
  return qualifier;
}

/** What a scope means by a base and its qualifiers. */
function meant(base: Base, qualifiers: Qualifier[], context: ScopeContext): Node[] {
  if (base.kind === "team") return [];
  if (qualifiers.length > 0) {
    const all = coveredBy(base, context);
    return all.filter((node) => qualifiers.some((q) => qualifies(node, q, context)));
  }
  if (base.kind === "alone") return [base.node];
  if (base.kind === "set")
    return base.nodes.filter((n) => mayBeTarget(n, context) && !isAbove(n, context));
  if (isNamedOnly(base.node, context)) return mayBeTarget(base.node, context) ? [base.node] : [];
  return area(base.node.id, context);
}

/** What `除=` takes away: everything at and below, whatever its kind. */
function covered(base: Base, qualifiers: Qualifier[], context: ScopeContext): Node[] {
  const all = coveredBy(base, context);
  if (qualifiers.length === 0) return all;
  return all.filter((node) => qualifiers.some((q) => qualifies(node, q, context)));
}

function coveredBy(base: Base, { org, now }: ScopeContext): Node[] {
  if (base.kind === "team") return [];
  if (base.kind === "alone") return [base.node];
  const tops = base.kind === "set" ? base.nodes : [base.node];
  const all = tops.flatMap((top) =>
    base.kind === "set" ? [top] : [...org.tree.descendants(top.id, { self: true })],
  );
  return all.filter((node) => org.tree.alive(node, now));
}

function qualifies(node: Node, qualifier: Qualifier, context: ScopeContext): boolean {
  const { org, now } = context;
  if (!mayBeTarget(node, context)) return false;
  switch (qualifier.kind) {
    case "levels":
      return (
        qualifier.levels.some((l) => l.key === node.level) && (qualifier.nodes?.(node) ?? true)
      );
    case "posts":
      return (
        org.holdersAt(
          node.id,
          now,
          qualifier.posts.map((p) => p.key),
        ).length > 0
      );
    case "audience":
      if (qualifier.audience === "住户") return org.tree.level(node).resident === "own";
      return !isNamedOnly(node, context) && !isAbove(node, context);
  }
}
