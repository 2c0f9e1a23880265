import assert from 'node:assert/strict';
import test from 'node:test';
import { concat, fromHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { CardError } from '../error.ts';
import { boxesIn, readCodestream, readJpeg2000 } from './index.ts';

/** Written down by ISO/IEC 15444-1 annex A: the smallest codestream with one of everything. */
const PARTS = {
  start: 'ff4f',
  size: sizeOf({}),
  coding: 'ff52 000c 00 00 0001 00 05 04 04 00 00',
  quantization: 'ff5c 0005 40 4040',
  tile: 'ff90 000a 0000 00000012 00 01',
  data: 'ff93 aabbccdd',
  end: 'ffd9',
};

interface Size {
  capabilities: string;
  grid: string;
  offset: string;
  tile: string;
  tileOffset: string;
  components: string;
  length: string;
}

function sizeOf(change: Partial<Size>): string {
  const size: Size = {
    length: '0029',
    capabilities: '0000',
    grid: '000000f0 00000140',
    offset: '00000000 00000000',
    tile: '000000f0 00000140',
    tileOffset: '00000000 00000000',
    components: '0001 070101',
    ...change,
  };
  const { length, capabilities, grid, offset, tile, tileOffset, components } = size;
  return `ff51 ${length} ${capabilities} ${grid} ${offset} ${tile} ${tileOffset} ${components}`;
}

const bytes = (hex: string) => fromHex(hex.replaceAll(' ', ''));

function stream(change: Partial<typeof PARTS> = {}): Uint8Array {
  return bytes(Object.values({ ...PARTS, ...change }).join(''));
}

function box(type: string, content: Uint8Array, length = content.length + 8): Uint8Array {
  return concat(bytes(length.toString(16).padStart(8, '0')), toUtf8(type), content);
}

const SIGNATURE = box('jP  ', bytes('0d0a870a'));
const FILE_TYPE = box('ftyp', bytes('6a703220 00000000 6a703220'));
const imageHeader = (size = '00000140 000000f0 0001') => box('ihdr', bytes(`${size} 07070000`));
const COLOUR = box('colr', bytes('01000000000011'));
const HEADER = box('jp2h', concat(imageHeader(), COLOUR));

const refused = (work: () => unknown, why: RegExp, name: string) =>
  assert.throws(
    work,
    (error) => error instanceof CardError && error.code === 'card/file' && why.test(error.message),
    name,
  );

test('a codestream of one tile tells its size and its components, grey or coloured, to its last octet', () => {
  const { bytes: all, ...grey } = readCodestream(stream());
  assert.deepEqual(grey, { width: 240, height: 320, components: 1 });
  assert.deepEqual(all, stream());
  const colour = sizeOf({ length: '002f', components: '0003 070101 070101 070101' });
  assert.equal(readCodestream(stream({ size: colour })).components, 3);
  const parts = `${PARTS.tile} ${PARTS.data} ff90 000a 0000 00000000 01 02`;
  assert.equal(readCodestream(stream({ tile: parts })).width, 240);
});

test('a size that a decoder would make much room for is refused before it is given the picture', () => {
  const cases: { readonly [name: string]: readonly [Partial<Size>, RegExp] } = {
    'a side too long': [{ grid: '00000281 00000140', tile: '00000281 00000140' }, /larger/],
    'a height too long': [{ grid: '000000f0 00000281', tile: '000000f0 00000281' }, /larger/],
    'no pixel': [{ grid: '00000000 00000140', tile: '00000000 00000140' }, /larger/],
    'a grid that goes round': [{ grid: '00000040 00000140', offset: 'ffffff50 00000000' }, /offset/],
    'an offset of the tiles': [{ tileOffset: '00000001 00000000' }, /offset/],
    'an offset of the tiles downwards': [{ tileOffset: '00000000 00000001' }, /offset/],
    'an offset of the picture downwards': [{ offset: '00000000 00000001' }, /offset/],
    'tiles without a size': [{ tile: '00000000 00000000' }, /one tile/],
    'a tile for each pixel': [{ tile: '00000001 00000001' }, /one tile/],
    'two components': [{ length: '002c', components: '0002 070101 070101' }, /components/],
    'sixteen thousand components': [{ components: '4000 070101' }, /components/],
    'a marker shorter than its content': [{ length: '0005' }, /size of the picture/],
    'a marker longer than its content': [{ length: '002c' }, /size of the picture/],
    'sixteen bits': [{ components: '0001 0f0101' }, /component/],
    'signed samples': [{ components: '0001 870101' }, /component/],
    'fewer samples than pixels': [{ components: '0001 070201' }, /component/],
  };
  for (const [name, [size, why]] of Object.entries(cases)) {
    refused(() => readCodestream(stream({ size: sizeOf(size) })), why, name);
  }
});

test('a coding that makes many small things of a picture is refused, also where it hides in the tile', () => {
  const cases: { readonly [name: string]: readonly [Partial<typeof PARTS>, RegExp] } = {
    'precincts of its own': [{ coding: 'ff52 0012 01 00 0001 00 05 04 04 00 00 000000000000' }, /precincts/],
    'precincts announced only': [{ coding: 'ff52 000c 01 00 0001 00 05 04 04 00 00' }, /precincts/],
    'too many layers': [{ coding: 'ff52 000c 00 00 0041 00 05 04 04 00 00' }, /layers/],
    'no layer': [{ coding: 'ff52 000c 00 00 0000 00 05 04 04 00 00' }, /layers/],
    'too many levels': [{ coding: 'ff52 000c 00 00 0001 00 0b 04 04 00 00' }, /levels/],
    'small code-blocks': [{ coding: 'ff52 000c 00 00 0001 00 05 04 01 00 00' }, /code-blocks/],
    'another coder': [{ coding: 'ff52 000c 00 00 0001 00 05 04 04 40 00' }, /style/],
    'no coding': [{ coding: '' }, /missing/],
    'two codings': [{ coding: `${PARTS.coding} ${PARTS.coding}` }, /twice/],
    'a coding for one component': [
      { quantization: `${PARTS.quantization} ff53 0009 00 01 05 04 04 00 00` },
      /needs/,
    ],
    'a second size': [{ coding: `${PARTS.coding} ${PARTS.size}` }, /needs/],
    'a coding for the tile': [
      { tile: 'ff90 000a 0000 00000020 00 01', data: `${PARTS.coding} ${PARTS.data}` },
      /needs/,
    ],
  };
  for (const [name, [change, why]] of Object.entries(cases)) {
    refused(() => readCodestream(stream(change)), why, name);
  }
});

test('the parts of the tile fill the codestream to its end', () => {
  const cases: { readonly [name: string]: readonly [Partial<typeof PARTS>, RegExp] } = {
    'another tile': [{ tile: 'ff90 000a 0001 00000012 00 01' }, /part of the tile/],
    'a part that is too long': [{ tile: 'ff90 000a 0000 00000014 00 01' }, /cut off/],
    'a part that ends in its header': [{ tile: 'ff90 000a 0000 0000000c 00 01' }, /part of the tile/],
    'a part without data': [{ tile: 'ff90 000a 0000 00000000 00 01', data: '' }, /part of the tile/],
    'something between the parts': [{ data: `${PARTS.data} 0000` }, /part of the tile|marker/],
    'no part': [{ tile: '', data: '' }, /needs|cut off|end/],
    'no end': [{ end: '0000' }, /end/],
  };
  for (const [name, [change, why]] of Object.entries(cases)) {
    refused(() => readCodestream(stream(change)), why, name);
  }
});

test('of a file the codestream box is read, whatever looks like one elsewhere', () => {
  const real = stream();
  const decoy = box('free', stream({ size: sizeOf({ grid: '00000010 00000010' }) }));
  const file = concat(SIGNATURE, FILE_TYPE, HEADER, decoy, box('jp2c', real));
  assert.deepEqual(readJpeg2000(file).bytes, real);
  assert.deepEqual(readJpeg2000(real).bytes, real);
  assert.deepEqual(readJpeg2000(concat(SIGNATURE, FILE_TYPE, HEADER, box('jp2c', real, 0))).bytes, real);
});

test('a file whose boxes are missing, doubled, out of order or contradict the codestream is refused', () => {
  const body = box('jp2c', stream());
  const cases: { readonly [name: string]: readonly [Uint8Array, RegExp] } = {
    nothing: [new Uint8Array(), /signature/],
    'no signature': [concat(FILE_TYPE, HEADER, body), /signature/],
    'another brand': [
      concat(SIGNATURE, box('ftyp', bytes('6a707820 00000000 6a707820')), HEADER, body),
      /file type/,
    ],
    'two codestreams': [concat(SIGNATURE, FILE_TYPE, HEADER, body, body), /one jp2c/],
    'no header': [concat(SIGNATURE, FILE_TYPE, body), /one jp2h/],
    'the header behind': [concat(SIGNATURE, FILE_TYPE, body, HEADER), /order/],
    'a header of another size': [
      concat(SIGNATURE, FILE_TYPE, box('jp2h', concat(imageHeader('00000140 000000f1 0001'), COLOUR)), body),
      /image header/,
    ],
    'a palette': [
      concat(SIGNATURE, FILE_TYPE, box('jp2h', concat(imageHeader(), box('pclr', bytes('00')))), body),
      /palette/,
    ],
    'a box that is cut off': [concat(SIGNATURE, FILE_TYPE, HEADER, body).subarray(0, -1), /length of a box/],
    'too many boxes': [
      concat(SIGNATURE, ...Array.from({ length: 40 }, () => box('free', bytes('')))),
      /many/,
    ],
  };
  for (const [name, [file, why]] of Object.entries(cases)) refused(() => readJpeg2000(file), why, name);
});

test('a box of open length is refused unless it is allowed, and never before the last', () => {
  const open = box('jp2c', bytes('0102'), 0);
  refused(() => boxesIn(open), /length of a box/, 'not allowed');
  assert.deepEqual(boxesIn(open, { openEnd: true }), [{ type: 'jp2c', content: bytes('0102') }]);
});

test('whatever the octets, the answer is a picture of bounded size or the one refusal', () => {
  const file = concat(SIGNATURE, FILE_TYPE, HEADER, box('jp2c', stream()));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 4 }),
      fc.nat(file.length),
      (changes, cut) => {
        const copy = Uint8Array.from(file);
        for (const [at, value] of changes) copy[at] = value;
        try {
          const { width, height } = readJpeg2000(copy.subarray(0, cut === 0 ? undefined : cut));
          assert.ok(width > 0 && width <= 640 && height > 0 && height <= 640);
        } catch (error) {
          assert.ok(error instanceof CardError && error.code === 'card/file', String(error));
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
