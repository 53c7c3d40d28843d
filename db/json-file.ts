import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";

/** A JSON file that passed its schema, and where it lies. */
interface JsonFile<T> {
  value: T;
  path: string;
  /** Folder of the file: names inside it are read relative to this. */
  dir: string;
}

/**
 * Reads a named or addressed data file.
 *
 * A bare name (`kaihua`) means our own file in `db/<folder>/`, else one of that name beside the
 * reader; anything else is a path relative to `baseDir`. Throws one Chinese sentence that names
 * the file and, when the shape is wrong, the first bad field.
 */
export function readJson<T>(
  schema: z.ZodType<T>,
  folder: string,
  nameOrPath: string,
  baseDir = process.cwd(),
): JsonFile<T> {
  const path = locate(folder, nameOrPath, baseDir);
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Error(`${path} 不是合格的 JSON，请检查文件内容`);
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${path} 的 ${issue?.path.join(".") || "内容"} 有误：${issue?.message}`);
  }
  return { value: parsed.data, path, dir: dirname(path) };
}

function locate(folder: string, nameOrPath: string, baseDir: string): string {
  const bare = /^[\w-]+$/.test(nameOrPath);
  const candidates = bare
    ? [
        fileURLToPath(new URL(`./${folder}/${nameOrPath}.json`, import.meta.url)),
        resolve(baseDir, `${nameOrPath}.json`),
      ]
    : [resolve(baseDir, nameOrPath), resolve(baseDir, `${nameOrPath}.json`)];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(`找不到“${nameOrPath}”：查过 ${candidates.join("、")}`);
  }
  return found;
}
