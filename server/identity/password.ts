/** How much one hash costs: KiB of memory, and passes over it. */
export interface PasswordWork {
  memoryCost: number;
  timeCost: number;
}

/** OWASP's first choice for argon2id: about 20 ms and 19 MiB each, on Bun's own threads. */
const OWASP: PasswordWork = { memoryCost: 19_456, timeCost: 2 };

/** @returns a PHC string; the work runs off the event loop. */
export function hashPassword(password: string, work: PasswordWork = OWASP): Promise<string> {
  return Bun.password.hash(password, { algorithm: "argon2id", ...work });
}

export async function verifyPassword(check: { hash: string; password: string }): Promise<boolean> {
  return Bun.password.verify(check.password, check.hash);
}
