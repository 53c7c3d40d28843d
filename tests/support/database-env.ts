import { inject } from "vitest";

/**
 * Fits DATABASE_URL to the project this file runs in, before anything reads the dialect: the test
 * server's address on PostgreSQL, nothing on SQLite whatever the developer's own shell says.
 */
if (process.env.LINGDA_TEST_DB === "postgres") process.env.DATABASE_URL = inject("postgresUrl");
else delete process.env.DATABASE_URL;
