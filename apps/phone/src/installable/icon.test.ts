import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import { ICONS, iconPng } from './icon.ts';

/** Reads a PNG of 8-bit colours without filters, by the standard and not by our writer. */
function read(png: Uint8Array) {
  const bytes = Buffer.from(png);
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const data = bytes.subarray(at + 8, at + 8 + length);
    assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(bytes.subarray(at + 4, at + 8 + length)));
    chunks.set(bytes.toString('latin1', at + 4, at + 8), data);
    at += 12 + length;
  }
  const size = chunks.get('IHDR')?.readUInt32BE(0) ?? 0;
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const at = (x: number, y: number) =>
    rows
      .subarray(y * (size * 3 + 1) + 1 + x * 3)
      .subarray(0, 3)
      .toString('hex');
  return { size, at };
}

test('each icon has its size, white corners, and the card in its middle', () => {
  for (const icon of ICONS) {
    const { size, at } = read(iconPng(icon));
    assert.equal(size, icon.size);
    assert.equal(at(0, 0), 'ffffff');
    assert.equal(at(size - 1, size - 1), 'ffffff');
    assert.equal(at(size >> 1, Math.round(size * (0.5 + 0.05 * icon.scale))), '0017c1', icon.file);
  }
});

test('a mask takes nothing of the mark: it lies in the middle four fifths', () => {
  for (const icon of ICONS.filter(({ purpose }) => purpose === 'maskable')) {
    const { size, at } = read(iconPng(icon));
    const inside = (x: number, y: number) => Math.hypot(x - size / 2, y - size / 2) <= size * 0.4;
    for (let x = 0; x < size; x += 2) {
      for (let y = 0; y < size; y += 2) {
        if (!inside(x, y)) assert.equal(at(x, y), 'ffffff', `${x}, ${y}`);
      }
    }
  }
});
