import type { Node } from "#domain/org/org";
import type { Scale } from "../scale.ts";
import { apportion, type Random, weights } from "./random.ts";

/**
 * Puts households, residents and newcomers on the nodes of one level so that each sums to the
 * county's total. One level only: a figure on two levels would be counted twice.
 */
export function putFigures(nodes: readonly Node[], { figures }: Scale, random: Random): void {
  const bearers = nodes.filter((node) => node.level === figures.level);
  const households = apportion(figures.households, weights(bearers.length, random), 5);
  const residents = spread(figures.population, households, random, 5);
  const migrants = spread(figures.migrants, households, random, 0);
  bearers.forEach((node, index) => {
    node.households = households[index]!;
    node.population = residents[index]!;
    node.migrants = migrants[index]!;
  });
}

function spread(total: number, households: number[], random: Random, least: number): number[] {
  const uneven = weights(households.length, random);
  return apportion(
    total,
    households.map((count, index) => count * uneven[index]!),
    least,
  );
}
