import { memory } from "#web/api/memory.ts";
import { newCid } from "#web/api/new-cid.ts";
import { now } from "#web/clock/now.ts";

/** A tab that does not renew its lease has gone; another takes over. Milliseconds. */
const LEASE = 5_000;
const RENEW = 2_000;

/** A reload is the same tab, and need not wait for its own lease to end. */
const tab = tabId();

/**
 * Runs it if it is this tab's turn: one tab sends for all.
 * @returns null when the turn is another's
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T | null> {
  // Freed by the browser itself when a tab goes, but there on https only.
  if (navigator.locks)
    return navigator.locks.request("lingda.outbox", { ifAvailable: true }, (lock) =>
      lock ? work() : null,
    );
  if (!(await holdsLease())) return null;
  const renewing = setInterval(() => void holdsLease().catch(() => {}), RENEW);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
  }
}

/** After this long it may be this tab's turn. Milliseconds. */
export const NEXT_TURN = RENEW;

/** The same over plain http: a row, taken and renewed in one transaction. */
function holdsLease(): Promise<boolean> {
  return memory.transaction("rw", memory.leases, async () => {
    const lease = await memory.leases.get("outbox");
    const at = now();
    if (lease && lease.tab !== tab && lease.until > at) return false;
    await memory.leases.put({ key: "outbox", tab, until: at + LEASE });
    return true;
  });
}

function tabId(): string {
  const id = sessionStorage.getItem("lingda.tab") ?? newCid();
  sessionStorage.setItem("lingda.tab", id);
  return id;
}
