import type { Page } from "@playwright/test";

/** A real photo as a camera would give it, made by the browser itself; noise, so that it is large. */
export async function makeJpeg(page: Page, width: number, height: number): Promise<Buffer> {
  const url = await page.evaluate(
    ([w, h]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: w, height: h });
      const pen = canvas.getContext("2d")!;
      for (let y = 0; y < h!; y += 40) {
        for (let x = 0; x < w!; x += 40) {
          pen.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 60% ${30 + ((x + y) % 50)}%)`;
          pen.fillRect(x, y, 40, 40);
        }
      }
      return canvas.toDataURL("image/jpeg", 0.95);
    },
    [width, height],
  );
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}
