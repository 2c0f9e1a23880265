import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { aesCbc, sha1, sha256 } from './web-crypto.ts';

/** Every copy that is made of something meanwhile. */
async function copiesOf(t: TestContext, work: () => Promise<unknown>): Promise<Uint8Array[]> {
  const copies: Uint8Array[] = [];
  const from = Uint8Array.from.bind(Uint8Array);
  const slice = Uint8Array.prototype.slice;
  t.mock.method(Uint8Array, 'from', (source: Iterable<number>) => {
    const copy = from(source);
    copies.push(copy);
    return copy;
  });
  t.mock.method(Uint8Array.prototype, 'slice', function (this: Uint8Array, start?: number, end?: number) {
    const copy = slice.call(this, start, end);
    copies.push(copy);
    return copy;
  });
  await work();
  t.mock.restoreAll();
  return copies;
}

test('no copy of what is hashed or enciphered, nor of a key, is left in memory', async (t) => {
  const secret = toUtf8('5502172035228580');
  const iv = new Uint8Array(16);
  const works: readonly (() => Promise<unknown>)[] = [
    () => sha1(secret),
    () => sha256(secret),
    () => aesCbc(secret),
    async () => (await aesCbc(new Uint8Array(16))).encrypt(iv, secret),
    () => assert.rejects(aesCbc(secret.subarray(1))),
  ];
  for (const [index, work] of works.entries()) {
    const copies = await copiesOf(t, work);
    assert.ok(copies.length > 0);
    const left = copies.filter((copy) => Buffer.from(copy).toString('latin1').includes('550217'));
    assert.equal(left.length, 0, `work ${index}`);
  }
  assert.equal(Buffer.from(secret).toString(), '5502172035228580', 'what was handed in is its owner\u2019s');
});
