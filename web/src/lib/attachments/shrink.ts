import { fitWithin } from "./fit-within.ts";

const QUALITY = 0.8;

/**
 * A photo made small before it is kept, the right way up and without its place: an old phone has
 * neither the room nor the line for twelve megapixels. Drawn from an `<img>`, which turns it by
 * itself in every browser; `createImageBitmap` does not in older Safari.
 *
 * @returns null when this browser cannot read it: the original is kept, and the server's to judge
 */
export async function shrinkPhoto(photo: Blob): Promise<Blob | null> {
  const url = URL.createObjectURL(photo);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const [width, height] = fitWithin(image.naturalWidth, image.naturalHeight);
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const pen = canvas.getContext("2d");
    if (!pen) return null;
    // JPEG knows no transparency, and would show it black.
    pen.fillStyle = "white";
    pen.fillRect(0, 0, width, height);
    pen.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
