import type { FoundPeople, FoundPerson } from "#contract/directory";
import { type Entry, isCalled, searchDirectory } from "#domain/org/directory";
import { resolveNode, suggestNodes } from "#domain/org/node-ref";
import type { Node } from "#domain/org/org";
import { displayName } from "#domain/org/short-name";
import { fold } from "#domain/text/text";
import { pageOf, type Wish } from "./paging.ts";
import { isListed } from "./people.ts";
import type { Viewer } from "./viewer.ts";

/** One letter fits half a county. */
const FEWEST = 2;
/** Places whose name begins so; who needs more types on. */
const PLACES = 20;

/**
 * People by what one has typed so far: the beginning of a place's name, a post, a person's name, each
 * also by pinyin or initials (`smyw`). Within the directory one may read, as it stands on the page of
 * a place; like that page it is no act and stands in no record. `/找` is one, and does.
 */
export function findPeople(viewer: Viewer, find: string, wish: Wish): FoundPeople {
  const words = fold(find)
    .split(/[\s,，、]+/)
    .filter((word) => word !== "");
  const found = words.join("").length < FEWEST ? [] : search(viewer, words);
  const rows = found.map((entry) => personAt(viewer, entry));
  const page = pageOf(rows, wish, {
    list: `find ${words.join(" ")}`,
    id: ({ person, post, node }) => `${person} ${post} ${node}`,
  });
  const isName = words.length === 1 && !/[a-z0-9]/i.test(words[0]!);
  const near = rows.length === 0 && isName ? nearTo(viewer, words[0]!) : [];
  return { people: page.rows, near, count: rows.length, next: page.next };
}

/** Who answers for places called so comes first, then who is called so; several words must all fit. */
function search(viewer: Viewer, words: string[]): Entry[] {
  const { org, now } = viewer;
  const context = { from: vantageOf(viewer), now };
  const [word, ...others] = words;
  const all =
    others.length > 0
      ? searchDirectory(words, org, context)
      : [
          ...at(viewer, suggestNodes(org.tree, word!, { ...context, limit: PLACES })),
          ...called(viewer, word!),
        ];
  const byKey = new Map(all.map((entry) => [keyOf(entry), entry]));
  return [...byKey.values()].filter(({ node }) => isListed(viewer, node));
}

function at({ org, now }: Viewer, places: Node[]): Entry[] {
  return places.flatMap((node) =>
    org.responsibleAt(node.id, now).map((holder) => ({ node, holder })),
  );
}

/** By the people and not by the places, of which a county may have four times as many. */
function called({ org, now }: Viewer, word: string): Entry[] {
  return org.data.people
    .filter((person) => isCalled(person, word, org.profile.pinyin))
    .flatMap((person) => org.assignmentsOf(person.id, now))
    .flatMap(({ person, node }) =>
      org
        .holdersAt(node, now)
        .filter((holder) => holder.person.id === person)
        .flatMap((holder) => ({ node: org.tree.get(node)!, holder })),
    );
}

function keyOf({ node, holder: { person, post } }: Entry): string {
  return `${person.id} ${post.key} ${node.id}`;
}

function personAt({ org }: Viewer, { node, holder }: Entry): FoundPerson {
  const { person, post, deputy } = holder;
  return {
    ...{ node: node.id, nodeName: displayName(node), levelName: org.tree.level(node).zh },
    ...{ person: person.id, name: person.name, phone: person.phone },
    ...{ post: post.key, postName: post.zh, deputy, path: org.tree.pathName(node.id) },
  };
}

/** Names that one may have meant, of places one may look up. */
function nearTo(viewer: Viewer, typed: string): string[] {
  const { org, now } = viewer;
  const ref = resolveNode(org.tree, typed, { from: vantageOf(viewer), now });
  if (ref.ok || ref.code !== "none") return [];
  return [...new Set(ref.nearest.filter((node) => isListed(viewer, node)).map(displayName))];
}

function vantageOf({ org, person, now }: Viewer): string {
  const [own] = org.assignmentsOf(person, now);
  return own?.serves ?? own?.node ?? org.tree.root.id;
}
