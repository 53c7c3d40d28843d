import { Refusal } from "#contract/errors";

/** Bytes of a whole request; one text may have 64 KiB, and JSON may spell each byte with four. */
export const MAX_BODY = 256 * 1024;
const MAX_DEPTH = 32;
/** Keys that reach into an object's prototype where code is careless. */
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads a request's JSON, however it is sent.
 * @returns undefined when nothing was sent
 * @throws Refusal `malformed` or `too_large`
 */
export async function readBody(request: Request): Promise<unknown> {
  if (request.body === null) return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal("malformed", "请用 JSON 发送（content-type: application/json）");
  }
  const text = decode(await readLimited(request, MAX_BODY));
  if (depthOf(text) > MAX_DEPTH) throw new Refusal("malformed", `JSON 最多${MAX_DEPTH}层`);
  const value = parse(text);
  check(value);
  return value;
}

/**
 * Counts what really arrives: a chunked body announces no length, and an announced one may lie.
 * @throws Refusal `too_large`
 */
export async function readLimited(request: Request, limit: number): Promise<Uint8Array> {
  const most = limit < 1024 * 1024 ? `${limit / 1024}KB` : `${limit / 1024 / 1024}MB`;
  const tooLarge = new Refusal("too_large", `请求太大了，一次最多${most}`);
  if ((announcedLength(request) ?? 0) > limit) throw tooLarge;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > limit) throw tooLarge;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Bytes a request says it has; null when it does not say. */
export function announcedLength(request: Request): number | null {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : null;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("malformed", "内容不是 UTF-8 编码");
  }
}

/** Nesting of brackets outside strings, counted before the parser could run out of stack. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c === "\\") i += 1;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === "{" || c === "[") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (c === "}" || c === "]") depth -= 1;
  }
  return deepest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("malformed", "内容不是合格的 JSON");
  }
}

/** Refuses what no call wants anywhere: keys into the prototype, half characters, NUL. */
function check(value: unknown): void {
  if (typeof value === "string") checkText(value);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (UNSAFE.has(key)) throw new Refusal("malformed", `不能用“${key}”作字段名`, { field: key });
    checkText(key);
    check(inner);
  }
}

/** @throws Refusal `malformed`: PostgreSQL stores neither */
export function checkText(text: string): void {
  if (!text.isWellFormed())
    throw new Refusal("malformed", "有半个字符（可能是表情被截断），请删去");
  if (text.includes("\0")) throw new Refusal("malformed", "有空字符（U+0000），请删去");
}
