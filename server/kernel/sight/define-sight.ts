import type { Facet } from "#contract/facets";
import type { FieldType } from "#contract/field-types";
import type { Cap } from "#contract/profile";
import type { Who } from "../who.ts";

/** A field of a shape as people read it, and which side of the item it is; `plain` without. */
export interface FieldWord {
  zh: string;
  en: string;
  type?: FieldType;
  facet?: Facet;
}
export type FieldWords = Record<string, FieldWord>;

/** Who may be named by a sight: whoever can be found without asking each item there is. */
export type Seer = Exclude<Who, "above">;

/**
 * Who sees which sides of a kind's items (KINDS §1). `common` is whoever the rule of SPEC §6 lets
 * open them; where no sight says so, it is nobody but those who are named, and the opener.
 */
export interface Sight {
  who: Seer | "common";
  sees: readonly Facet[];
  /** In these states alone. */
  from?: readonly string[];
  /** Not in these. */
  until?: readonly string[];
  /** Only with a reason typed each time, which is recorded. */
  reason?: true;
}

/** Of a ledger: a row has a place, and nobody who opened it or was asked. */
export interface LedgerSight {
  who: { cap: Cap } | "common";
  sees: readonly Facet[];
}

/** What of a kind says who sees it. */
export interface Seen {
  key: string;
  states: Record<string, unknown>;
  sight?: readonly Sight[];
}

/** The sights that hold for an item in its state; without a kind's own, the common one sees all. */
export function sightsOf(
  { sight }: Pick<Seen, "sight">,
  { state }: { state: string },
): readonly Sight[] {
  return (sight ?? []).filter(
    ({ from, until }) => (!from || from.includes(state)) && !until?.includes(state),
  );
}

/** Whether the common rule lets nobody open it: then only those it names, and its opener. */
export function isNarrow(kind: Pick<Seen, "sight">, item: { state: string }): boolean {
  return kind.sight !== undefined && sightsOf(kind, item).every(({ who }) => who !== "common");
}

/** Whether it is so in one of its states at least. */
export function mayBeNarrow(kind: Seen): boolean {
  return Object.keys(kind.states).some((state) => isNarrow(kind, { state }));
}
