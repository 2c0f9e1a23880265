import type { Picture } from './decode.ts';

/** Draws an image so that its longer side has at most so many pixels. Undefined where there is nothing to draw. */
export function pictureOf(
  image: CanvasImageSource,
  { width, height }: { readonly width: number; readonly height: number },
  longest: number,
): Picture | undefined {
  const scale = Math.min(1, longest / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  if (!(size.width > 0 && size.height > 0)) return undefined;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, size);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(image, 0, 0, size.width, size.height);
  return { ...size, data: context.getImageData(0, 0, size.width, size.height).data };
}
