import type { Page } from 'playwright-core';
import type { Image } from './jp2.ts';

/** Draws an SVG of shades of grey with the browser, which knows the whole of SVG. */
export async function drawSvg(page: Page, svg: string): Promise<Image & { components: 1 }> {
  const { width, height, base64 } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let reds = '';
    for (let at = 0; at < data.length; at += 4) reds += String.fromCharCode(data[at] ?? 0);
    return { width: image.width, height: image.height, base64: btoa(reds) };
  }, svg);
  return { width, height, components: 1, pixels: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/** In colour, as a residence card wants it, though a drawing has none: grey with a little warmth. */
export function warmed(grey: Image & { components: 1 }): Image {
  const pixels = Uint8ClampedArray.from(
    [...grey.pixels].flatMap((level) => [level + WARMTH, level, level - WARMTH]),
  );
  return { ...grey, components: 3, pixels: new Uint8Array(pixels.buffer) };
}

const WARMTH = 8;
