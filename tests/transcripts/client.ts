import { z } from "zod";

/** A person signed in over HTTP, as a client of their own would be. */
export interface Client {
  account: string;
  cookies: { name: string; value: string }[];
  get(path: string): Promise<Reply>;
  post(path: string, body: unknown): Promise<Reply>;
  /** Sends a file (SPEC §7 `POST /api/attachments`). */
  upload(name: string, cid: string, bytes: Uint8Array<ArrayBuffer>): Promise<Reply>;
}

export interface Reply {
  status: number;
  /** Parsed JSON; null when there is none. */
  body: unknown;
}

/** A server that hangs fails the line, not the whole play. */
const ANSWER_WITHIN = 30_000;

/** Without a cookie: what anybody may send. */
export async function send(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN) });
  return { status: response.status, body: await readJson(response) };
}

/**
 * Signs in by invitation (SPEC §6).
 * @throws Error when the server refuses it
 */
export async function signIn(url: string, account: string, invitation: string): Promise<Client> {
  const response = await fetch(`${url}/api/sign-in`, jsonPost({ invitation }));
  if (!response.ok) {
    throw new Error(`${account} cannot sign in: ${describe(await readJson(response))}`);
  }
  const cookies = response.headers.getSetCookie().map((line) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    return { name, value };
  });
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return {
    account,
    cookies,
    get: (path) => send(url + path, { headers: { cookie } }),
    post: (path, body) => send(url + path, jsonPost(body, { cookie })),
    upload: (name, cid, body) =>
      send(`${url}/api/attachments?${new URLSearchParams({ cid, name })}`, {
        method: "POST",
        headers: { cookie, "content-type": "application/octet-stream" },
        body,
      }),
  };
}

/** What a call may come back with, when a person reads something. */
export type Read<T> = { ok: true; data: T } | { ok: false; status: number; why: string };

/** {@link read} of a list, page by page to its end; `key` names its rows. */
export async function readAll<T>(
  client: Client,
  path: string,
  key: string,
  row: z.ZodType<T>,
): Promise<Read<T[]>> {
  const shape = pageOf(key, row);
  const rows: T[] = [];
  for (let after = ""; ; ) {
    const page = await read(client, `${path}?limit=200${after}`, shape);
    if (!page.ok) return page;
    const { [key]: found, next } = page.data;
    rows.push(...(found as T[]));
    if (next === null) return { ok: true, data: rows };
    after = `&after=${encodeURIComponent(String(next))}`;
  }
}

/** Made once for each kind of row: a shape is compiled when it first reads, which costs more than the reading. */
const PAGES = new WeakMap<z.ZodType, z.ZodType<Record<string, unknown>>>();

function pageOf(key: string, row: z.ZodType): z.ZodType<Record<string, unknown>> {
  const known = PAGES.get(row);
  if (known) return known;
  const page = z.object({ [key]: z.array(row), next: z.string().nullable() });
  PAGES.set(row, page);
  return page;
}

/**
 * Reads through a shape of the contract, so that a transcript also holds the server to it.
 * @throws Error when the answer has another shape
 */
export async function read<T>(client: Client, path: string, shape: z.ZodType<T>): Promise<Read<T>> {
  const { status, body } = await client.get(path);
  if (status !== 200) return { ok: false, status, why: `${status} ${describe(body)}` };
  const { data, error } = shape.safeParse(body);
  if (error) throw new Error(`${path} answers in another shape: ${z.prettifyError(error)}`);
  return { ok: true, data };
}

export function jsonPost(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text.slice(0, 200);
  }
}

function describe(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
