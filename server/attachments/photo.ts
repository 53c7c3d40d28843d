import sharp from "sharp";
import { Refusal } from "#contract/errors";
import { limitConcurrency } from "./limit-concurrency.ts";

/** A photo as it is kept: JPEG, upright, without anything but its pixels. */
export interface Photo {
  full: Buffer;
  preview: Buffer;
  width: number;
  height: number;
}

/** Longest sides, in pixels. */
const FULL = 1920;
const PREVIEW = 480;
const QUALITY = 80;
/** A camera of 50 megapixels passes; a small file that unfolds into gigabytes does not. */
const MOST_PIXELS = 51_000_000;
const LONGEST_SECONDS = 20;

// Replies and live updates share two cores with this (SPEC §8): one thread a photo, two photos at
// a time, and no memory kept for a second look at the same picture.
sharp.concurrency(1);
sharp.cache(false);
const inTurn = limitConcurrency(2);

/**
 * Re-encodes a photo, which leaves its place, its camera and its hidden thumbnail behind.
 * @param name for the sentence of a refusal
 * @throws Refusal `too_large` for too many pixels, `bad_argument` for a broken picture
 */
export function readPhoto(bytes: Uint8Array, name: string): Promise<Photo> {
  return inTurn(async () => {
    try {
      const full = await smaller(bytes, FULL);
      const preview = await smaller(full.data, PREVIEW);
      const { width, height } = full.info;
      return { full: full.data, preview: preview.data, width, height };
    } catch (error) {
      if (/pixel limit/i.test(String(error))) {
        throw new Refusal("too_large", `“${name}”的像素太多了，请把相机调小一档再拍，或发它的截图`);
      }
      throw new Refusal("bad_argument", `“${name}”打不开，可能没有存完整，请重新拍或重新选`);
    }
  });
}

/** What is clear becomes white: JPEG has no clear pixels. */
function smaller(bytes: Uint8Array, side: number) {
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    .autoOrient()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "white" })
    .jpeg({ quality: QUALITY })
    .timeout({ seconds: LONGEST_SECONDS })
    .toBuffer({ resolveWithObject: true });
}
