/** OWASP's first choice for argon2id: about 20 ms and 19 MiB each, on Bun's own threads. */
const ARGON2ID = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

/** @returns a PHC string; the work runs off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return Bun.password.hash(password, ARGON2ID);
}

export async function verifyPassword(check: { hash: string; password: string }): Promise<boolean> {
  return Bun.password.verify(check.password, check.hash);
}
