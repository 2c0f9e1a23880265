import type { Page } from 'playwright-core';
import type { GreyImage } from './jp2.ts';

/** Draws an SVG of shades of grey with the browser, which knows the whole of SVG. */
export async function drawSvg(page: Page, svg: string): Promise<GreyImage> {
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
  return { width, height, pixels: new Uint8Array(Buffer.from(base64, 'base64')) };
}
