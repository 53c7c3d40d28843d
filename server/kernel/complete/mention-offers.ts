import { listItemsWithCardIn } from "#db/messages";
import { sitting } from "#domain/org/membership";
import type { Person } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { EVERYBODY, mayCallAll, SILENT } from "#domain/text/mentions";
import type { Offer } from "../args/arg.ts";
import type { Context } from "../context.ts";
import { itemsInSight, longWord } from "./item-offers.ts";
import { beginning } from "./match.ts";

const PEOPLE_SHOWN = 20;
const POSTS_SHOWN = 6;
const ITEMS_SHOWN = 5;

/**
 * Whom a line of talk may call after `@` (SPEC §1.17): those who sit here by name, pinyin, post or
 * place, their posts, who has not answered an item whose card stands here, and 全体 where that is
 * allowed. Residents are called by nobody, nor is anyone by somebody who may not speak here.
 * @param text the whole line, since 特急 allows `@全体`
 */
export async function mentionOffers(prefix: string, text: string, ctx: Context): Promise<Offer[]> {
  const { id, kind, node, person } = ctx.channel!;
  const object = { channel: { id, kind, node, person } };
  if (kind === "resident" || !ctx.may("post_channel", object)) return [];
  const here = [...sitting(ctx.channel!, ctx.org, ctx.now)].filter((one) => one !== ctx.actor.id);
  if (here.length === 0) return [];
  const seats = here.map((one) => seatOf(ctx, one));
  return [
    ...peopleCalled(prefix, seats, ctx),
    ...postsCalled(prefix, seats),
    ...(await silentCalled(prefix, ctx)),
    ...everybody(prefix, text, ctx),
  ];
}

interface Seat {
  person: Person;
  posts: { zh: string; aliases: string[]; place: string }[];
}

function seatOf({ org, now }: Context, id: string): Seat {
  const posts = org.assignmentsOf(id, now).flatMap(({ post: key, node }) => {
    const post = org.post(key);
    const place = org.tree.get(node);
    return post && place ? [{ ...post, place: displayName(place) }] : [];
  });
  return { person: org.person(id)!, posts };
}

function peopleCalled(prefix: string, seats: Seat[], { org }: Context): Offer[] {
  const begins = beginning(prefix, org.profile.pinyin);
  const named = seats.filter(({ person }) => begins(person.name));
  const known = seats.filter(
    (seat) =>
      !named.includes(seat) &&
      seat.posts.some(({ zh, aliases, place }) => [zh, place, ...aliases].some(begins)),
  );
  return [...named, ...known].slice(0, PEOPLE_SHOWN).map(({ person: { name }, posts }) => ({
    insert: `${name} `,
    label: name,
    detail: posts.map(({ place, zh }) => `${place} ${zh}`).join("、"),
    kind: "person",
  }));
}

function postsCalled(prefix: string, seats: Seat[]): Offer[] {
  const begins = beginning(prefix);
  const holders = new Map<string, number>();
  for (const { posts } of seats) {
    const own = posts.filter(({ zh, aliases }) => [zh, ...aliases].some(begins));
    for (const zh of new Set(own.map((post) => post.zh))) {
      holders.set(zh, (holders.get(zh) ?? 0) + 1);
    }
  }
  return [...holders].slice(0, POSTS_SHOWN).map(([zh, n]) => ({
    insert: `${zh} `,
    label: zh,
    detail: `${n}人`,
    kind: "person",
  }));
}

async function silentCalled(prefix: string, ctx: Context): Promise<Offer[]> {
  const [word = "", id] = prefix.replaceAll("：", ":").split(":");
  if (id === undefined ? !beginning(word)(SILENT) : word !== SILENT) return [];
  const begins = beginning(id ?? "");
  const open = await itemsInSight(ctx, { openOnly: true, rounds: true });
  const called = open.filter((item) => begins(item.label) || begins(item.title));
  const shown = await listItemsWithCardIn(
    ctx.session,
    ctx.channel!.id,
    called.map((item) => item.id),
  );
  return called
    .filter(
      (item) => shown.has(item.id) && ctx.registry.kinds.get(item.kind)?.targets !== undefined,
    )
    .slice(0, ITEMS_SHOWN)
    .map((item) => {
      const label = `${SILENT}:${longWord(ctx, item)}`;
      return { insert: `${label} `, label, detail: item.title, kind: "item" };
    });
}

function everybody(prefix: string, text: string, { org, place }: Context): Offer[] {
  const word = EVERYBODY[0]!;
  const mode = place === null ? undefined : org.tree.get(place)?.mode;
  if (!mayCallAll(mode, text) || !beginning(prefix)(word)) return [];
  return [{ insert: `${word} `, label: word, detail: "这个频道里的每个人", kind: "person" }];
}
