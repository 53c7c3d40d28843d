import { plugin } from "bun";

/** The whole of a new type of field: a line in the table. */
const ENTRY = `  温度: { en: "Temperature", aliases: ["气温"], numeric: { decimals: 1 }, ...NUMBER },\n`;
const AFTER = "const TYPES = {\n";

/** Loads the program as if that line stood in it; nothing else is changed. */
plugin({
  name: "one more type",
  setup(build) {
    build.onLoad({ filter: /server\/contract\/field-types\.ts$/ }, async ({ path }) => {
      const source = await Bun.file(path).text();
      if (!source.includes(AFTER)) throw new Error("the table begins otherwise");
      return { contents: source.replace(AFTER, AFTER + ENTRY), loader: "ts" };
    });
  },
});
