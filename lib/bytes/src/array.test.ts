import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, equal } from './index.ts';

test('joining makes a new array, also of one part and of none', () => {
  const part = Uint8Array.of(1, 2);
  const joined = concat(part);
  joined[0] = 9;
  assert.deepEqual(part, Uint8Array.of(1, 2));
  assert.deepEqual(concat(), new Uint8Array());
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (parts) => {
      assert.deepEqual(concat(...parts), Uint8Array.from(Buffer.concat(parts)));
    }),
  );
});

test('equality looks at every byte and at the length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (a, b) => {
      assert.equal(equal(a, b), Buffer.from(a).equals(b));
      assert.equal(equal(a, Uint8Array.from(a)), true);
    }),
  );
  assert.equal(equal(Uint8Array.of(1, 2), Uint8Array.of(1)), false);
  assert.equal(equal(Uint8Array.of(1), Uint8Array.of(1, 2)), false);
});
