import { randomBytes } from "node:crypto";
import type { Authenticated, Carrier } from "../identity/authenticate.ts";

/** More sessions than a county has devices; the oldest ticket gives way. */
const MAX_TICKETS = 20_000;

/**
 * Opaque stand-ins for a session, for clients that can set neither cookie nor header on a
 * websocket. A ticket holds what the request was signed in with, and that is asked again at each
 * use: so it ends with the session and gives nobody more. Kept in memory; a restart needs new ones.
 */
export class Tickets {
  readonly #carriers = new Map<string, Carrier>();
  readonly #bySession = new Map<string, string>();

  /** One ticket per session, however often it is asked for. */
  issue({ session }: Authenticated, request: Carrier): string {
    const known = this.#bySession.get(session);
    const ticket = known ?? randomBytes(24).toString("base64url");
    this.#carriers.set(ticket, { headers: credentials(request.headers) });
    this.#bySession.set(session, ticket);
    if (this.#bySession.size > MAX_TICKETS) this.#forgetOldest();
    return ticket;
  }

  find(ticket: string): Carrier | null {
    return this.#carriers.get(ticket) ?? null;
  }

  #forgetOldest(): void {
    const [oldest] = this.#bySession;
    if (!oldest) return;
    this.#bySession.delete(oldest[0]);
    this.#carriers.delete(oldest[1]);
  }
}

/** What signs a request in, and nothing else of it: the page it came from was judged already. */
export function credentials(headers: Headers): Headers {
  const kept = new Headers();
  for (const name of ["cookie", "authorization"]) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}
