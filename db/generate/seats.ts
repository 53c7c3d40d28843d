import type { Profile } from "#contract/profile";
import type { Assignment, Node, Person } from "#domain/org/org";
import { DAY } from "#domain/time/zone";
import { fictitiousPhone } from "./names.ts";

const YEAR = 365 * DAY;

/** Takes people on and seats them; ids and phones follow the order of asking. */
export class Seats {
  readonly people: Person[] = [];
  readonly assignments: Assignment[] = [];
  readonly #byId: Map<string, Node>;
  readonly #bodies: Set<string>;
  readonly #from: number;

  /** @param at epoch ms of the picture; everyone has held their post for the year before it. */
  constructor(
    private readonly profile: Profile,
    nodes: readonly Node[],
    at: number,
  ) {
    this.#byId = new Map(nodes.map((node) => [node.id, node]));
    this.#bodies = new Set(profile.levels.filter((l) => l.kind === "body").map((l) => l.key));
    this.#from = at - YEAR;
  }

  /** A new person whose account is the name. Returns the id. */
  hire(name: string): string {
    const index = this.people.length + 1;
    const id = `${this.profile.key}-p${String(index).padStart(6, "0")}`;
    this.people.push({ id, account: name, name, phone: fictitiousPhone(index) });
    return id;
  }

  seat(person: string, post: string, node: Node, source: Assignment["source"]): void {
    this.assignments.push({
      id: `${this.profile.key}-a${String(this.assignments.length + 1).padStart(6, "0")}`,
      person,
      post,
      node: node.id,
      serves: this.#bodies.has(node.level) ? this.#landOf(node) : null,
      source,
      from: this.#from,
      to: null,
      deputyFor: null,
    });
  }

  /** The place above, if any. */
  above(node: Node): Node | undefined {
    return node.parent === null ? undefined : this.#byId.get(node.parent);
  }

  /** The area a body stands in: what its people work for (SPEC §6). */
  #landOf(body: Node): string | null {
    let up = this.above(body);
    while (up && this.#bodies.has(up.level)) up = this.above(up);
    return up?.id ?? null;
  }
}
