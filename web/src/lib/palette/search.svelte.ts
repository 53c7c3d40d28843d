import type { TreeChannel } from "#contract/channel-tree";
import type { Completion } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { titleOf } from "#web/chat/channel-rows.ts";
import { commandOf } from "#web/chat/completions.svelte.ts";
import { placeHref } from "#web/directory/calls.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { openPanel } from "#web/shell/panel.ts";
import { store } from "#web/sync/store.svelte.ts";
import { goto } from "$app/navigation";
import type { PaletteEntry } from "./entries.ts";

/** Fast fingers ask once. Milliseconds. */
const SETTLE = 90;
/** Of each sort; more is for typing another letter. */
const MOST = 6;

/** What only the server knows by a name: places, channels of others, items; and people, on a press. */
export class PaletteSearch {
  found = $state.raw<PaletteEntry[]>([]);
  /** Commands that the server finds by pinyin and initials, as in the composer. */
  commands = $state.raw<ReadonlySet<string>>(new Set());

  /** @returns what ends the question */
  ask(typed: string): () => void {
    const words = typed.trim();
    this.commands = new Set();
    // Of nobody is told where one only types: looking people up is recorded.
    this.found = words === "" ? [] : [peopleEntry(words)];
    if (words === "") return () => {};
    let isCurrent = true;
    const timer = setTimeout(() => void this.#search(words, () => isCurrent), SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }

  async #search(words: string, isCurrent: () => boolean): Promise<void> {
    const [commands, places, items, channels] = await Promise.all([
      offered(`/${words}`),
      offered(`/找 ${words}`),
      offered(`/汇总 ${words}`),
      api.channelTree({ find: words }, 1).catch(() => []),
    ]);
    if (!isCurrent()) return;
    const keys = commands.flatMap((option) => commandOf(option)?.key ?? []);
    this.commands = new Set(keys.map((key) => `do ${key}`));
    this.found = [
      ...items.filter(({ kind }) => kind === "item").map(itemEntry),
      ...channels
        .flatMap(({ channels: all, above }) => all.map((one) => channelEntry(one, above)))
        .slice(0, MOST),
      ...places.filter(({ kind }) => kind === "node").map(placeEntry),
      peopleEntry(words),
    ];
  }
}

async function offered(line: string): Promise<Completion["options"]> {
  const channel = store.now.order?.[0];
  if (channel === undefined) return [];
  const found = await api.complete(line, line.length, channel).catch(() => null);
  return found?.options.slice(0, MOST) ?? [];
}

function itemEntry({ insert, label, detail }: Completion["options"][number]): PaletteEntry {
  const item = insert.trim();
  return {
    id: `item ${item}`,
    title: detail ?? label,
    detail: label,
    run: () => openPanel({ kind: "item", item }),
  };
}

function placeEntry({ insert, label, detail }: Completion["options"][number]): PaletteEntry {
  const name = insert.trim();
  return {
    id: `place ${name}`,
    title: label,
    detail: [m.place_in_directory(), detail].filter(Boolean).join(" · "),
    run: async () => goto(placeHref((await api.node(name)).id)),
  };
}

function channelEntry(channel: TreeChannel, above: string[]): PaletteEntry {
  return {
    id: channel.id,
    title: titleOf(channel),
    detail: [m.channel(), ...above].join(" · "),
    run: () => goto(`/c/${encodeURIComponent(channel.id)}`),
  };
}

function peopleEntry(words: string): PaletteEntry {
  return {
    id: "people",
    title: m.dir_find_people({ words }),
    detail: m.people(),
    run: () => openPanel({ kind: "do", command: "who", given: { query: words } }),
  };
}
