import { readFileSync, writeFileSync } from "node:fs";
import type { Plugin } from "vite";

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

/** What other screens share is cut no smaller than this. Bytes before packing. */
const SMALL = 30_000;

/**
 * How scripts are cut into files. On a phone's line each file costs its way there and back, so all
 * that the first page needs is one file; the other screens have what they share in a few.
 */
export function firstPage(): Plugin {
  const first = new Set<string>();
  const groups = [
    { name: "settings", test: SETTINGS, priority: 3 },
    { name: "first-page", test: (id: string) => first.has(id) && !ENTRIES.test(id), priority: 2 },
    {
      ...{ name: "shared", minShareCount: 2, priority: 1 },
      ...{ entriesAware: true, entriesAwareMergeThreshold: SMALL },
    },
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
        toSee.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
    generateBundle(_, bundle) {
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

/** Has the page ask for these scripts at once. */
function preload(page: string, scripts: readonly string[]): void {
  const html = readFileSync(page, "utf8");
  const links = scripts
    .filter((name) => !html.includes(name))
    .map((name) => `<link href="/${name}" rel="modulepreload">\n\t\t`);
  writeFileSync(
    page,
    html.replace('<link href="/_app', () => `${links.join("")}<link href="/_app`),
  );
}
