export function ensureChromium(): string;
export function waysFor(machine: { isRoot: boolean; hasApt: boolean }): string[];
