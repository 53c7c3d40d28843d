import { dirname, resolve } from "node:path";
import { z } from "zod";

/** Unset and set to nothing are the same to whoever writes an env file. */
const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(shape: T) => z.preprocess(blankIsUnset, shape);

/** `quiet`: a demo in which nothing has happened yet. */
const Demo = z
  .enum(["0", "1", "true", "false", "quiet"], "write 1, quiet or 0")
  .transform((v) => (v === "quiet" ? v : v === "1" || v === "true"));

const Settings = z.object({
  PORT: optional(
    z
      .string()
      .regex(/^\d+$/, "write a port number, such as 3000")
      .transform(Number)
      .refine((port) => port <= 65_535, "a port is at most 65535")
      .default(3000),
  ),
  HOST: optional(
    z
      .string()
      .regex(/^[\w.:-]+$/, "write an address to listen on")
      .default("0.0.0.0"),
  ),
  DATABASE_URL: optional(z.string().default("data/lingda.db")),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/, error: "write https://…" }).optional()),
  LINGDA_PROFILE: optional(z.string().optional()),
  LINGDA_DEMO: optional(Demo.default(false)),
  LINGDA_CLOCK: optional(z.enum(["system", "manual"], "write system or manual").default("system")),
  LINGDA_SECRET: optional(z.string().min(32, "at least 32 characters").optional()),
  LOG_LEVEL: optional(
    z
      .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], "write info or warn")
      .default("info"),
  ),
});

/** The settings of one process (SPEC §7); nothing else reads the environment. */
export interface Env {
  port: number;
  host: string;
  /** `postgres://…`, or the absolute path of a SQLite file. */
  databaseUrl: string;
  /** Where files beside the database live. */
  dataFolder: string;
  publicUrl: string | undefined;
  /** Null: the one the database holds, or the demo's default. */
  profile: string | null;
  demo: boolean;
  /** A new demo county has a morning behind it; otherwise it is empty. */
  morning: boolean;
  clock: "system" | "manual";
  secret: string | undefined;
  logLevel: string;
}

/** @throws Error of one line that names the variable at fault and what it may be */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Settings.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? "environment");
    throw new Error(`${name}=${shown(name, source[name])}: ${issue?.message}`);
  }
  const { data } = parsed;
  const databaseUrl = readDatabaseUrl(data.DATABASE_URL);
  const inFile = !databaseUrl.startsWith("postgres");
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl,
    dataFolder: inFile ? dirname(databaseUrl) : resolve("data"),
    publicUrl: data.PUBLIC_URL,
    profile: data.LINGDA_PROFILE ?? null,
    demo: data.LINGDA_DEMO !== false,
    morning: data.LINGDA_DEMO === true,
    clock: data.LINGDA_CLOCK,
    secret: data.LINGDA_SECRET,
    logLevel: data.LOG_LEVEL,
  };
}

function readDatabaseUrl(typed: string): string {
  if (/^postgres(ql)?:\/\//.test(typed)) return typed;
  const path = typed.replace(/^file:(\/\/)?/, "");
  if (/^[a-z][\w+]*:/i.test(path) || path === "") {
    throw new Error("DATABASE_URL: write postgres://… or the path of a SQLite file");
  }
  return resolve(path);
}

/** A secret must not end up in a log because it is too short. */
function shown(name: string, value: string | undefined): string {
  return name === "LINGDA_SECRET" ? "…" : (value ?? "");
}
