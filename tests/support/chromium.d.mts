export function ensureChromium(): Promise<string>;
export function waysFor(machine: { isRoot: boolean; hasApt: boolean }): string[];
export function hasChinese(listed: { status: number | null; stdout: string }): boolean | null;
