import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { BytesError } from '../error.ts';
import { fromHex, toHex } from '../text/index.ts';
import { fromJisX0208, toJisX0208 } from './index.ts';

test('characters are row and cell, each plus 20', () => {
  // Kuten codes of the standard's tables: 亜 16-1, 日 38-92, 本 43-60, 山 27-19, the space 1-1, ア 5-2, １ 3-17, 熙 84-6.
  assert.equal(toHex(toJisX0208('亜日本山　ア１熙')), '3021467c4b5c3b33212125222331' + '7426');
  assert.equal(fromJisX0208(fromHex('467c4b5c')), '日本');
  assert.equal(fromJisX0208(new Uint8Array()), '');
});

test('a full-width twin is written like its standard character, which is the one read', () => {
  assert.equal(toHex(toJisX0208('〜～−－')), '21412141215d215d');
  assert.equal(fromJisX0208(fromHex('2141215d2142')), '〜−‖');
});

test('what stands in no cell is refused, on both ways', () => {
  for (const text of ['A', ' ', 'ｱ', '髙', '①', '\ufffd', '𠮷', '\ud800', '鷗'])
    assert.throws(() => toJisX0208(text), { code: 'bytes/jis' }, text);
  // Rows 9 and 13 are empty in the standard, cells 8-33 and 84-7 behind the last character of their row.
  for (const hex of ['21', '212121', '2921', '2d21', '2841', '7427', 'fff1', '0000', '2120', 'a1a1', '217f'])
    assert.throws(() => fromJisX0208(fromHex(hex)), { code: 'bytes/jis' }, hex);
});

test('every cell is what iconv reads in it, and 6879 of them hold a character', () => {
  const codes: string[] = [];
  for (let code = 0x2121; code <= 0x7e7e; code++) {
    try {
      fromJisX0208(Uint8Array.of(code >> 8, code & 255));
      codes.push(code.toString(16));
    } catch (error) {
      assert(error instanceof BytesError);
    }
  }
  assert.equal(codes.length, 6879);
  const octets = fromHex(codes.join(''));
  const input = Buffer.concat([fromHex('1b2442'), octets, fromHex('1b2842')]);
  const expected = execFileSync('iconv', ['-f', 'ISO-2022-JP', '-t', 'UTF-8'], { input }).toString('utf8');
  const twins: { [named: string]: string } = { '∥': '‖', '－': '−', '￠': '¢', '￡': '£', '￢': '¬' };
  const [ours, theirs] = [[...fromJisX0208(octets)], [...expected]];
  assert.equal(ours.length, theirs.length);
  for (const [index, character] of ours.entries())
    assert.equal(character, twins[theirs[index] ?? ''] ?? theirs[index], codes[index] ?? '');
  assert.equal(toHex(toJisX0208(ours.join(''))), codes.join(''));
});

test('arbitrary octets are text that comes back, or a BytesError', () => {
  let accepted = 0;
  const octet = fc.oneof(fc.nat({ max: 255 }), fc.integer({ min: 0x30, max: 0x4e }));
  fc.assert(
    fc.property(fc.array(octet, { maxLength: 8 }), (octets) => {
      try {
        const text = fromJisX0208(Uint8Array.from(octets));
        assert.equal(toHex(toJisX0208(text)), toHex(Uint8Array.from(octets)));
        accepted++;
      } catch (error) {
        assert(error instanceof BytesError, String(error));
      }
    }),
    { numRuns: 500 },
  );
  assert(accepted > 20);
});
