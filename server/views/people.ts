import type { Capacity, Contact, PlacePeople, PlaceRow } from "#contract/directory";
import { isLand } from "#domain/count/level-counts";
import { isAbove, passwordPost } from "#domain/org/invitations";
import type { Assignment, Node } from "#domain/org/org";
import type { Holder } from "#domain/org/org-index";
import { displayName } from "#domain/org/short-name";
import { can } from "#domain/rights/rights";
import { allPinyinOf } from "#domain/text/pinyin";
import { pageOf, type Wish } from "./paging.ts";
import { outOfSight, placeOf, type Viewer } from "./viewer.ts";

/**
 * The posts of a place and the gaps below it, within the directory one may read; households are
 * nobody's to look up.
 * @throws Refusal `not_found` when the place is out of sight
 */
export function placePeople(viewer: Viewer, code: string, wish: Wish): PlacePeople {
  const { org, now } = viewer;
  const node = placeOf(viewer, code);
  if (!isListed(viewer, node)) throw outOfSight();
  const level = org.tree.level(node);
  const held = new Set(org.holdersAt(node.id, now).map(({ post }) => post.key));
  const children = org.tree.children(node.id).filter((child) => isListed(viewer, child));
  const surveys = new Map(children.map((child) => [child.id, survey(viewer, child)]));
  const below = [...surveys.values()];
  const gaps = below.flatMap((part) => part.gaps);
  const page = pageOf(gaps, wish, { list: `gaps ${node.id}`, id: ({ id }) => id });
  return {
    posts: contactsAt(viewer, node).map(({ contact }) => contact),
    vacant: level.needsResponsible
      ? level.responsible.filter((key) => !held.has(key)).flatMap((key) => org.post(key)?.zh ?? [])
      : [],
    levels: levelsOf(viewer, below),
    gapCount: gaps.length,
    gaps: page.rows.map((gap) => ({
      ...nameOf(viewer, gap),
      path: org.tree.pathName(gap.id),
    })),
    capacity: capacityOf(withSelf(viewer, node, below)),
    below: children.map((child) => row(viewer, child, surveys.get(child.id)!)),
    next: page.next,
  };
}

/** What is found at a place and below it. */
interface Survey {
  places: Node[];
  gaps: Node[];
  workers: Set<string>;
  households: number | null;
  population: number | null;
}

function survey(viewer: Viewer, node: Node): Survey {
  const children = viewer.org.tree.children(node.id).filter((child) => isListed(viewer, child));
  return withSelf(
    viewer,
    node,
    children.map((child) => survey(viewer, child)),
  );
}

/** A place's own figure counts before the sum of those below, so that nothing is counted twice. */
function withSelf({ org, now }: Viewer, node: Node, below: readonly Survey[]): Survey {
  const level = org.tree.level(node);
  const holders = level.needsResponsible ? org.responsibleAt(node.id, now) : [];
  const places = below.flatMap((part) => part.places);
  const workers = new Set(below.flatMap((part) => [...part.workers]));
  const answers = isLand(level) && level.needsResponsible;
  // The lowest that need someone: those who go from door to door.
  const isLowest = !places.some((place) => {
    const { kind, needsResponsible } = org.tree.level(place);
    return kind === "area" && needsResponsible;
  });
  if (answers && isLowest) for (const { person } of holders) workers.add(person.id);
  const gaps = below.flatMap((part) => part.gaps);
  return {
    places: [node, ...places],
    gaps: level.needsResponsible && holders.length === 0 ? [node, ...gaps] : gaps,
    workers,
    households: node.households ?? sum(below.map((part) => part.households)),
    population: node.population ?? sum(below.map((part) => part.population)),
  };
}

function row(viewer: Viewer, node: Node, found: Survey): PlaceRow {
  const { tree } = viewer.org;
  const level = tree.level(node);
  return {
    ...nameOf(viewer, node),
    land: isLand(level),
    needsResponsible: level.needsResponsible,
    responsible: contactsAt(viewer, node)
      .map(({ contact }) => contact)
      .filter(({ responsible }) => responsible),
    gaps: found.gaps.length,
    children: tree.children(node.id).filter((child) => isListed(viewer, child)).length,
    capacity: capacityOf(found),
  };
}

/** Whoever answers for the place first, in the order of its level's choices. */
export function contactsAt(
  viewer: Viewer,
  node: Node,
): { contact: Contact; assignment: Assignment }[] {
  const { org, now } = viewer;
  const { responsible } = org.tree.level(node);
  const holders = org.holdersAt(node.id, now);
  const answering = org.holdersAt(node.id, now, responsible);
  const others = holders.filter(({ post }) => !responsible.includes(post.key));
  return [...answering, ...others].map((holder) => ({
    contact: contactOf(viewer, holder, responsible.includes(holder.post.key)),
    assignment: holder.assignment,
  }));
}

/** Only for places that `read_directory` allows: that right is what shows a phone (SPEC §6). */
function contactOf(
  viewer: Viewer,
  { person, post, deputy }: Holder,
  responsible: boolean,
): Contact {
  const { org, now } = viewer;
  const { id, name, phone } = person;
  const invitable =
    passwordPost(id, org, now) === undefined && isAbove(viewer, org.assignmentsOf(id, now));
  const pinyin = allPinyinOf(name, org.profile.pinyin).join(" ");
  const who = { person: id, name, pinyin, phone, post: post.key, postName: post.zh };
  return { ...who, deputy, responsible, invitable };
}

function levelsOf({ org }: Viewer, below: readonly Survey[]): PlacePeople["levels"] {
  const { tree, profile } = org;
  const key = (node: Node) => tree.level(node).countedWith ?? node.level;
  const places = Map.groupBy(
    below.flatMap((part) => part.places),
    key,
  );
  const gaps = Map.groupBy(
    below.flatMap((part) => part.gaps),
    key,
  );
  return profile.levels
    .filter((level) => places.has(level.key))
    .map((level) => ({
      levelName: level.zh,
      places: places.get(level.key)!.length,
      gaps: gaps.get(level.key)?.length ?? 0,
    }));
}

function capacityOf({ workers: { size }, households, population }: Survey): Capacity {
  const share = (n: number | null) => (n === null || size === 0 ? null : Math.round(n / size));
  return {
    workers: size,
    households,
    population,
    householdsPerWorker: share(households),
    populationPerWorker: share(population),
  };
}

/** Whether the place is in the directory one may read. */
export function isListed({ org, person, now }: Viewer, node: Node): boolean {
  if (!org.tree.alive(node, now) || org.tree.level(node).household) return false;
  return can({ person, org, now }, "read_directory", { node: node.id }).ok;
}

function nameOf({ org }: Viewer, node: Node) {
  return { node: node.id, nodeName: displayName(node), levelName: org.tree.level(node).zh };
}

function sum(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : known.reduce((total, figure) => total + figure, 0);
}
