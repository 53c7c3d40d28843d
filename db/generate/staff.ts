import type { Profile } from "#contract/profile";
import type { Node } from "#domain/org/org";
import type { Scale, Staffing } from "../scale.ts";
import { inventedNames } from "./names.ts";
import { apportion, type Random, weights } from "./random.ts";
import { Seats } from "./seats.ts";

/** Fills the posts: the cast where the scale places it, invented people everywhere else. */
export function staffTree(profile: Profile, nodes: readonly Node[], scale: Scale, random: Random) {
  const office = new Office(profile, nodes, scale, random);
  for (const staffing of scale.staff) office.fill(staffing);
  return office.close();
}

class Office {
  readonly #seats: Seats;
  readonly #names: Iterator<string>;
  /** `post@node` → names of the cast waiting for that seat. */
  readonly #waiting = new Map<string, string[]>();
  /** Person ids of the cast already hired: one of them may hold two posts. */
  readonly #cast = new Map<string, string>();
  /** `post@node` → person ids, for posts held beside another. */
  readonly #holders = new Map<string, string[]>();
  readonly #turns = new Map<string, number>();

  constructor(
    profile: Profile,
    private readonly nodes: readonly Node[],
    scale: Scale,
    private readonly random: Random,
  ) {
    this.#seats = new Seats(profile, nodes, Date.parse(scale.at));
    this.#names = inventedNames(scale.seed, new Set(scale.cast.map((member) => member.name)));
    for (const { name, post, node } of scale.cast) {
      push(this.#waiting, `${post}@${findNode(nodes, node).id}`, name);
    }
  }

  fill(staffing: Staffing): void {
    const { post, total, each, shared, source } = staffing;
    const places = this.nodes.filter(
      ({ level, name }) => level === staffing.level && name === (staffing.node ?? name),
    );
    const counts =
      total === undefined
        ? places.map(() => each)
        : apportion(total, weights(places.length, this.random), each);
    let before: { parent: string | null; person: string } | undefined;
    places.forEach((place, index) => {
      for (let i = 0; i < counts[index]!; i += 1) {
        const again = before?.parent === place.parent && this.random() < shared;
        const person = before && again ? before.person : this.#holder(staffing, place);
        this.#seats.seat(person, post, place, source);
        push(this.#holders, `${post}@${place.id}`, person);
        before = { parent: place.parent, person };
      }
    });
  }

  /** People and assignments, once everyone in the cast has a seat. */
  close() {
    for (const [seat, names] of this.#waiting) {
      if (names.length > 0) throw new Error(`scale: no seat ${seat} for ${names.join(", ")}`);
    }
    return { people: this.#seats.people, assignments: this.#seats.assignments };
  }

  #holder({ post, concurrentWith }: Staffing, place: Node): string {
    const member = this.#waiting.get(`${post}@${place.id}`)?.shift();
    if (member !== undefined) return this.#fromCast(member);
    if (concurrentWith !== undefined) return this.#concurrent(post, concurrentWith, place);
    const invented = this.#names.next();
    if (invented.done) throw new Error("scale: more people than invented names");
    return this.#seats.hire(invented.value);
  }

  #fromCast(name: string): string {
    const id = this.#cast.get(name) ?? this.#seats.hire(name);
    this.#cast.set(name, id);
    return id;
  }

  /** The holders of the other post at the nearest place above, in turn. */
  #concurrent(post: string, other: string, place: Node): string {
    for (let up = this.#seats.above(place); up; up = this.#seats.above(up)) {
      const seat = `${other}@${up.id}`;
      const candidates = this.#holders.get(seat);
      if (!candidates) continue;
      const turn = this.#turns.get(`${post}/${seat}`) ?? 0;
      this.#turns.set(`${post}/${seat}`, turn + 1);
      return candidates[turn % candidates.length]!;
    }
    throw new Error(`scale: nobody above ${place.name} holds ${other}`);
  }
}

function findNode(nodes: readonly Node[], reference: string): Node {
  const found = nodes.filter((node) => node.id === reference || node.name === reference);
  if (found.length !== 1) throw new Error(`scale: ${found.length} nodes are called ${reference}`);
  return found[0]!;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
