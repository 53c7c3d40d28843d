import { z } from "zod";
import { FactView, LedgerView } from "#contract/lines";
import { Next } from "#contract/paging";
import { factPage, ledgerView } from "#views/ledgers";
import { defineCall } from "./call.ts";
import { Paged, Place, wholeNumber } from "./query.ts";

const tag = "台账";

export const ledger = defineCall({
  zh: "台账合计",
  method: "get",
  path: "/api/ledgers/:key",
  tag,
  summary:
    "What a ledger comes to at a place and below, the county without `node`: of all days, of one `day` (2020-01-27), or as it stood `asOf` an instant.",
  query: z.strictObject({
    node: Place.optional(),
    dim: z.string().max(60).optional(),
    day: z.iso.date().optional(),
    asOf: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  }),
  answer: LedgerView,
  run: ({ viewer, params, query }) => ledgerView(viewer(), params.key!, query),
});

export const ledgerRows = defineCall({
  zh: "台账记录",
  method: "get",
  path: "/api/ledgers/:key/rows",
  tag,
  summary:
    "The rows of a ledger at a place and below, the newest first; taken-back ones have `until`.",
  query: Paged.extend({ node: Place.optional() }),
  answer: z.object({ rows: z.array(FactView), next: Next }),
  run: ({ viewer, params, query }) => factPage(viewer(), params.key!, query),
});
