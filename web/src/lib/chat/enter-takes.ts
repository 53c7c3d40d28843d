import type { Completion } from "#contract/nouns";

/**
 * Which of the offered words Enter takes; -1 where it sends the line. It takes the first for a word
 * that is half typed, or where the line lacks what its command requires. What ends in a figure is
 * never changed: 3 is an answer, and no beginning of 30.
 */
export function enterTakes(
  { options, isComplete }: Pick<Completion, "options" | "isComplete">,
  typed: string,
): number {
  const [first] = options;
  if (!first) return -1;
  // Whoever begins a name means to call somebody.
  if (first.kind === "person") return 0;
  if (typed === "") return isComplete ? -1 : 0;
  if (/\d$/.test(typed)) return -1;
  const isWhole = options.some(({ insert }) => insert.trim().toLowerCase() === typed.toLowerCase());
  return isWhole && isComplete ? -1 : 0;
}
