import type { BoardRow } from "#contract/board";
import type { RoundsView } from "#contract/nouns";
import { SETTLED } from "#contract/states";
import { stateNamed } from "#web/items/state-names.ts";
import { stateOf } from "../tree/row-state.ts";

export type Round = RoundsView["rounds"][number];
type State = string | null;

/** A series' rounds side by side: what each place was in each of them. */
export interface RoundTable {
  rounds: Round[];
  /** Index of the round whose board is open; -1 where it is too old to be among them. */
  current: number;
  /** By node. */
  states: Map<string, State[]>;
  /** 还差 by path of a place and by round; null where nobody below it was asked. */
  left: Map<string, (number | null)[]>;
}

/**
 * @param id of the round whose board is open
 * @param live its rows: newer than what was asked for
 */
export function roundTable({ rounds, rows }: RoundsView, id: string, live: BoardRow[]): RoundTable {
  const current = rounds.findIndex((round) => round.id === id);
  const now = new Map(live.map((row) => [row.node, stateOf(row)]));
  const states = new Map<string, State[]>();
  const left = new Map<string, (number | null)[]>();
  for (const { node, path, states: asked } of rows) {
    const own = asked.map((state, i) => (i === current ? (now.get(node) ?? state) : state));
    states.set(node, own);
    for (const place of placesAbove(path)) {
      const sum = left.get(place) ?? rounds.map(() => null);
      left.set(
        place,
        sum.map((n, i) => (own[i] == null ? n : (n ?? 0) + (isSettled(own[i]) ? 0 : 1))),
      );
    }
  }
  return { rounds, current, states, left };
}

function isSettled(word: string): boolean {
  const state = stateNamed(word);
  return state !== undefined && SETTLED.has(state);
}

/** `葛岭镇/溪洋村/1号` → `葛岭镇`, `葛岭镇/溪洋村`. */
function placesAbove(path: string): string[] {
  const names = path.split("/");
  return names.slice(1).map((_, i) => names.slice(0, i + 1).join("/"));
}
