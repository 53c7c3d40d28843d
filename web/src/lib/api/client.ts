import { heardTime, markAsked } from "#web/clock/now.ts";
import { m } from "#web/i18n/paraglide/messages.js";
import { said } from "#web/i18n/said.ts";
import { line } from "#web/sync/line.svelte.ts";
import { takeAhead } from "./asked-ahead.ts";
import type { Fault } from "./shapes.ts";

/** Longest wait for an answer; a phone behind a hill may take this long. Milliseconds. */
const PATIENCE = 15_000;
/** The same for a photo on its way up: 400 KB at 4 KB a second. Milliseconds. */
const UPLOAD_PATIENCE = 120_000;

/** A call that was refused, or that nobody answered. */
export class CallError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = "CallError";
    this.fault = fault;
  }

  /** Nobody answered: what was sent may or may not have arrived. */
  get isOffline(): boolean {
    return this.fault.code === "offline";
  }
}

/** @throws CallError */
export function get<T>(path: string, query: Record<string, string | number> = {}): Promise<T> {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) search.set(key, String(value));
  const asked = search.toString();
  return call(asked === "" ? path : `${path}?${asked}`);
}

/**
 * A list page by page, to its end or to so many pages: whoever stops earlier says that there is more.
 * @throws CallError
 */
export async function pagesOf<P extends { next: string | null }>(
  path: string,
  query: Record<string, string | number> = {},
  most = Number.POSITIVE_INFINITY,
): Promise<P[]> {
  const pages: P[] = [];
  let after: string | null = null;
  do {
    const page: P = await get<P>(path, after === null ? query : { ...query, after });
    pages.push(page);
    // A server of before had no pages and said no `next`.
    after = page.next ?? null;
  } while (after !== null && pages.length < most);
  return pages;
}

/** @throws CallError */
export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return call(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Sends bytes as they are. @throws CallError */
export function upload<T>(path: string, query: Record<string, string>, bytes: Blob): Promise<T> {
  const headers = { "content-type": bytes.type || "application/octet-stream" };
  const init = { method: "POST", headers, body: bytes };
  return call(`${path}?${new URLSearchParams(query)}`, init, UPLOAD_PATIENCE);
}

async function call<T>(path: string, init: RequestInit = {}, patience = PATIENCE): Promise<T> {
  const response = await answered(path, init, patience);
  const body = (await response.json().catch(() => null)) as { error?: Fault } | null;
  if (response.ok && body !== null) return body as T;
  if (body?.error) throw new CallError(asRead(body.error));
  // A proxy's page, or half an answer: nothing is known of what was done.
  line.failed();
  throw new CallError({ code: "offline", message: m.fault_offline() });
}

/** A refusal in the viewer's language; its lines to run stay as they are typed. */
function asRead({ message, hint, candidates, ...fault }: Fault): Fault {
  return {
    ...fault,
    message: said(message),
    ...(hint !== undefined && { hint: said(hint) }),
    ...(candidates && {
      candidates: candidates.map((one) => ({ ...one, label: said(one.label) })),
    }),
  };
}

/** Only an answer proves the line; `navigator.onLine` is never asked. */
async function answered(path: string, init: RequestInit, patience: number): Promise<Response> {
  try {
    const ahead = init.method === undefined ? takeAhead(path) : null;
    const asked = ahead?.asked ?? markAsked();
    const response = await (ahead
      ? inTime(ahead.answer, patience)
      : fetch(path, { ...init, signal: AbortSignal.timeout(patience) }));
    heardTime(response, asked);
    if (response.status < 502 || response.status > 504) line.proved();
    return response;
  } catch {
    line.failed();
    throw new CallError({ code: "offline", message: m.fault_offline() });
  }
}

/** @throws when it takes longer */
function inTime<T>(answer: Promise<T>, patience: number): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, patience));
  return Promise.race([answer, late]);
}

/** What to tell the person, whatever was thrown. */
export function faultOf(error: unknown): Fault {
  if (error instanceof CallError) return error.fault;
  console.error(error);
  return { code: "internal", message: m.fault_internal() };
}
