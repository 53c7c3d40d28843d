import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import bcd, { type CompatStatement, type Identifier } from "@mdn/browser-compat-data";
import { type AnyNode, parse } from "acorn";
import { full } from "acorn-walk";
import postcss, { type ChildNode } from "postcss";
import { describe, expect, test } from "vitest";

/**
 * The build (`npm run build`) against what browsers are known to have, by MDN's data: no syntax, no
 * method and no CSS that the oldest (web/vite/oldest.ts) lack, but what is named here with the
 * reason why that does no harm.
 */
const CHROME = 90;
const SAFARI = 15.4;

const METHODS: Record<string, string> = {
  ...inOlderBrowsers("at findLast findLastIndex toSorted toReversed with"),
  ...inOlderBrowsers("hasOwn groupBy timeout requestSubmit"),
  fromBase64: "Kit asks first whether it is there",
  toBase64: "Kit asks first whether it is there",
  checkVisibility: "asked first",
  requestFullscreen: "asked first: where it is missing the wall fills its window",
  createBidirectionalStream: "of WebTransport, which is never asked for",
  createPolicy: "asked first",
  exitFullscreen: "only out of the full screen",
};

const STYLES: Record<string, string> = {
  "@page": "margins of paper; Safari has its own",
  "@property": "Tailwind brings its own way for Safari before 16.4",
  size: "of @page",
  "accent-color": "a checkbox in the browser's own colour",
  "break-after": "of titles on paper",
  "color-mix()": "behind @supports, with a plain colour before it",
  "field-sizing": "chat/grow.ts does it by hand",
  "font-synthesis": "a weight that is smeared rather than left out",
  lh: "of a box that only a younger Safari has",
  "overflow-anchor": "a Safari that never moves the page by itself",
  "text-autospace": "a hair of space between Chinese and digits",
  "text-wrap": "a title breaks where it breaks",
  "-webkit-tap-highlight-color": "in no standard, and everywhere",
};

function inOlderBrowsers(names: string): Record<string, string> {
  return Object.fromEntries(names.split(" ").map((name) => [name, "static/older-browsers.js"]));
}

/** Known, and younger than what is served. */
function isYoung(compat: CompatStatement | undefined): boolean {
  return compat !== undefined && !(has(compat, "chrome", CHROME) && has(compat, "safari", SAFARI));
}

function has({ support }: CompatStatement, browser: "chrome" | "safari", most: number): boolean {
  return [support[browser] ?? []].flat().some(({ version_added: since, flags }) => {
    const version = typeof since === "string" ? Number.parseFloat(since.replace("≤", "")) : NaN;
    return flags === undefined && version <= most;
  });
}

function built(kind: string): { name: string; text: string }[] {
  const folder = fileURLToPath(new URL("../../web/build/", import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(kind))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

/** Of ES2022 the oldest have class fields and private names, which the build lowers anyway. */
const scripts = built(".js").map(({ name, text }) => {
  const tree = parse(text, { ecmaVersion: 2021, sourceType: "module" });
  const nodes: AnyNode[] = [];
  full(tree, (node) => nodes.push(node as AnyNode));
  return { name, text, nodes };
});

describe("scripts", () => {
  test("are of 2021, which the parser above insists on", () => {
    expect(scripts.length).toBeGreaterThan(20);
  });

  test("have no lookbehind (Safari 16.4) and no flags d and v in patterns", () => {
    const flags = scripts.flatMap(({ nodes }) =>
      nodes.flatMap((node) => (node.type === "Literal" && node.regex ? [node.regex.flags] : [])),
    );
    expect(flags.length).toBeGreaterThan(50);
    expect(flags.filter((own) => /[dv]/.test(own))).toEqual([]);
    // Not in literals only: the bundler makes a string of a pattern that is too young.
    expect(scripts.flatMap(({ text }) => text.match(/.{20}\(\?<[=!].{10}/g) ?? [])).toEqual([]);
  });

  test("call nothing that they lack", () => {
    const young = youngMethods();
    const called = new Set<string>();
    const own = new Set<string>();
    for (const node of scripts.flatMap(({ nodes }) => nodes)) {
      if (node.type === "CallExpression") called.add(nameOf(node.callee));
      if (node.type === "Property" || node.type === "MethodDefinition") own.add(keyOf(node.key));
      if (node.type === "AssignmentExpression") own.add(nameOf(node.left));
    }
    expect(called).toContain("map");
    const found = [...called].filter(
      (name) => young.core.has(name) || (young.more.has(name) && !own.has(name)),
    );
    expect(found.filter((name) => !(name in METHODS))).toEqual([]);
  });

  test("never walk an iterator by its helpers (Chrome 122)", () => {
    const helper =
      /(?<!Object)\.(keys|values|entries|matchAll)\([^()]*\)\.(map|filter|some|every|find|flatMap|reduce|forEach|toArray|take|drop)\(/;
    expect(scripts.filter(({ text }) => helper.test(text)).map(({ name }) => name)).toEqual([]);
  });
});

describe("styles", () => {
  const files = built(".css").map(({ text }) => postcss.parse(text));

  test("use nothing that they lack", () => {
    const found = new Set<string>();
    for (const file of files)
      file.walk((node) => {
        for (const name of youngIn(node)) found.add(name);
      });
    expect(files.length).toBeGreaterThan(3);
    expect([...found].filter((name) => !(name in STYLES))).toEqual([]);
  });
});

/** What an identifier, `x.name` or `x?.name` ends with. */
function nameOf(node: AnyNode | { type: string }): string {
  if (node.type !== "MemberExpression") return "";
  const { property, computed } = node as Extract<AnyNode, { type: "MemberExpression" }>;
  return computed ? "" : keyOf(property);
}

function keyOf(node: { type: string; name?: unknown }): string {
  return node.type === "Identifier" ? String(node.name) : "";
}

/**
 * Names of methods that some type has since too late, and no other type has had for long. `core`:
 * of the types that all code uses; a name of another type counts where nothing of ours bears it.
 */
function youngMethods(): { core: Set<string>; more: Set<string> } {
  const CORE = new Set(["Array", "String", "Object", "Map", "Promise", "RegExp"]);
  const young = { core: new Set<string>(), more: new Set<string>() };
  const old = new Set<string>();
  const types = [...Object.entries(bcd.javascript.builtins!), ...Object.entries(bcd.api)];
  for (const [type, members] of types) {
    for (const [member, data] of Object.entries<Identifier | CompatStatement>(
      members as Identifier,
    )) {
      if (!("__compat" in data) || !data.__compat) continue;
      const name = member.replace(/_static$/, "");
      if (!isYoung(data.__compat)) old.add(name);
      else if (!member.endsWith("_event")) young[CORE.has(type) ? "core" : "more"].add(name);
    }
  }
  for (const name of old) for (const names of Object.values(young)) names.delete(name);
  return young;
}

/** What is too young in one rule or declaration; inside `@supports` a browser has it or leaves it. */
function youngIn(node: ChildNode): string[] {
  if (isTried(node)) return [];
  const css = bcd.css;
  if (node.type === "atrule") {
    const isRange = node.name === "media" && /[<>]/.test(node.params);
    const name = `@${node.name}`;
    return [
      ...(isYoung(css["at-rules"]![node.name]?.__compat) ? [name] : []),
      ...(isRange ? ["media range"] : []),
    ];
  }
  if (node.type === "rule") {
    const selector = node.selector.replace(/\\./g, "");
    const pseudo = [...selector.matchAll(/::?([a-z-]+)/g)].map(([, name]) => name!);
    const nested = node.parent?.type === "rule" ? ["nesting"] : [];
    return [
      ...nested,
      ...pseudo.filter((name) => isYoung(css.selectors![name]?.__compat)).map((name) => `:${name}`),
    ];
  }
  if (node.type !== "decl" || node.prop.startsWith("--")) return [];
  const functions = [...node.value.matchAll(/([a-z-]+)\(/g)].map(([, name]) => name!);
  const units = [...node.value.matchAll(/\d([sdl]v[hwib]|cq[a-z]+|r?lh)\b/g)].map(
    ([, unit]) => unit!,
  );
  const before = node.prev();
  const hasOlder = before?.type === "decl" && before.prop === node.prop;
  return [
    ...(isYoung(css.properties![node.prop]?.__compat) ? [node.prop] : []),
    ...functions.filter((name) => isYoung(typeNamed(name))).map((name) => `${name}()`),
    ...(hasOlder ? [] : units),
  ];
}

function typeNamed(name: string): CompatStatement | undefined {
  const types = Object.values(bcd.css.types!) as Identifier[];
  const [found] = [bcd.css.types!, ...types].flatMap((type) => (name in type ? [type[name]!] : []));
  return found?.__compat;
}

function isTried(node: ChildNode): boolean {
  for (let one = node.parent; one; one = one.parent as typeof one)
    if (one.type === "atrule" && (one as { name?: string }).name === "supports") return true;
  return false;
}
