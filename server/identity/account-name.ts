export const MAX_ACCOUNT = 64;

/**
 * The one spelling of an account name: `ＺＨＡＮＧ３ ` and `zhang3` are the same person on a
 * Chinese keyboard, and a zero-width character that was pasted along counts for nothing.
 */
export function foldAccount(account: string): string {
  return account
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .toLowerCase();
}

/** Whether a folded name can be stored and typed again; PostgreSQL refuses NUL in any text. */
export function isAccountName(account: string): boolean {
  return account !== "" && account.length <= MAX_ACCOUNT && !/[\p{Cc}\p{Cs}]/u.test(account);
}
