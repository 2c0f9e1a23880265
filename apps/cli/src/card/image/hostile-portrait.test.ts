import assert from 'node:assert/strict';
import test from 'node:test';
import { requirePeer } from '@kazasu/server/peer';
import { encodeGrey, OPJ_COMPRESS } from '../../testing/index.ts';
import { decodeApart } from './decode-apart.ts';
import { ImageError, portraitToPng } from './index.ts';

const compress = requirePeer(OPJ_COMPRESS);
const skip = compress.missing;

const START = Buffer.from('ff4fff51', 'hex');

/** A JP2 file, cut where its codestream box begins. */
function halves(width: number, height: number): { before: Buffer; stream: Buffer } {
  const file = Buffer.from(encodeGrey(compress.path, width, height));
  const at = file.indexOf('jp2c');
  return { before: file.subarray(0, at - 4), stream: file.subarray(at + 4) };
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** Announces another size of picture, and of its only tile. */
function resized(stream: Buffer, side: number): Buffer {
  const copy = Buffer.from(stream);
  for (const at of [8, 12, 24, 28]) copy.writeUInt32BE(side, copy.indexOf(START) + at);
  return copy;
}

const announced = (problem: unknown) =>
  problem instanceof ImageError && /not as a card has it/.test(problem.message);

test('a small codestream in another box does not speak for the large one that would be decoded', {
  skip,
}, async () => {
  const { before, stream } = halves(90, 120);
  const large = resized(stream, 4_000);
  before.writeUInt32BE(4_000, before.indexOf('ihdr') + 4);
  before.writeUInt32BE(4_000, before.indexOf('ihdr') + 8);
  const file = Buffer.concat([before, box('free', stream), box('jp2c', large)]);
  await assert.rejects(portraitToPng(file), announced);
});

test('thousands of components and precincts of its own are refused before a decoder sees them', {
  skip,
}, async () => {
  const { before, stream } = halves(90, 120);
  const components = Buffer.from(stream);
  components.writeUInt16BE(16_000, 40);
  const precincts = Buffer.from(stream);
  const coding = precincts.indexOf('ff52', 'hex');
  precincts[coding + 4] = (precincts[coding + 4] ?? 0) | 1;
  for (const wrong of [components, precincts]) {
    await assert.rejects(portraitToPng(Buffer.concat([before, box('jp2c', wrong)])), announced);
  }
});

test('a decoder that takes too long is ended', { skip }, async () => {
  const { stream } = halves(90, 120);
  await assert.rejects(decodeApart(stream, 1), /too long/);
  const { width, height } = await decodeApart(stream, 20_000);
  assert.deepEqual([width, height], [90, 120]);
});
