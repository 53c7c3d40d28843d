import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IdentityDatabase } from "#db/identity-store";
import {
  type Identity,
  type IdentityOptions,
  openIdentity,
} from "../../server/identity/identity.ts";
import type { SignInOrigin, SignInResult } from "../../server/identity/sign-in-result.ts";
import { createDatabase } from "./postgres.ts";

/** An identity over an empty database of this project's dialect, on a clock that tests move. */
export interface TestIdentity {
  identity: Identity;
  database: IdentityDatabase;
  clock: { now: number };
  /** Opens it once more, as another server or a restart would. */
  again(options?: Partial<IdentityOptions>): Promise<Identity>;
  close(): Promise<void>;
}

export async function openTestIdentity(): Promise<TestIdentity> {
  const clock = { now: Date.UTC(2026, 10, 21, 1) };
  const { database, drop } = await emptyDatabase();
  const opened: Identity[] = [];
  const again: TestIdentity["again"] = async (options) => {
    const identity = await openIdentity({
      database,
      secret: "a secret of this test, long enough",
      now: () => clock.now,
      trustedOrigins: ["https://board.example.cn"],
      ...options,
    });
    opened.push(identity);
    return identity;
  };
  const close = async () => {
    await Promise.all(opened.map((identity) => identity.close()));
    await drop();
  };
  return { identity: await again(), database, clock, again, close };
}

async function emptyDatabase(): Promise<{ database: IdentityDatabase; drop(): Promise<void> }> {
  if (process.env.LINGDA_TEST_DB === "postgres") {
    const { url, drop } = await createDatabase();
    return { database: { kind: "postgres", url }, drop };
  }
  const folder = mkdtempSync(join(tmpdir(), "lingda-identity-"));
  const drop = async () => rmSync(folder, { recursive: true, force: true });
  return { database: { kind: "sqlite", file: join(folder, "identity.db") }, drop };
}

/** A sign-in from this address, with what the browser kept of earlier answers. */
export function from(ip: string, browser?: Browser): SignInOrigin {
  return { ip, userAgent: "test", cookie: browser?.header() ?? null };
}

/** Keeps cookies as a browser does. */
export class Browser {
  readonly #jar = new Map<string, string>();

  /** Takes over what an answer sets and drops what it clears. */
  keep(headers: Headers): this {
    for (const line of headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes("; Max-Age=0")) this.#jar.delete(name);
      else this.#jar.set(name, value);
    }
    return this;
  }

  header(): string | null {
    return [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ") || null;
  }

  request(more: Record<string, string> = {}): Request {
    const cookie = this.header();
    const headers = { host: "lingda.test", ...(cookie ? { cookie } : {}), ...more };
    return new Request("http://lingda.test/api/me", { headers });
  }
}

/** The answer of a sign-in that must succeed. */
export function signedIn(result: SignInResult): Extract<SignInResult, { ok: true }> {
  if (!result.ok) throw new Error(`refused: ${result.code} ${result.message}`);
  return result;
}
