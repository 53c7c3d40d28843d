import type { IdentityDatabase } from "#db/identity-store";
import { openStore, type Store } from "#db/open";
import { type Identity, openIdentity } from "./identity/identity.ts";
import type { PasswordWork } from "./identity/password.ts";

/** What stands below the kernel: the database and who may come in. */
export interface Parts {
  store: Store;
  identity: Identity;
}

/** Opens both for one county. `databaseUrl` as in `Env`. */
export async function openParts(options: {
  databaseUrl: string;
  secret: string;
  publicUrl?: string;
  passwordWork?: PasswordWork;
}): Promise<Parts> {
  const { databaseUrl, secret, publicUrl, passwordWork } = options;
  const store = await openStore(databaseUrl);
  const identity = await openIdentity({
    database: identityDatabase(databaseUrl),
    secret,
    publicUrl,
    // Sign-in keeps the system clock, also where the county runs on a manual one (DESIGN §7).
    now: Date.now,
    trustedOrigins: [],
    passwordWork,
  });
  return { store, identity };
}

/** Sign-in has a SQLite file of its own beside the county's, or shares its PostgreSQL database. */
export function identityDatabase(databaseUrl: string): IdentityDatabase {
  if (/^postgres(ql)?:/.test(databaseUrl)) return { kind: "postgres", url: databaseUrl };
  return { kind: "sqlite", file: `${databaseUrl.replace(/\.db$/, "")}-identity.db` };
}
