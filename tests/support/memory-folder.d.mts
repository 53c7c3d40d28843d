export function folderForTests(usual?: string): string;
