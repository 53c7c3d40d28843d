/** Longest side of a photo as it is kept and sent, in pixels: a house number stays legible. */
const LONGEST = 1920;

/** The size that fits the longest side; never larger than it was. */
export function fitWithin(width: number, height: number, longest = LONGEST): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}
