import type { Profile } from "#contract/profile";
import { Fixture } from "./fixture-shape.ts";
import { growFixture } from "./fixture-tree.ts";
import { Seats } from "./generate/seats.ts";
import { industriesOf } from "./generate.ts";
import { readJson } from "./json-file.ts";
import { loadProfile } from "./profiles.ts";
import type { SeedData } from "./seed-data.ts";

/**
 * Loads a fixture by name (`kaihua-day`) or by path relative to `baseDir`, a transcript's folder.
 * The profile it names is looked up beside the fixture. Accounts equal names; nobody has a
 * password. Throws one Chinese sentence that names the file and the word that does not fit.
 */
export function loadFixture(nameOrPath: string, baseDir?: string): SeedData {
  const { value, path, dir } = readJson(Fixture, "fixtures", nameOrPath, baseDir);
  const profile = narrow(loadProfile(value.profile, dir), value.industries);
  try {
    return build(value, profile);
  } catch (cause) {
    throw new Error(`${path}：${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function build(fixture: Fixture, profile: Profile): SeedData {
  const at = instant(fixture.at);
  const { nodes, find } = growFixture(profile, fixture.nodes);
  const seats = new Seats(profile, nodes, at);
  const names = new Set<string>();
  for (const { name, posts } of fixture.people) {
    if (names.has(name)) throw new Error(`人员“${name}”出现两次，请改名`);
    names.add(name);
    const person = seats.hire(name);
    for (const { post: word, node: reference } of posts) {
      const node = find(reference);
      const post = profile.posts.find(
        (one) => one.key === word || one.zh === word || one.aliases.includes(word),
      );
      if (!post) throw new Error(`“${name}”的岗位“${word}”在${profile.name}没有设置`);
      if (!post.levels.includes(node.level)) {
        throw new Error(`“${name}”的岗位“${word}”不能设在“${node.name}”`);
      }
      seats.seat(person, post.key, node, "专职");
    }
  }
  const { people, assignments } = seats;
  const industries = industriesOf(profile, nodes);
  const { counters } = fixture;
  return { profile, nodes, people, assignments, at, counters, industries, demoCast: [] };
}

function narrow(profile: Profile, industries: string[] | undefined): Profile {
  if (!industries) return profile;
  const departments = Object.entries(profile.departments).filter(([name]) =>
    industries.includes(name),
  );
  return { ...profile, industries, departments: Object.fromEntries(departments) };
}

/** `2020-01-27 07:00`, which is Shanghai time, or ISO 8601 with its own offset. */
function instant(text: string): number {
  const iso = text.trim().replace(" ", "T");
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${withTime(iso)}+08:00`);
  if (Number.isNaN(ms)) throw new Error(`at“${text}”不是时间，例：2020-01-27 07:00`);
  return ms;
}

function withTime(iso: string): string {
  return iso.includes("T") ? iso : `${iso}T00:00`;
}
