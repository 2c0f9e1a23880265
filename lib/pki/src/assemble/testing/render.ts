import { spawnSync } from 'node:child_process';

/** Of the page as it is seen, in units of 1/72 inch from its upper left corner. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How many dots of the first page, one for each unit, `pdftoppm` (Poppler) draws dark. */
export function darkPixels(pdf: Uint8Array, { left, top, right, bottom }: Area): number {
  const { stdout, status } = spawnSync('pdftoppm', ['-r', '72', '-gray', '-singlefile', '-'], { input: pdf });
  const [head = '', width] = /^P5\n(\d+) \d+\n255\n/.exec(stdout.toString('latin1', 0, 64)) ?? [];
  if (status !== 0 || width === undefined) throw new Error('pdftoppm drew nothing');
  let dark = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if ((stdout[head.length + y * Number(width) + x] ?? 255) < 160) dark++;
    }
  }
  return dark;
}
