import type { Session, Store } from "#db/open";

/** Runs queries in one transaction that no kernel is told of; only for what no command does. */
export async function inTransaction(
  store: Store,
  job: (session: Session) => Promise<void>,
): Promise<void> {
  if (store.dialect === "postgres") return store.transaction(job);
  store.exec("BEGIN IMMEDIATE");
  await job(store.write);
  store.exec("COMMIT");
}
