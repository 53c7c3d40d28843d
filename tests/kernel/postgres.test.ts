import postgres from "postgres";
import { expect, test } from "vitest";
import { createDatabase } from "../support/postgres.ts";

const onPostgres = process.env.LINGDA_TEST_DB === "postgres";

test("DATABASE_URL names the dialect of the project", () => {
  expect(/^postgres:/.test(process.env.DATABASE_URL ?? "")).toBe(onPostgres);
});

// Not `runIf`: on SQLite there is no such test, and a skip would look like one forgotten.
if (onPostgres) test("two databases of one run know nothing of each other", databasesAreApart);

async function databasesAreApart(): Promise<void> {
  const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  const first = postgres(one.url, { max: 1 });
  const second = postgres(other.url, { max: 1 });
  try {
    await first`create table mark (word text)`;
    await first`insert into mark values ('传令')`;
    expect(await first`select word from mark`).toEqual([{ word: "传令" }]);
    expect(await second`select to_regclass('mark') as mark`).toEqual([{ mark: null }]);
  } finally {
    await Promise.all([first.end(), second.end()]);
    await Promise.all([one.drop(), other.drop()]);
  }
}
