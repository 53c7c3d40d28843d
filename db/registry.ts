import { readFileSync } from "node:fs";
import { z } from "zod";

/** Official code (9 digits a town, 12 a village) and the name as the registry prints it. */
const Entry = z.tuple([z.string(), z.string()]);

const RegistryFile = z.strictObject({
  source: z.string(),
  streets: z.array(Entry),
  villages: z.array(Entry),
});

/** Towns and villages of the five counties; provenance in `db/data/NOTICE.md`. */
export type Registry = z.infer<typeof RegistryFile>;

/** The registry slice that lies beside this file. Throws when the file is damaged. */
export function loadRegistry(): Registry {
  const file = new URL("./data/five-counties.json", import.meta.url);
  return RegistryFile.parse(JSON.parse(readFileSync(file, "utf8")));
}
