import { crc32, deflateSync } from 'node:zlib';

export interface AppIcon {
  readonly file: string;
  readonly size: number;
  /** Of the manifest; none for the one that only Apple's browsers look for. */
  readonly purpose?: 'any' | 'maskable';
  /** How much of the side the mark takes. What is masked may lose everything outside the middle 80 %. */
  readonly scale: number;
}

export const ICONS: readonly AppIcon[] = [
  { file: 'icon-192.png', size: 192, purpose: 'any', scale: 0.8 },
  { file: 'icon-512.png', size: 512, purpose: 'any', scale: 0.8 },
  { file: 'icon-maskable-512.png', size: 512, purpose: 'maskable', scale: 0.56 },
  { file: 'apple-touch-icon.png', size: 180, scale: 0.72 },
];

type Colour = readonly [red: number, green: number, blue: number];
type Inside = (x: number, y: number) => boolean;

const WHITE: Colour = [0xff, 0xff, 0xff];
const BLUE: Colour = [0x00, 0x17, 0xc1];
const YELLOW: Colour = [0xff, 0xd4, 0x3d];
const PALE: Colour = [0xc5, 0xd7, 0xfb];

/** The mark is drawn on a field of this side. */
const FIELD = 40;

/** The project's mark, a card under three waves, as in kit/ui; what comes later lies on top. */
const SHAPES: readonly (readonly [Inside, Colour])[] = [
  [roundedBox(4, 17, 36, 37, 4), BLUE],
  [roundedBox(9, 24, 16, 29, 0), YELLOW],
  [roundedBox(21, 25, 31, 27, 0), PALE],
  [roundedBox(21, 29, 27, 31, 0), PALE],
  [wave(4, 12.5, 5.7), BLUE],
  [wave(7.3, 8.7, 10.5), BLUE],
  [wave(10.5, 5, 15), BLUE],
];

function roundedBox(left: number, top: number, right: number, bottom: number, radius: number): Inside {
  return (x, y) => {
    const outX = Math.max(left + radius - x, x - (right - radius), 0);
    const outY = Math.max(top + radius - y, y - (bottom - radius), 0);
    return outX === 0 && outY === 0 ? true : Math.hypot(outX, outY) <= radius;
  };
}

const HALF_STROKE = 1.25;

/** The upper arc between two ends that lie `half` to each side of the middle, with round caps. */
function wave(half: number, endY: number, radius: number): Inside {
  const middle = FIELD / 2;
  const centreY = endY + Math.sqrt(radius ** 2 - half ** 2);
  return (x, y) => {
    const side = Math.abs(x - middle);
    if (Math.hypot(side - half, y - endY) <= HALF_STROKE) return true;
    // Between the two rays from the centre to the ends.
    const within = centreY - y > 0 && side * (centreY - endY) <= half * (centreY - y);
    return within && Math.abs(Math.hypot(side, y - centreY) - radius) <= HALF_STROKE;
  };
}

/** Samples in each direction within a pixel: edges become smooth. */
const SAMPLES = 3;

function colourAt(x: number, y: number): Colour {
  return SHAPES.findLast(([inside]) => inside(x, y))?.[1] ?? WHITE;
}

/** The icon as a PNG of 8-bit colours on white. */
export function iconPng({ size, scale }: AppIcon): Uint8Array {
  const unit = FIELD / (size * scale);
  const edge = (FIELD - size * unit) / 2;
  const rows = new Uint8Array(size * (size * 3 + 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const colour = averageOf((x, y) => colourAt(edge + (column + x) * unit, edge + (row + y) * unit));
      rows.set(colour, row * (size * 3 + 1) + 1 + column * 3);
    }
  }
  return png(size, rows);
}

function averageOf(at: (x: number, y: number) => Colour): number[] {
  const sum = [0, 0, 0];
  for (let across = 0; across < SAMPLES; across++) {
    for (let down = 0; down < SAMPLES; down++) {
      const colour = at((across + 0.5) / SAMPLES, (down + 0.5) / SAMPLES);
      for (const [part, value] of colour.entries()) sum[part] = (sum[part] ?? 0) + value;
    }
  }
  return sum.map((value) => Math.round(value / SAMPLES ** 2));
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** PNG (second edition) section 5; each row begins with its filter, which is none. */
function png(size: number, rows: Uint8Array): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ];
  return Buffer.concat(parts);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(name, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
}
