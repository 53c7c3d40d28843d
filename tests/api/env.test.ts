import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnv } from "../../server/env.ts";
import { keptSecret } from "../../server/secret.ts";

describe("the environment", () => {
  it("may be empty", () => {
    expect(readEnv({})).toEqual({
      port: 3000,
      host: "0.0.0.0",
      databaseUrl: resolve("data/lingda.db"),
      dataFolder: resolve("data"),
      publicUrl: undefined,
      profile: null,
      demo: false,
      morning: false,
      clock: "system",
      secret: undefined,
      logLevel: "info",
    });
  });

  it.each([
    [{ PORT: "0" }, { port: 0 }],
    [{ PORT: "" }, { port: 3000 }],
    [{ LINGDA_DEMO: "1" }, { demo: true, morning: true }],
    [{ LINGDA_DEMO: "quiet" }, { demo: true, morning: false }],
    [{ LINGDA_DEMO: "false" }, { demo: false, morning: false }],
    [{ DATABASE_URL: "/tmp/a.db" }, { databaseUrl: "/tmp/a.db", dataFolder: "/tmp" }],
    [{ DATABASE_URL: "file:///tmp/a.db" }, { databaseUrl: "/tmp/a.db" }],
    [{ DATABASE_URL: "file:a.db" }, { databaseUrl: resolve("a.db") }],
    [
      { DATABASE_URL: "postgres://u:p@h/d" },
      { databaseUrl: "postgres://u:p@h/d", dataFolder: resolve("data") },
    ],
  ])("reads %o", (source, settings) => {
    expect(readEnv(source)).toMatchObject(settings);
  });

  it.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["HOST", "a b"],
    ["DATABASE_URL", "mysql://h/d"],
    ["PUBLIC_URL", "lingda.cn"],
    ["LINGDA_DEMO", "perhaps"],
    ["LINGDA_CLOCK", "fast"],
    ["LINGDA_SECRET", "short"],
    ["LOG_LEVEL", "loud"],
  ])("stops the start at %s=%s, in one line", (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`^${name}[^\n]+$`));
  });

  it("never prints a secret", () => {
    expect(() => readEnv({ LINGDA_SECRET: "hunter2" })).toThrow(/^(?!.*hunter2)/);
  });
});

describe("the kept secret", () => {
  it("is made once, long, and for its owner only", () => {
    const folder = mkdtempSync(join(tmpdir(), "lingda-secret-"));
    try {
      const secret = keptSecret(join(folder, "data"));
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(keptSecret(join(folder, "data"))).toBe(secret);
      expect(statSync(join(folder, "data", "secret")).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
