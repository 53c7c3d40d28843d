import type { AttachmentView } from "#contract/nouns";

/** The box of a photo that stands alone, and the least that a thumb still hits. Pixels. */
const WIDEST = 240;
const HIGHEST = 320;
const LEAST = 96;

/**
 * Pixels in which a photo is shown alone, known before it has come; null where its own are not
 * known. One that is very long shows its middle.
 */
export function largeSize({
  width,
  height,
}: Partial<Pick<AttachmentView, "width" | "height">>): [number, number] | null {
  if (!width || !height) return null;
  const scale = Math.min(WIDEST / width, HIGHEST / height);
  const side = (length: number) => Math.max(LEAST, Math.round(length * scale));
  return [side(width), side(height)];
}
