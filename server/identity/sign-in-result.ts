/** What someone shows to come in (SPEC §7). */
export type Credentials = { account: string; password: string } | { invitation: string };

/** Where a sign-in comes from. `ip` must be the peer's, or a trusted proxy's word for it. */
export interface SignInOrigin {
  ip: string;
  userAgent: string;
  /** The `Cookie` header: a browser that signed in before is not slowed by strangers' guesses. */
  cookie?: string | null;
  /** What the county calls the command room: there one asks for another code or password. */
  room: string;
}

export type SignInResult =
  | {
      ok: true;
      person: string;
      session: string;
      /** `Set-Cookie` for the answer; the token is nowhere else. */
      headers: Headers;
      /** Sessions this one replaced; their sockets are to be closed. */
      ended: string[];
      /** What the devices called themselves that had to make room; see `deviceOf`. */
      replaced: string[];
    }
  | {
      ok: false;
      code: "unauthenticated" | "rate_limited" | "bad_argument";
      message: string;
      /** Seconds, for `Retry-After`; with `rate_limited` only. */
      retryAfter?: number;
    };

export type Refused = Extract<SignInResult, { ok: false }>;
