import type { CommandView } from "#contract/nouns";
import { m } from "#web/i18n/paraglide/messages.js";

/** Commands that clients send by themselves; nobody looks for them. */
const HIDDEN = new Set(["say", "read", "look", "edit"]);

/** What a group of commands is called in the viewer's language. */
export function groupTitle(group: string): string {
  const names: Record<string, () => string> = {
    发: m.group_issue,
    办: m.group_act,
    查: m.group_look,
    管: m.group_run,
  };
  return names[group]?.() ?? group;
}

/** As people look for them; what a later county adds comes last. */
export const GROUP_ORDER = ["发", "办", "查", "管"];

/** 发 · 办 · 查 · the rest, each in the order of the catalogue. */
export function commandGroups(
  catalogue: readonly CommandView[],
): { title: string; commands: CommandView[] }[] {
  const groups = Map.groupBy(
    catalogue.filter(({ key }) => !HIDDEN.has(key)),
    ({ group }) => group,
  );
  const rank = (group: string) => {
    const at = GROUP_ORDER.indexOf(group);
    return at < 0 ? GROUP_ORDER.length : at;
  };
  const sorted = [...groups].toSorted(([a], [b]) => rank(a) - rank(b));
  return sorted.map(([key, commands]) => ({ title: groupTitle(key), commands }));
}
