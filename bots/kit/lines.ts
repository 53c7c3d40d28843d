/** What items are made of, and facts that add up (KINDS §1): lines and ledgers. */
export type { Count } from "#kernel/count";
export { defineLedger, type Fact, type LedgerDef } from "#kernel/ledger/define-ledger";
export { type NewFact, putFact } from "#kernel/ledger/ledger";
export type { Line, LineDef } from "#kernel/lines/define-lines";
export { addLines, moveLines, type NewLine } from "#kernel/lines/lines";
