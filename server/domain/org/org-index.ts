import type { Post } from "#contract/profile";
import type { Assignment, Move, Node, OrgChange, OrgData, Person } from "./org.ts";
import { dayStart, Tree } from "./tree.ts";

/** Someone who holds a post at a place now; `deputy` when acting for an absent holder (代). */
export interface Holder {
  person: Person;
  assignment: Assignment;
  post: Post;
  deputy: boolean;
}

/** The next place up that someone answers for. */
export interface Above {
  node: Node;
  holders: Holder[];
}

/** Tree, people and assignments as one immutable index; a change makes a new one. */
export class Org {
  readonly tree: Tree;
  readonly #posts: Map<string, Post>;
  readonly #people: ReadonlyMap<string, Person>;
  readonly #accounts: ReadonlyMap<string, Person>;
  readonly #assignments: ReadonlyMap<string, Assignment>;
  readonly #byPerson: ReadonlyMap<string, Assignment[]>;
  readonly #byNode: ReadonlyMap<string, Assignment[]>;
  /** Of each place that ever moved, its moves in order of time. */
  readonly #moves: ReadonlyMap<string, Move[]>;
  /** Who holds posts where, as far as it was asked in the present stretch of time. */
  #held = { stretch: -1, byNode: new Map<string, readonly Holder[]>() };
  /** Instants at which a post or a place begins or ends, ascending. */
  #turns: Float64Array | null = null;

  /**
   * @param mayMiss whether what is sent to a person may not arrive (可能收不到)
   * @param before an earlier picture, of which is taken over whatever came of the same rows
   */
  constructor(
    readonly data: OrgData,
    readonly mayMiss: (person: string) => boolean = () => false,
    before?: Org,
  ) {
    const { nodes, people, assignments, profile } = data;
    const was = before?.data;
    this.tree = before && was?.nodes === nodes ? before.tree : new Tree(profile, nodes);
    this.#posts = new Map(profile.posts.map((post) => [post.key, post]));
    const same = was?.people === people ? before : undefined;
    this.#people = same ? same.#people : new Map(people.map((one) => [one.id, one]));
    this.#accounts = same ? same.#accounts : new Map(people.map((one) => [one.account, one]));
    const held = was?.assignments === assignments ? before : undefined;
    this.#assignments = held ? held.#assignments : new Map(assignments.map((a) => [a.id, a]));
    this.#byPerson = held ? held.#byPerson : Map.groupBy(assignments, (a) => a.person);
    this.#byNode = held ? held.#byNode : Map.groupBy(assignments, (a) => a.node);
    const moves = (data.moves ?? []).toSorted((a, b) => a.until - b.until);
    this.#moves =
      was?.moves === data.moves && before ? before.#moves : Map.groupBy(moves, (m) => m.node);
  }

  /**
   * The picture after a change: another one, for which nothing is read again and which shares with
   * this one whatever the change leaves as it was.
   */
  with({ nodes, people, assignments, moves }: OrgChange): Org {
    const data = {
      ...this.data,
      nodes: changed(this.data.nodes, nodes),
      people: changed(this.data.people, people),
      assignments: changed(this.data.assignments, assignments),
      ...(moves?.length && { moves: [...(this.data.moves ?? []), ...moves] }),
    };
    return new Org(data, this.mayMiss, this);
  }

  get profile() {
    return this.data.profile;
  }

  /**
   * A place and what it lay in at an instant, nearest first: what was counted on a day stays with
   * the tree of that day (KINDS §1).
   */
  lineageAt(id: string, at: number): Node[] {
    if (this.#moves.size === 0) return this.tree.lineage(id);
    const line: Node[] = [];
    for (let up = this.tree.get(id); up; up = this.tree.get(this.#parentAt(up, at) ?? "")) {
      line.push(up);
    }
    return line;
  }

  /** A place, what lies in it, and what ever did. */
  everWithin(id: string): string[] {
    const found = new Set(this.tree.descendants(id, { self: true }).map((node) => node.id));
    for (let known = -1; known < found.size; ) {
      known = found.size;
      for (const { node, parent } of this.data.moves ?? []) {
        if (!found.has(parent) || found.has(node)) continue;
        for (const below of this.tree.descendants(node, { self: true })) found.add(below.id);
      }
    }
    return [...found];
  }

  #parentAt({ id, parent }: Node, at: number): string | null {
    const then = this.#moves.get(id)?.find(({ until }) => until > at);
    return then ? then.parent : parent;
  }

  person(id: string): Person | undefined {
    return this.#people.get(id);
  }

  byAccount(account: string): Person | undefined {
    return this.#accounts.get(account);
  }

  post(key: string): Post | undefined {
    return this.#posts.get(key);
  }

  assignment(id: string): Assignment | undefined {
    return this.#assignments.get(id);
  }

  /**
   * Whether an assignment counts at `now`: in its time, of a known person and post, at a living
   * node. A deputy's counts only while the absent holder's does, and only at that same post and
   * place, so that nobody can do as a deputy what the absent holder could not.
   */
  isLive(assignment: Assignment, now: number): boolean {
    const { person, post, node, from, to, deputyFor } = assignment;
    const place = this.tree.get(node);
    if (now < from || (to !== null && now >= to)) return false;
    if (!place || !this.tree.alive(place, now)) return false;
    if (!this.#people.has(person) || !this.#posts.has(post)) return false;
    if (deputyFor === null) return true;
    const absent = this.#assignments.get(deputyFor);
    return (
      absent !== undefined &&
      // A deputy of a deputy is nobody's choice; it would also let two rows vouch for each other.
      absent.deputyFor === null &&
      absent.post === post &&
      absent.node === node &&
      absent.serves === assignment.serves &&
      this.isLive(absent, now)
    );
  }

  /**
   * Names the stretch of time around `now` in which no post and no place begins or ends: what
   * follows from this picture is the same in all of it.
   */
  stretchOf(now: number): number {
    this.#turns ??= turnsOf(this.data);
    let [from, to] = [0, this.#turns.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#turns[middle]! <= now) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** Live assignments of a person, in the order given. */
  assignmentsOf(person: string, now: number): Assignment[] {
    return (this.#byPerson.get(person) ?? []).filter((a) => this.isLive(a, now));
  }

  /** Live assignments at a node, in the order given. */
  assignmentsAt(node: string, now: number): Assignment[] {
    return (this.#byNode.get(node) ?? []).filter((a) => this.isLive(a, now));
  }

  /** Who holds a post at this node now, deputies included; with `posts` only those, in that order. */
  holdersAt(node: string, now: number, posts?: readonly string[]): Holder[] {
    const holders = this.#holdersNow(node, now);
    if (!posts) return [...holders];
    return posts.flatMap((key) => holders.filter((h) => h.post.key === key));
  }

  /** A fan-out asks the same thousand places several times over. */
  #holdersNow(node: string, now: number): readonly Holder[] {
    const stretch = this.stretchOf(now);
    if (this.#held.stretch !== stretch) this.#held = { stretch, byNode: new Map() };
    const { byNode } = this.#held;
    const known = byNode.get(node);
    if (known) return known;
    const holders = this.assignmentsAt(node, now).flatMap((a) => this.#holder(a));
    byNode.set(node, holders);
    return holders;
  }

  /** Who answers for this node (SPEC §5.2 rule 5), first choice first. */
  responsibleAt(node: string, now: number): Holder[] {
    const place = this.tree.get(node);
    return place ? this.holdersAt(node, now, this.tree.level(place).responsible) : [];
  }

  /**
   * The next place up with someone responsible: for a grid its village head. Levels that answer
   * for nothing or have no channel are passed over (SPEC §1.11).
   */
  responsibleAbove(node: string, now: number): Above | undefined {
    for (const up of this.tree.ancestors(node)) {
      const level = this.tree.level(up);
      if (!level.needsResponsible || level.staff === "none") continue;
      const holders = this.responsibleAt(up.id, now);
      if (holders.length > 0) return { node: up, holders };
    }
    return undefined;
  }

  #holder(assignment: Assignment): Holder[] {
    const person = this.#people.get(assignment.person);
    const post = this.#posts.get(assignment.post);
    if (!person || !post) return [];
    return [{ person, assignment, post, deputy: assignment.deputyFor !== null }];
  }
}

function turnsOf({ nodes, assignments }: OrgData): Float64Array {
  const turns = new Set<number>();
  for (const { from, to } of assignments) {
    turns.add(from);
    if (to !== null) turns.add(to);
  }
  for (const { validFrom, validTo } of nodes) {
    for (const day of [validFrom, validTo]) if (day !== null) turns.add(dayStart(day));
  }
  return Float64Array.from(turns).sort();
}

/** The same rows where nothing changed; new ones come last. */
function changed<T extends { id: string }>(
  rows: T[],
  changes: readonly (Pick<T, "id"> & Partial<T>)[] = [],
): T[] {
  if (changes.length === 0) return rows;
  const byId = new Map<string, Pick<T, "id"> & Partial<T>>();
  for (const change of changes) byId.set(change.id, { ...byId.get(change.id), ...change });
  const kept = rows.map((row) => {
    const change = byId.get(row.id);
    byId.delete(row.id);
    return change ? { ...row, ...change } : row;
  });
  return [...kept, ...([...byId.values()] as T[])];
}
