import { expect, it } from "vitest";
import { z } from "zod";
import type { Kind } from "#kernel/define-kind";
import type { LedgerDef } from "#kernel/ledger/define-ledger";
import { checkKind, checkLedger } from "#kernel/sight/check";
import { dropsDue, type Retention } from "#kernel/sight/retention";

const DAY = 24 * 3_600_000;
const KEEP: Retention[] = [
  { drop: ["household", "contact"], after: 30, from: "ended" },
  { drop: ["contact"], after: 30, from: "peace" },
  { drop: "rows", after: 7, from: { field: "until" } },
];

it.each([
  ["open, in 战", { endedAt: null, peaceAt: null, spec: { until: null } }, false, []],
  ["a moment before", { endedAt: 1, peaceAt: null, spec: {} }, false, []],
  ["at the day", { endedAt: 0, peaceAt: null, spec: {} }, false, ["household", "contact"]],
  ["by peace, though open", { endedAt: null, peaceAt: 0, spec: {} }, false, ["contact"]],
  ["by its own field", { endedAt: null, peaceAt: null, spec: { until: 23 * DAY } }, true, []],
])("what is due to be dropped 30 days on: %s", (_, of, rows, facets) => {
  expect(dropsDue(KEEP, of, 30 * DAY)).toEqual({ rows, facets });
});

it("keeps all where nothing is said", () => {
  expect(dropsDue(undefined, { endedAt: 0, peaceAt: 0, spec: {} }, 9_999 * DAY)).toEqual({
    ...{ rows: false, facets: [] },
  });
});

const kind: Kind = {
  ...{ key: "k", zh: "", en: "", bot: "b", id: { letter: "X" }, cap: "C", transitions: {} },
  spec: z.strictObject({ name: z.string(), until: z.int() }),
  fields: { name: { zh: "姓名", en: "Name", facet: "names" } },
  states: { open: { zh: "", en: "", phase: "open" } },
  print: () => "",
};

it.each<[string, Partial<Kind>]>([
  ["k has no field phone", { fields: { phone: { zh: "", en: "" } } }],
  ["k has no state shut", { sight: [{ who: "opener", sees: ["plain"], until: ["shut"] }] }],
  ["keeps nothing that is sealed", { keep: [{ drop: ["sealed"], after: 1, from: "ended" }] }],
  ["k has no field since", { keep: [{ drop: "rows", after: 1, from: { field: "since" } }] }],
])("refuses to start with a kind that names what it has not: %s", (message, wrong) => {
  expect(() => checkKind(kind)).not.toThrow();
  expect(() => checkKind({ ...kind, ...wrong })).toThrow(message);
});

it("holds ledgers to the same", () => {
  const ledger: LedgerDef = {
    ...{ key: "l", zh: "", en: "", mode: "adds", cap: "Y", counts: [], print: () => "" },
    row: z.strictObject({ n: z.int() }),
  };
  expect(() => checkLedger(ledger)).not.toThrow();
  expect(() => checkLedger({ ...ledger, fields: { m: { zh: "", en: "" } } })).toThrow("l has no");
});
