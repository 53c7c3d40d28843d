/**
 * Reads messages written side by side, `"key": ["中文 {name}", "English {name}"]`, one file an area:
 * a sentence without its other language cannot be written at all.
 */
import { readdirSync } from "node:fs";

const KEY = "plugin.lingda.messages";

export default {
  key: KEY,
  toBeImportedFiles: ({ settings }) => {
    const { folder } = settings[KEY];
    const areas = readdirSync(folder).filter((name) => name.endsWith(".json"));
    return areas.flatMap((area) =>
      settings.locales.map((locale) => ({ path: `${folder}/${area}`, locale })),
    );
  },
  importFiles: ({ files, settings }) => {
    const bundles = [];
    const messages = [];
    const variants = [];
    for (const { locale, content } of files) {
      const column = settings.locales.indexOf(locale);
      const texts = JSON.parse(new TextDecoder().decode(content));
      for (const [id, sentence] of Object.entries(texts)) {
        const pattern = patternOf(sentence[column]);
        const names = pattern.flatMap((part) =>
          part.type === "expression" ? [part.arg.name] : [],
        );
        const declarations = [...new Set(names)].map((name) => ({ type: "input-variable", name }));
        if (!bundles.some((bundle) => bundle.id === id)) bundles.push({ id, declarations });
        messages.push({ bundleId: id, locale, selectors: [] });
        variants.push({ messageBundleId: id, messageLocale: locale, matches: [], pattern });
      }
    }
    return { bundles, messages, variants };
  },
};

function patternOf(text) {
  return text.split(/(\{\w+\})/).flatMap((part) => {
    if (part === "") return [];
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (!name) return [{ type: "text", value: part }];
    return [{ type: "expression", arg: { type: "variable-reference", name } }];
  });
}
