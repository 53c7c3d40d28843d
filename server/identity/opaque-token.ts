import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes as base64url: 43 characters, too many to guess, so no throttle guards them. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored: whoever reads the database cannot sign in with it. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

export function looksLikeToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}
