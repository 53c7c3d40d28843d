import type { Capacity } from "#contract/directory";
import { m } from "#web/i18n/paraglide/messages.js";

const grouped = new Intl.NumberFormat("en");

/** 110,214; a dash where nothing is known, so that it is never taken for nought. */
export function figure(n: number | null): string {
  return n === null ? "–" : grouped.format(n);
}

/** 一线36人 · 2,784户 · 每人77户, as far as the figures are known. */
export function capacityLine(capacity: Capacity): string {
  const { workers, households, population, householdsPerWorker, populationPerWorker } = capacity;
  const parts = [
    m.dir_workers({ n: figure(workers) }),
    households !== null && m.dir_households({ n: figure(households) }),
    population !== null && m.dir_population({ n: figure(population) }),
    householdsPerWorker !== null && m.dir_per_worker_households({ n: figure(householdsPerWorker) }),
    populationPerWorker !== null && m.dir_per_worker_population({ n: figure(populationPerWorker) }),
  ];
  return parts.filter((part) => part !== false).join(" · ");
}
