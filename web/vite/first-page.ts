import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { Plugin, Rolldown } from "vite";

/** A sentence is a file of its own, and one file names them all; a page needs those that it speaks. */
const SENTENCE = /[\\/]paraglide[\\/]messages[\\/](?!_index)\w+\.js$/;
const SPOKEN = /\bm\.(\w+)/g;

/** Kit looks for these two as files of their own. */
const ENTRIES = /[\\/]runtime[\\/]client[\\/](client-)?entry\.js$/;

/** What opens a worker's phone: Kit's own start, both frames around the page, and the to-do list. */
const STARTS = [
  ENTRIES,
  /[\\/]client-optimized[\\/]app\.js$/,
  /[\\/]src[\\/]routes[\\/](\(app\)[\\/])?\+(layout|error)\.(svelte|ts)$/,
  /[\\/]src[\\/]routes[\\/]\(app\)[\\/]todo[\\/]\+page\.svelte$/,
];

/**
 * What Kit's start gives the page's own settings to (its version, its base) before anything else is
 * loaded. In one file with the rest it would be read before it is given, and every page would take
 * itself for an old version.
 */
const SETTINGS = /[\\/]runtime[\\/]client[\\/]payload\.js$|preload-helper|^\0rolldown\/runtime/;

/** How Kit's page asks for a file of the build. */
const LINK = /<link href="\/_app[^>]+>/g;

/** What needs nothing but the first page: only such may be put together freely, see {@link ringOf}. */
const LEAF =
  /[\\/]paraglide[\\/]messages[\\/](?!_index)|[\\/]@lucide[\\/]svelte[\\/].*[\\/]icons[\\/]/;

/** Leaves that other screens share are cut no smaller than this. Bytes before packing. */
const SMALL = 30_000;

/**
 * How scripts are cut into files. On a phone's line each file costs its way there and back, so all
 * that the first page needs is one file; the other screens have what they share in a few.
 */
export function firstPage(): Plugin {
  const first = new Set<string>();
  const spoken = new Set<string>();
  const groups = [
    { name: "settings", test: SETTINGS, priority: 3 },
    { name: "first-page", test: (id: string) => first.has(id) && !ENTRIES.test(id), priority: 2 },
    {
      ...{ name: "leaves", test: LEAF, minShareCount: 2, priority: 1.5 },
      ...{ entriesAware: true, entriesAwareMergeThreshold: SMALL },
    },
    // What the same screens share: whatever it needs, they share as well, so nothing goes round.
    { name: "shared", minShareCount: 2, priority: 1, entriesAware: true },
  ];
  const rolldownOptions = { output: { codeSplitting: { groups } } };
  /** Kit's small files that stand for a page each; it asks for them one after the other. */
  const doors: string[] = [];
  return {
    name: "lingda-first-page",
    apply: "build",
    config: () => ({ environments: { client: { build: { rolldownOptions } } } }),
    buildEnd() {
      if (this.environment.name !== "client") return;
      const toSee = [...this.getModuleIds()].filter((id) => STARTS.some((start) => start.test(id)));
      for (const id of toSee) {
        if (first.has(id)) continue;
        first.add(id);
        const { importedIds = [], code } = this.getModuleInfo(id) ?? {};
        toSee.push(...importedIds.filter((other) => !SENTENCE.test(other)));
        for (const [, name] of code?.matchAll(SPOKEN) ?? []) spoken.add(`${name}.js`);
      }
      const said = [...this.getModuleIds()].filter((id) => SENTENCE.test(id));
      for (const id of said) if (spoken.has(basename(id))) first.add(id);
    },
    generateBundle(_, bundle) {
      const ring = ringOf(bundle);
      if (ring)
        this.error(
          `These files need each other, so one reads the other before it is there: ${ring.join(" → ")}`,
        );
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk" || !file.isEntry || file.facadeModuleId === null) continue;
        const opens = this.getModuleInfo(file.facadeModuleId)?.importedIds ?? [];
        if (opens.some((id) => STARTS.some((start) => start.test(id)))) doors.push(file.fileName);
      }
    },
    // After Kit's, which writes the page.
    buildApp: { order: "post", handler: async () => preload("build/index.html", doors) },
  };
}

/**
 * A ring of files that import each other, or null. In one, some file runs before what it imports: a
 * table of sentences at its top would be a table of nothing, and its button throw when it is pressed.
 */
function ringOf(bundle: Rolldown.OutputBundle): string[] | null {
  const isDone = new Map<string, boolean>();
  const from = (name: string, way: readonly string[]): string[] | null => {
    if (isDone.get(name)) return null;
    if (isDone.has(name)) return [...way.slice(way.indexOf(name)), name];
    isDone.set(name, false);
    const file = bundle[name];
    for (const next of file?.type === "chunk" ? file.imports : []) {
      const ring = from(next, [...way, name]);
      if (ring) return ring;
    }
    isDone.set(name, true);
    return null;
  };
  for (const name of Object.keys(bundle)) {
    const ring = from(name, []);
    if (ring) return ring;
  }
  return null;
}

/**
 * Has the page ask for these scripts at once, in the order of their size after the styles: a browser
 * fetches six at a time, and the largest must not wait until a small one is there.
 */
function preload(page: string, scripts: readonly string[]): void {
  const html = readFileSync(page, "utf8");
  const links = html.match(LINK) ?? [];
  const asked = links.filter((link) => link.includes("modulepreload"));
  const styles = links.filter((link) => !asked.includes(link));
  const missing = scripts.filter((name) => !html.includes(name));
  asked.push(...missing.map((name) => `<link href="/${name}" rel="modulepreload">`));
  const sizeOf = (link: string) => statSync(`build${/href="([^"]+)"/.exec(link)![1]}`).size;
  const all = [...styles, ...asked.toSorted((a, b) => sizeOf(b) - sizeOf(a))].join("\n    ");
  let isFirst = true;
  const placed = html.replaceAll(LINK, () => {
    if (!isFirst) return "";
    isFirst = false;
    return all;
  });
  writeFileSync(page, placed.replaceAll(/\n\s*\n(?=\s*<)/g, "\n"));
}
