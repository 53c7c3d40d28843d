/** What items are made of, and facts that add up (KINDS §1): lines and ledgers. */
export { defineLedger } from "#kernel/ledger/define-ledger";
export { putFact } from "#kernel/ledger/ledger";
export type { Line } from "#kernel/lines/define-lines";
export { addLines, moveLines } from "#kernel/lines/lines";
