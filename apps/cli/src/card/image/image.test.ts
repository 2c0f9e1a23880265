import assert from 'node:assert/strict';
import test from 'node:test';
import { requirePeer } from '@kazasu/server/peer';
import { decode, encode } from 'fast-png';
import { decodeGrey, encodeGrey, OPJ_COMPRESS, OPJ_DECOMPRESS } from '../../testing/index.ts';
import { checkPng, ImageError, portraitToPng } from './index.ts';

const compress = requirePeer(OPJ_COMPRESS);
const decompress = requirePeer(OPJ_DECOMPRESS);
const skip = compress.missing || decompress.missing;
const portrait = (width: number, height: number) => encodeGrey(compress.path, width, height);

test('a portrait becomes the PNG of the pixels that another decoder sees', { skip }, async () => {
  const jp2 = portrait(90, 120);
  const png = decode(await portraitToPng(jp2));
  const pixels = decodeGrey(decompress.path, jp2, 90 * 120);
  assert.deepEqual([png.width, png.height, png.channels, png.depth], [90, 120, 1, 8]);
  assert.deepEqual(Buffer.from(png.data as Uint8Array), pixels);
});

test('a decoder says nothing on standard output, where the answer of a command goes', { skip }, async (t) => {
  const written = t.mock.method(process.stdout, 'write');
  await portraitToPng(portrait(40, 40));
  const said = written.mock.calls.map((call) => String(call.arguments[0]));
  assert.deepEqual(
    said.filter((text) => /\[INFO\]|\[ERROR\]/.test(text)),
    [],
  );
});

test('a portrait that is cut off, no picture, or announced to be huge is an ImageError', {
  skip,
}, async () => {
  const jp2 = portrait(90, 120);
  const huge = Buffer.from(jp2);
  huge.writeUInt32BE(60_000, huge.indexOf('ff4fff51', 'hex') + 8);
  for (const wrong of [jp2.subarray(0, 300), Buffer.alloc(0), Buffer.from('no picture at all'), huge]) {
    await assert.rejects(portraitToPng(wrong), ImageError);
  }
});

test('a PNG is handed on byte for byte; anything else is an ImageError', () => {
  const png = encode({ width: 24, height: 12, data: new Uint8Array(24 * 12), channels: 1 });
  assert.equal(checkPng(png), png);
  const damaged = Uint8Array.from(png);
  damaged[png.length - 20] = (damaged[png.length - 20] ?? 0) ^ 1;
  const huge = Uint8Array.from(png);
  huge[17] = 0xff;
  for (const wrong of [damaged, huge, png.subarray(0, 30), new Uint8Array(), new Uint8Array(100)]) {
    assert.throws(() => checkPng(wrong), ImageError);
  }
});
