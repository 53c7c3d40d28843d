import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";

/**
 * The column kit of the running dialect. `schema.ts` is written once over it and builds either
 * SQLite or PostgreSQL tables; both are typed as SQLite's, since every query we write uses only
 * what the two share. A process talks to one database, so the dialect is fixed at import.
 */
export const dialect: "sqlite" | "postgres" = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "")
  ? "postgres"
  : "sqlite";

const onPostgres = dialect === "postgres";

export const table = (onPostgres ? pg.pgTable : sqlite.sqliteTable) as typeof sqlite.sqliteTable;
export const index = (onPostgres ? pg.index : sqlite.index) as typeof sqlite.index;
export const uniqueIndex = (
  onPostgres ? pg.uniqueIndex : sqlite.uniqueIndex
) as typeof sqlite.uniqueIndex;
export const primaryKey = (
  onPostgres ? pg.primaryKey : sqlite.primaryKey
) as typeof sqlite.primaryKey;

const sqliteText = (name: string) => sqlite.text(name);
export const text = (
  onPostgres ? (name: string) => pg.text(name) : sqliteText
) as typeof sqliteText;

/** Whole numbers up to 2^53; instants are epoch milliseconds in one of these. */
const sqliteInteger = (name: string) => sqlite.integer(name);
export const integer = (
  onPostgres ? (name: string) => pg.bigint(name, { mode: "number" }) : sqliteInteger
) as typeof sqliteInteger;

const sqliteBoolean = (name: string) => sqlite.integer(name, { mode: "boolean" });
export const boolean = (
  onPostgres ? (name: string) => pg.boolean(name) : sqliteBoolean
) as typeof sqliteBoolean;

/** JSON kept as text in both dialects: `jsonb` would reorder the keys of a form's values. */
const sqliteJson = <T>(name: string) => sqlite.text(name, { mode: "json" }).$type<T>();
export const json = (
  onPostgres ? <T>(name: string) => pg.json(name).$type<T>() : sqliteJson
) as typeof sqliteJson;

/** Raw bytes. */
const bytea = pg.customType<{ data: Buffer }>({ dataType: () => "bytea" });
const sqliteBytes = (name: string) => sqlite.blob(name, { mode: "buffer" });
export const bytes = (
  onPostgres ? (name: string) => bytea(name) : sqliteBytes
) as typeof sqliteBytes;

/** An ever-growing row number that is the primary key. */
const sqliteRowNumber = (name: string) => sqlite.integer(name).primaryKey({ autoIncrement: true });
export const rowNumber = (
  onPostgres
    ? (name: string) => pg.bigserial(name, { mode: "number" }).primaryKey()
    : sqliteRowNumber
) as typeof sqliteRowNumber;
