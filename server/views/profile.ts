import type { Profile } from "#contract/profile";
import type { ProfileView } from "#contract/profile-view";
import type { Viewer } from "./viewer.ts";

/** The county's own data: anyone signed in works by it, so anyone may read it. */
export function profileView({ org, now }: Viewer): ProfileView {
  const { profile, tree } = org;
  const { key, name, en, root, mode, route, workdayEnd, dayReport, quiet } = profile;
  const { ladders, gateMinutes, nudgeMinutes, pushesPerHour, series } = profile;
  const { words, grades, industries, assumptions } = profile;
  return {
    ...{ key, name, en, root, mode, route, workdayEnd, dayReport, quiet },
    ...{ ladders, gateMinutes, nudgeMinutes, pushesPerHour, series },
    ...{ words, grades, industries, assumptions },
    colours: profile.colours.map((colour) => colour.key),
    levels: profile.levels.map((level) => ({
      ...{ key: level.key, zh: level.zh, en: level.en, rank: level.rank, kind: level.kind },
      responsible: level.responsible.map((post) => org.post(post)?.zh ?? post),
      household: level.household,
      places: level.household
        ? null
        : tree.withLevel(level.key).filter((node) => tree.alive(node, now)).length,
    })),
    posts: profile.posts.map(postView),
  };
}

function postView({ key, zh, en, caps, cadre, levels }: Profile["posts"][number]) {
  return { key, zh, en, caps, cadre, levels };
}
