import type { Context } from "#bots/kit/command";
import type { Assignment, Person } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { fold } from "#domain/text/text";

/** Somebody, and the post that is spoken of. */
export interface Invitee {
  person: Person;
  post: Assignment;
}

/** Everyone in a post within the sender's area, each once. */
export function inArea(ctx: Context): Invitee[] {
  const { org, now } = ctx;
  const tops = org.assignmentsOf(ctx.actor.id, now).map(({ node }) => node);
  const places = new Set(
    tops
      .filter((node) => ctx.may("use", { cap: "W", node }))
      .flatMap((node) => org.tree.descendants(node, { self: true })),
  );
  const found = new Map<string, Invitee>();
  for (const { id } of places) {
    for (const { person, assignment } of org.holdersAt(id, now)) {
      if (!found.has(person.id)) found.set(person.id, { person, post: assignment });
    }
  }
  return [...found.values()];
}

/** The post by which somebody works in the sender's area. */
export function postInArea(ctx: Context, person: Person): Assignment | undefined {
  const posts = ctx.org.assignmentsOf(person.id, ctx.now);
  return posts.find(({ node }) => ctx.may("use", { cap: "W", node }));
}

/** Whom a word means: one by id, everyone by account or name. */
export function called({ org }: Context, typed: string): Person[] {
  const byId = org.person(typed);
  if (byId) return [byId];
  const word = spelt(typed);
  return org.data.people.filter((one) => spelt(one.name) === word || spelt(one.account) === word);
}

/** `溪洋2号 网格员`. */
export function seatOf({ org }: Context, { node, post }: Assignment): string {
  return `${displayName(org.tree.get(node)!)} ${org.post(post)?.zh ?? post}`;
}

/** `溪洋2号 网格员 卢斌`. */
export function nameOf(ctx: Context, { person, post }: Invitee): string {
  return `${seatOf(ctx, post)} ${person.name}`;
}

/** Full width and capitals aside. */
export function spelt(text: string): string {
  return fold(text).trim().toLowerCase();
}
