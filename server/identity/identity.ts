import { accountQueries } from "#db/identity-accounts";
import { identityQueries, type OpenSession } from "#db/identity-queries";
import { type IdentityDatabase, openIdentityStore } from "#db/identity-store";
import { createAccounts, type NewAccount } from "./accounts.ts";
import { createAuth } from "./auth.ts";
import { type Authenticated, authenticate, type Carrier } from "./authenticate.ts";
import { createCookies } from "./cookies.ts";
import { createGrants, type GrantTerms, type IssuedGrant } from "./grants.ts";
import { isTrustedOrigin } from "./origin.ts";
import type { PasswordWork } from "./password.ts";
import { signIn } from "./sign-in.ts";
import type { Credentials, SignInOrigin, SignInResult } from "./sign-in-result.ts";
import { createThrottle } from "./throttle.ts";

export interface IdentityOptions {
  database: IdentityDatabase;
  /** Signs cookies; at least 32 characters, the same on every server of a county. */
  secret: string;
  /** Decides whether cookies are `Secure`, and is a trusted origin. */
  publicUrl?: string;
  /** The SYSTEM clock, also where the rest runs on a manual one (DESIGN §7). Epoch ms. */
  now: () => number;
  /** Further origins whose pages may use a person's cookie, exactly as browsers send them. */
  trustedOrigins: string[];
  /** For tests alone, which hash by the hundred: no program sets it, so theirs cost what they must. */
  passwordWork?: PasswordWork;
}

/** Which devices of a person: one, all but one, only those that came in by a code. */
export interface WhichDevices {
  only?: string;
  except?: string;
  byCodeOnly: boolean;
}

/** Who may come in, and who is there. Every function that ends sessions answers their ids. */
export interface Identity {
  /** Where the county is reached from outside, if it was told; no slash at the end. */
  publicOrigin: string | null;
  /** SPEC §7 `POST /api/sign-in`. */
  signIn(credentials: Credentials, from: SignInOrigin): Promise<SignInResult>;
  /** Ends the session of the cookie, if any; `headers` clear it. */
  signOut(request: Carrier): Promise<{ headers: Headers; ended: string[] }>;
  /** By cookie, or by `Authorization: Bearer` for bots and scripts; null is 401. */
  authenticate(request: Carrier): Promise<Authenticated | null>;
  /** False for a request from a foreign page: refuse its sign-in and its handshakes. */
  isTrustedOrigin(request: Carrier): boolean;
  /** @throws {AccountRefused} */
  createAccount(account: NewAccount): Promise<void>;
  /** @throws {AccountRefused}, and then none of them is stored. */
  createAccounts(accounts: NewAccount[]): Promise<void>;
  /** A QR code for one person, good for two devices at a time until it expires or is revoked. */
  invite(person: string, terms: GrantTerms): Promise<IssuedGrant>;
  /** Takes the code back and signs out the devices that came in by it. */
  revokeInvitation(id: string): Promise<string[]>;
  /** Takes all codes of a person back and signs out the devices that came in by any of them. */
  revokeInvitations(person: string): Promise<string[]>;
  /** A bearer token for a bot or a script that acts as this person. */
  issueBearer(person: string, terms: GrantTerms): Promise<IssuedGrant>;
  /** @returns whether it was in force until now. */
  revokeBearer(id: string): Promise<boolean>;
  /** Signs a person out everywhere; invitations and bearer tokens stay good. */
  revokeSessions(person: string): Promise<string[]>;
  endSession(session: string): Promise<string[]>;
  /** What is open of these people, the newest first; nothing of it opens anything. */
  openSessions(people: string[]): Promise<OpenSession[]>;
  /** People whom nothing has reached for seven days; since when is told to nobody. */
  unreached(): Promise<string[]>;
  /** Signs a person's devices out; codes and bearer tokens stay good. */
  endDevices(person: string, which: WhichDevices): Promise<string[]>;
  close(): Promise<void>;
}

/** Milliseconds. */
const WEEK = 7 * 24 * 3_600_000;

/** Opens sign-in: its database, better-auth narrowed, and the rules of SPEC §6–7 around it. */
export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { secret, publicUrl, now, passwordWork } = options;
  const publicOrigin = publicUrl ? new URL(publicUrl).origin : null;
  if (secret.length < 32) throw new Error("the secret must have at least 32 characters");
  const store = await openIdentityStore(options.database);
  const queries = identityQueries(store);
  const auth = createAuth(store, { secret, publicUrl, now, passwordWork });
  const { authCookies } = await auth.$context;
  const { name, attributes } = authCookies.sessionToken;
  const parts = {
    auth,
    queries,
    cookies: createCookies(secret, { name, secure: attributes.secure === true }),
    grants: createGrants(queries, now),
    throttle: createThrottle(),
    allowed: new Set([...options.trustedOrigins, ...(publicOrigin ? [publicOrigin] : [])]),
    now,
  };
  const createAll = createAccounts(accountQueries(store), now, passwordWork);
  await queries.endExpired(now());

  return {
    publicOrigin,
    signIn: (credentials, from) => signIn(parts, credentials, from),
    async signOut({ headers }) {
      const token = parts.cookies.sessionToken(headers);
      const session = token === null ? null : await queries.sessionByToken(token);
      const ended = session === null ? [] : await queries.endSessions([session.id]);
      return { headers: new Headers({ "set-cookie": parts.cookies.dropSession() }), ended };
    },
    authenticate: (request) => authenticate(parts, request),
    isTrustedOrigin: ({ headers }) => isTrustedOrigin(headers, parts.allowed),
    createAccount: (account) => createAll([account]),
    createAccounts: createAll,
    invite: (person, terms) => parts.grants.issue("invitation", person, terms),
    async revokeInvitation(id) {
      await parts.grants.revoke("invitation", id);
      return queries.endSessionsBy(id);
    },
    async revokeInvitations(person) {
      // The codes first: whoever is coming in by one is asked again after the session is opened.
      await parts.grants.revokeAllOf("invitation", person);
      return queries.endInvitedSessionsOf(person);
    },
    issueBearer: (person, terms) => parts.grants.issue("bearer", person, terms),
    revokeBearer: (id) => parts.grants.revoke("bearer", id),
    revokeSessions: (person) => queries.endSessionsOf(person),
    endSession: (session) => queries.endSessions([session]),
    openSessions: (people) => queries.openSessions(people, now()),
    unreached: () => queries.unreachedSince(new Date(now() - WEEK)),
    async endDevices(person, { only, except, byCodeOnly }) {
      const open = await queries.openSessions([person], now());
      const meant = open.filter(
        ({ id, byCode }) =>
          (only === undefined || id === only) && id !== except && (byCode || !byCodeOnly),
      );
      return queries.endSessions(meant.map(({ id }) => id));
    },
    close: store.close,
  };
}
