import type { ProfileView } from "#contract/profile-view";
import { m } from "#web/i18n/paraglide/messages.js";

const CAPS: Record<string, () => string> = {
  ...{ O: m.admin_cap_O, K: m.admin_cap_K, S: m.admin_cap_S, D: m.admin_cap_D },
  ...{ A: m.admin_cap_A, R: m.admin_cap_R, V: m.admin_cap_V, U: m.admin_cap_U },
  ...{ C: m.admin_cap_C, I: m.admin_cap_I, G: m.admin_cap_G, M: m.admin_cap_M },
  ...{ W: m.admin_cap_W, Y: m.admin_cap_Y, Q: m.admin_cap_Q, Z: m.admin_cap_Z },
  ...{ N: m.admin_cap_N, F: m.admin_cap_F, B: m.admin_cap_B, P: m.admin_cap_P },
  ...{ E: m.admin_cap_E, J: m.admin_cap_J, T: m.admin_cap_T, X: m.admin_cap_X },
};

/** What a post may do, in words; what it holds under a limit says so. */
export function capWords(
  caps: ProfileView["posts"][number]["caps"],
): { word: string; limited: boolean }[] {
  return Object.entries(caps).map(([cap, held]) => ({
    word: CAPS[cap]?.() ?? cap,
    limited: held !== true,
  }));
}
