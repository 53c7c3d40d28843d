import { type IdentityDatabase, openIdentityStore } from "#db/identity-store";
import type { NewAccount } from "../../server/identity/accounts.ts";
import {
  type Identity,
  type IdentityOptions,
  openIdentity,
} from "../../server/identity/identity.ts";
import type { PasswordWork } from "../../server/identity/password.ts";
import type { SignInOrigin, SignInResult } from "../../server/identity/sign-in-result.ts";
import { identityDatabase } from "../../server/parts.ts";
import { copyOf } from "./database.ts";

/** Hashing as cheap as argon2id goes: tests sign in by the hundred and keep nothing secret. */
export const QUICK: PasswordWork = { memoryCost: 8, timeCost: 1 };

/** An identity over a database of this project's dialect, on a clock that tests move. */
export interface TestIdentity {
  identity: Identity;
  database: IdentityDatabase;
  clock: { now: number };
  /** Opens it once more, as another server or a restart would. */
  again(options?: Partial<IdentityOptions>): Promise<Identity>;
  close(): Promise<void>;
}

/** @param accounts that are there from the beginning */
export async function openTestIdentity(accounts: NewAccount[]): Promise<TestIdentity> {
  const clock = { now: Date.UTC(2026, 10, 21, 1) };
  const open = (database: IdentityDatabase, options?: Partial<IdentityOptions>) =>
    openIdentity({
      database,
      secret: "a secret of this test, long enough",
      now: () => clock.now,
      trustedOrigins: ["https://board.example.cn"],
      passwordWork: QUICK,
      ...options,
    });
  const { url, drop } = await copyOf(`identity of ${JSON.stringify(accounts)}`, async (empty) => {
    const first = await open(identityDatabase(empty));
    await first.createAccounts(accounts);
    await first.close();
  });
  const database = identityDatabase(url);
  const opened: Identity[] = [];
  const again: TestIdentity["again"] = async (options) => {
    const identity = await open(database, options);
    opened.push(identity);
    return identity;
  };
  const close = async () => {
    await Promise.all(opened.map((identity) => identity.close()));
    await drop();
  };
  return { identity: await again(), database, clock, again, close };
}

/** A sign-in from this address, with what the browser kept of earlier answers. */
export function from(ip: string, browser?: Browser): SignInOrigin {
  return { ip, userAgent: "test", cookie: browser?.header() ?? null, room: "指挥室" };
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

/** What each stored password costs to check: `m=19456,t=2,p=1`. */
export async function storedCosts(database: IdentityDatabase): Promise<(string | undefined)[]> {
  const store = await openIdentityStore(database);
  const rows = await store.session.select().from(store.tables.account);
  await store.close();
  return rows.map(({ password }) => password?.split("$")[3]);
}
