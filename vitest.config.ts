import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./tests/support/slowest-first.ts";

/** Folders whose tests meet a database: each of their files runs on SQLite and on PostgreSQL. */
const ON_BOTH = ["tests/{kernel,bots,api}/**/*.test.ts"];

export default defineConfig({
  test: {
    pool: "threads",
    // Files share a worker and what it has loaded: loading the program cost more than most tests.
    isolate: false,
    // Bun reads TypeScript and our import aliases by itself, in half the time.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    sequence: { sequencer: SlowestFirst },
    // Vitest would leave one core idle, which on two is half the machine.
    maxWorkers: "100%",
    // Longer than any wait within a test, which says what it waited for.
    testTimeout: 25_000,
    maxConcurrency: 2,
    setupFiles: ["tests/support/database-env.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["tests/**/*.test.ts"],
          exclude: [...ON_BOTH, "**/node_modules/**"],
        },
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
