export function folderOnDisk(): string;
export function folderForTests(usual?: string): string;
