import { defineConfig } from "vitest/config";

/** Folders whose tests meet a database: each of their files runs on SQLite and on PostgreSQL. */
const ON_BOTH = ["tests/{kernel,bots,api}/**/*.test.ts"];

export default defineConfig({
  test: {
    pool: "threads",
    // Vitest would leave one core idle, which on two is half the machine.
    maxWorkers: "100%",
    // Longer than any wait within a test, which says what it waited for.
    testTimeout: 25_000,
    maxConcurrency: 2,
    // Without this Vitest under Bun drops named exports such as `z` of zod.
    deps: { interopDefault: false },
    setupFiles: ["tests/support/database-env.ts"],
    projects: [
      {
        extends: true,
        test: { name: "pure", include: ["tests/**/*.test.ts"], exclude: ON_BOTH },
      },
      {
        extends: true,
        test: { name: "sqlite", include: ON_BOTH, env: { LINGDA_TEST_DB: "sqlite" } },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: ON_BOTH,
          env: { LINGDA_TEST_DB: "postgres" },
          globalSetup: ["tests/support/postgres-setup.ts"],
        },
      },
    ],
  },
});
