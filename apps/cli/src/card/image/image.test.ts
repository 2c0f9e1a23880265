import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { requirePeer } from '@kazasu/server/peer';
import { decode, encode } from 'fast-png';
import { checkPng, ImageError, portraitToPng } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-image-'));
after(() => rmSync(folder, { recursive: true }));

const remedy = 'apt-get install libopenjp2-tools';
const compress = requirePeer({ name: 'opj_compress', commands: ['opj_compress'], remedy });
const decompress = requirePeer({ name: 'opj_decompress', commands: ['opj_decompress'], remedy });
const skip = compress.missing || decompress.missing;

/** A grey picture, and the same as JPEG 2000 by Debian's encoder. */
function portrait(width: number, height: number): Buffer {
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, at) => ((at % width) * 3 + at / width) & 255,
  );
  const pgm = join(folder, 'in.pgm');
  writeFileSync(pgm, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
  const jp2 = join(folder, 'in.jp2');
  execFileSync(compress.path, ['-i', pgm, '-o', jp2, '-r', '8'], { stdio: 'ignore' });
  return readFileSync(jp2);
}

test('a portrait becomes the PNG of the pixels that another decoder sees', { skip }, async () => {
  const jp2 = portrait(90, 120);
  const png = decode(await portraitToPng(jp2));
  execFileSync(decompress.path, ['-i', join(folder, 'in.jp2'), '-o', join(folder, 'out.pgm')], {
    stdio: 'ignore',
  });
  const pgm = readFileSync(join(folder, 'out.pgm'));
  assert.deepEqual([png.width, png.height, png.channels, png.depth], [90, 120, 1, 8]);
  assert.deepEqual(Buffer.from(png.data as Uint8Array), pgm.subarray(pgm.length - 90 * 120));
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
