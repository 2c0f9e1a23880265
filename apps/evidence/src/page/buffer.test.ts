import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OctetView } from './buffer.ts';

test('a view is one, and is spelled and searched as by Node', () => {
  const some = fc.uint8Array({ maxLength: 40, max: 3 });
  fc.assert(
    fc.property(some, some, fc.nat(8), (octets, wanted, start) => {
      const { buffer } = Uint8Array.from(octets);
      const offset = Math.min(start, octets.length);
      const view = OctetView.from(buffer, offset, octets.length - offset);
      const theirs = Buffer.from(buffer, offset, octets.length - offset);
      assert.equal(view.buffer, buffer);
      assert.equal(view.toString('base64'), theirs.toString('base64'));
      const part = wanted.subarray(0, 3);
      assert.equal(view.includes(OctetView.from(part.slice().buffer)), theirs.includes(Buffer.from(part)));
    }),
  );
});

test('whatever else Node would do is refused', () => {
  assert.throws(() => OctetView.from('text'), TypeError);
  assert.throws(() => OctetView.from(new ArrayBuffer(1)).toString('hex'), TypeError);
  assert.throws(() => OctetView.from(new ArrayBuffer(1)).includes(1), TypeError);
});
