/** How many had come by when, as steps: instants ascending, the count after each. */
export interface Step {
  at: number;
  n: number;
}

/** @param instants in no order; null where it has not happened */
export function cumulate(instants: (number | null)[]): Step[] {
  const sorted = instants.filter((at) => at !== null).sort((a, b) => a - b);
  const steps: Step[] = [];
  for (const [i, at] of sorted.entries()) {
    const last = steps.at(-1);
    if (last?.at === at) last.n = i + 1;
    else steps.push({ at, n: i + 1 });
  }
  return steps;
}

/** What the axes span: from issue to the deadline and somewhat past it, or to now. */
export function spanOf(
  from: number,
  dueAt: number | null,
  now: number,
): { from: number; to: number } {
  const wanted = Math.max(now, dueAt ?? 0);
  const to = Math.max(wanted, from + 60_000);
  return { from, to: to + (to - from) * 0.04 };
}

/** Instants of the axis, round ones, at most six. */
export function ticksOf({ from, to }: { from: number; to: number }): number[] {
  const MINUTE = 60_000;
  const steps = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map((n) => n * MINUTE);
  const step = steps.find((one) => (to - from) / one <= 6) ?? to - from;
  // Round in Shanghai: eight hours ahead.
  const SHIFT = 8 * 60 * MINUTE;
  const first = Math.ceil((from + SHIFT) / step) * step - SHIFT;
  const ticks: number[] = [];
  for (let at = first; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** An SVG path of the steps, held on to `end`. */
export function stepPath(
  steps: Step[],
  x: (at: number) => number,
  y: (n: number) => number,
  from: number,
  end: number,
): string {
  const parts = [`M${round(x(from))} ${round(y(0))}`];
  for (const { at, n } of steps) parts.push(`H${round(x(at))}V${round(y(n))}`);
  parts.push(`H${round(x(end))}`);
  return parts.join("");
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
