import { randomBytes } from "node:crypto";
import type { AccountQueries } from "#db/identity-accounts";
import { foldAccount, isAccountName, MAX_ACCOUNT } from "./account-name.ts";
import { MAX_PASSWORD } from "./auth.ts";
import { hashPassword, type PasswordWork } from "./password.ts";

/** Someone who may sign in; without a password only by invitation. */
export interface NewAccount {
  /** The application's person id. */
  person: string;
  account: string;
  password?: string;
}

/** An account name or password that cannot be stored; the message is for the user. */
export class AccountRefused extends Error {}

/**
 * Stores accounts, by the thousand if need be. Storing a person again renames the account and,
 * when a password is given, replaces it, so that a seed which was interrupted can run again.
 * @throws {AccountRefused} when a name is empty, too long, unreadable, or somebody else's.
 */
export function createAccounts(queries: AccountQueries, now: () => number, work?: PasswordWork) {
  // People without a password get the hash of one that nobody knows: a guess at their account
  // then costs the same time as at any other and tells nothing about it.
  let unknowable: Promise<string> | undefined;
  const hashOf = (password: string | undefined) => {
    if (password !== undefined) return hashPassword(password, work);
    unknowable ??= hashPassword(randomBytes(32).toString("base64url"), work);
    return unknowable;
  };

  return async (people: NewAccount[]): Promise<void> => {
    const folded = people.map((one) => ({ ...one, account: foldAccount(one.account) }));
    const owner = new Map<string, string>();
    for (const { account, person, password } of folded) {
      refuseUnfit(account, password);
      refuseTaken(account, owner.get(account), person);
      owner.set(account, person);
    }
    for (const stored of await queries.owners([...owner.keys()])) {
      refuseTaken(stored.account, stored.person, owner.get(stored.account));
    }
    const rows = folded.map(async ({ person, account, password }) => ({
      person,
      account,
      passwordHash: await hashOf(password),
      replacePassword: password !== undefined,
    }));
    await queries.saveAccounts(await Promise.all(rows), now());
  };
}

function refuseUnfit(account: string, password: string | undefined): void {
  if (!isAccountName(account)) {
    throw new AccountRefused(`账号「${account}」请写 1 到 ${MAX_ACCOUNT} 个看得见的字`);
  }
  if (password !== undefined && (password.length === 0 || password.length > MAX_PASSWORD)) {
    throw new AccountRefused(`账号「${account}」的密码请写 1 到 ${MAX_PASSWORD} 个字符`);
  }
}

function refuseTaken(account: string, owner: string | undefined, person: string | undefined) {
  if (owner !== undefined && owner !== person) {
    throw new AccountRefused(`账号「${account}」已经有人用了，请换一个`);
  }
}
