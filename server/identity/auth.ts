import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { username } from "better-auth/plugins/username";
import type { IdentityStore } from "#db/identity-store";
import { MAX_ACCOUNT } from "./account-name.ts";
import { COOKIE_SECONDS } from "./cookies.ts";
import { hashPassword, type PasswordWork, verifyPassword } from "./password.ts";
import { sessionPeriod } from "./periods.ts";

export const MAX_PASSWORD = 128;

export type Auth = ReturnType<typeof createAuth>;

/**
 * better-auth narrowed to what we use: checking a password and opening a session. Sign-up is off
 * and none of its own HTTP routes are mounted; it is called from this folder only, so no answer
 * of ours can carry its session token in JSON.
 */
export function createAuth(
  store: IdentityStore,
  options: {
    secret: string;
    publicUrl: string | undefined;
    now: () => number;
    passwordWork: PasswordWork | undefined;
  },
) {
  return betterAuth({
    secret: options.secret,
    // Only decides whether cookies are `Secure`: a county may serve its own LAN over http.
    baseURL: options.publicUrl ?? "http://localhost",
    database: drizzleAdapter(store.session, {
      provider: store.kind === "postgres" ? "pg" : "sqlite",
      schema: store.tables,
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: MAX_PASSWORD,
      password: {
        hash: (password) => hashPassword(password, options.passwordWork),
        verify: verifyPassword,
      },
    },
    plugins: [
      // The caller folds account names; here they are compared as they stand.
      username({
        displayUsername: false,
        minUsernameLength: 1,
        maxUsernameLength: MAX_ACCOUNT,
        usernameNormalization: false,
        usernameValidator: () => true,
      }),
    ],
    session: {
      expiresIn: COOKIE_SECONDS,
      additionalFields: { invitation: { type: "string", required: false, input: false } },
    },
    // Our clock and our two periods instead of better-auth's one.
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const now = options.now();
            const { invitation } = session as { invitation?: string | null };
            const times = { createdAt: new Date(now), updatedAt: new Date(now) };
            const expiresAt = new Date(now + sessionPeriod(invitation));
            return { data: { ...session, ...times, expiresAt } };
          },
        },
      },
    },
    advanced: { cookiePrefix: "lingda", database: { validateSchema: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}
