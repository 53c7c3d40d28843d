import type { Session, Store } from "#db/open";

/** Changes rows in one transaction that no server is told of. */
export async function behindTheKernel(
  store: Store,
  job: (session: Session) => Promise<void>,
): Promise<void> {
  if (store.dialect === "postgres") return store.transaction(job);
  store.exec("BEGIN IMMEDIATE");
  await job(store.write);
  store.exec("COMMIT");
}
