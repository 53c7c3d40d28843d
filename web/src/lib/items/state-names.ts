import { STATES, type TargetState } from "#contract/states";

let names = namesIn({});

function namesIn(words: Readonly<Record<string, string>>): ReadonlyMap<string, TargetState> {
  return new Map(
    STATES.flatMap((state) => [[state, state] as const, [words[state] ?? state, state]]),
  );
}

/** How the county of the signed-in person spells the states; told once, with who they are. */
export function spellStates(words: Readonly<Record<string, string>>): void {
  names = namesIn(words);
}

/** The state that a shown word means, whatever the county calls it; undefined for any other word. */
export function stateNamed(word: string): TargetState | undefined {
  return names.get(word);
}
