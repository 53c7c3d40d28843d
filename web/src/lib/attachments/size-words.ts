const KB = 1024;

/** `380 KB`, `2.4 MB`: enough to decide whether to fetch it over a poor line. @param size bytes */
export function sizeWords(size: number): string {
  if (size < KB * KB) return `${Math.max(1, Math.round(size / KB))} KB`;
  return `${(size / KB / KB).toFixed(1)} MB`;
}
