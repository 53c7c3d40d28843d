import type { TreeChannel } from "#contract/channel-tree";
import type { FoundPerson } from "#contract/directory";
import type { Completion } from "#contract/nouns";
import { api } from "#web/api/calls.ts";
import { titleOf } from "#web/chat/channel-rows.ts";
import { commandOf } from "#web/chat/completions.svelte.ts";
import { placeHref } from "#web/directory/calls.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { screen } from "#web/session/screen.svelte.ts";
import { openPanel } from "#web/shell/panel.ts";
import { store } from "#web/sync/store.svelte.ts";
import { goto } from "$app/navigation";
import type { PaletteEntry } from "./entries.ts";

/** Fast fingers ask once. Milliseconds. */
const SETTLE = 90;
/** Of each sort; more is for typing another letter. */
const MOST = 20;
/** A page of them; two letters fit some hundred of a large county. */
const PEOPLE = 200;

/** What only the server knows by a name: places, people, channels of others, items. */
export class PaletteSearch {
  found = $state.raw<PaletteEntry[]>([]);
  /** Whether more people fit than were asked for. */
  isCut = $state(false);
  /** Whether the server has answered for what is typed now. */
  isDone = $state(false);
  /** Commands that the server finds by pinyin and initials, as in the composer. */
  commands = $state.raw<ReadonlySet<string>>(new Set());

  /** @returns what ends the question */
  ask(typed: string): () => void {
    const words = typed.trim();
    this.commands = new Set();
    this.found = words === "" ? [] : [peopleEntry(words)];
    this.isDone = false;
    if (words === "") return () => {};
    let isCurrent = true;
    const timer = setTimeout(() => void this.#search(words, () => isCurrent), SETTLE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }

  async #search(words: string, isCurrent: () => boolean): Promise<void> {
    const [commands, places, items, channels, people] = await Promise.all([
      offered(`/${words}`),
      offered(`/找 ${words}`),
      offered(`/汇总 ${words}`),
      api.channelTree({ find: words }, 1).catch(() => []),
      api.people(words, PEOPLE).catch(() => null),
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
      ...(people?.people ?? []).map(personEntry),
      peopleEntry(words),
      ...(people?.near ?? []).map(nearEntry),
    ];
    this.isCut = people !== null && people.next !== null;
    this.isDone = true;
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
    sort: "item",
    title: detail ?? label,
    detail: label,
    run: () => openPanel({ kind: "item", item }),
  };
}

function placeEntry({ insert, label, detail }: Completion["options"][number]): PaletteEntry {
  const name = insert.trim();
  return {
    id: `place ${name}`,
    sort: "place",
    title: label,
    detail: [m.place_in_directory(), detail].filter(Boolean).join(" · "),
    run: async () => goto(placeHref((await api.node(name)).id)),
  };
}

function channelEntry(channel: TreeChannel, above: string[]): PaletteEntry {
  return {
    id: channel.id,
    sort: "channel",
    title: titleOf(channel),
    detail: [m.channel(), ...above].join(" · "),
    run: () => goto(`/c/${encodeURIComponent(channel.id)}`),
  };
}

/** A thumb rings at once; at a desk the number is read, and the place opened. */
function personEntry(one: FoundPerson): PaletteEntry {
  const { person, post, node, nodeName, postName, name, deputy, phone, path } = one;
  // 单元03 is in every village: where it is stands behind the number.
  const above = path.split("/").slice(0, -1).join(" ");
  return {
    id: `person ${person} ${post} ${node}`,
    sort: "person",
    title: `${nodeName} ${postName}${deputy ? m.palette_deputy() : ""} ${name}`,
    detail: [phone === null ? m.palette_no_phone() : `☎ ${phone}`, above]
      .filter(Boolean)
      .join(" · "),
    run: () =>
      screen.isTouch && phone !== null ? location.assign(`tel:${phone}`) : goto(placeHref(node)),
  };
}

/** A name one may have meant. */
function nearEntry(name: string): PaletteEntry {
  return {
    ...{ id: `near ${name}`, sort: "place", title: name, detail: m.palette_near() },
    instead: name,
    run: () => {},
  };
}

/** `/找`: all posts and all words, and it stands in the record. */
function peopleEntry(words: string): PaletteEntry {
  return {
    id: "people",
    sort: "more",
    title: m.dir_find_people({ words }),
    detail: m.people(),
    run: () => openPanel({ kind: "do", command: "who", given: { query: words } }),
  };
}
