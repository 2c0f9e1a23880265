import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { concat, DerReader, derBitString, derSequence, derUnsignedInteger, derValue } from '@kazasu/bytes';
import { importPublicKey, keyShape, readPublicKeyInfo } from './key.ts';
import { at, changed, type Tree, treeOf } from './testing/der-tree.ts';
import { codeOf } from './testing/faults.ts';

const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ type: 'spki', format: 'der' }));
const read = (der: Uint8Array) => readPublicKeyInfo(new DerReader(der));
const codeFor = (der: Uint8Array) => codeOf(() => importPublicKey(read(der)));

const rsa = spkiOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);
const ec = (namedCurve: string) => spkiOf(generateKeyPairSync('ec', { namedCurve }).publicKey);
const p256 = ec('P-256');

test('RSA from 2048 bits and the three curves are accepted', () => {
  const kinds = [rsa, p256, ec('P-384'), ec('P-521')].map((der) => {
    const { kind, bits, keyObject } = importPublicKey(read(der));
    return [kind, bits, keyObject.asymmetricKeyType];
  });
  assert.deepEqual(kinds, [
    ['rsa', 2048, 'rsa'],
    ['p256', 256, 'ec'],
    ['p384', 384, 'ec'],
    ['p521', 521, 'ec'],
  ]);
});

/** An RSA key of this modulus and exponent; the numbers need not make sense. */
function rsaKey(modulus: Uint8Array, exponent: Uint8Array | number): Uint8Array {
  return changed(rsa, (tree) => {
    const integers = derSequence(derUnsignedInteger(modulus), derUnsignedInteger(exponent));
    tree.children = [at(tree, 0), treeOf(derBitString(integers))];
  });
}
const modulus = (octets: number) => concat(Uint8Array.of(0x80), new Uint8Array(octets - 1).fill(1));

test('RSA below 2048 or above 8192 bits, even, or with an exponent out of range is refused', () => {
  const shape = (der: Uint8Array) => keyShape(read(der)).bits;
  assert.equal(shape(rsaKey(modulus(256), 65_537)), 2048);
  assert.equal(shape(rsaKey(modulus(1024), 65_537)), 8192);
  const short = concat(Uint8Array.of(0x7f), new Uint8Array(255).fill(1));
  const even = concat(modulus(255), Uint8Array.of(2));
  const wrong = [
    rsaKey(short, 65_537),
    rsaKey(modulus(128), 65_537),
    rsaKey(modulus(1025), 65_537),
    rsaKey(even, 65_537),
  ];
  const exponents = [1, 3, 65_535, 65_538, new Uint8Array(9).fill(0xff)].map((e) => rsaKey(modulus(256), e));
  for (const der of [...wrong, ...exponents]) assert.equal(codeFor(der), 'pki/key');
});

test('RSA integers that are negative or padded are refused', () => {
  for (const bad of [Uint8Array.of(0, 1, 0, 1), Uint8Array.of(0x81, 0, 1), new Uint8Array()]) {
    const der = changed(rsa, (tree) => {
      const numbers = derSequence(derUnsignedInteger(modulus(256)), derValue(2, bad));
      tree.children = [at(tree, 0), treeOf(derBitString(numbers))];
    });
    assert.equal(codeFor(der), 'pki/key');
  }
});

test('RSA has NULL parameters', () => {
  const without = (tree: Tree) => void at(tree, 0).children?.pop();
  assert.equal(codeFor(changed(rsa, without)), 'pki/key');
});

test('other kinds of keys and other curves are refused', () => {
  const others = [
    spkiOf(generateKeyPairSync('ed25519').publicKey),
    ec('secp256k1'),
    ec('P-224'),
    spkiOf(generateKeyPairSync('x25519').publicKey),
  ];
  for (const der of others) assert.equal(codeFor(der), 'pki/key');
});

test('a point is uncompressed, of the right length and on its curve', () => {
  const point = (change: (bits: Uint8Array) => Uint8Array) =>
    codeFor(
      changed(p256, (tree) => {
        at(tree, 1).content = change(Uint8Array.from(at(tree, 1).content ?? []));
      }),
    );
  assert.equal(
    point((bits) => bits.subarray(0, 34).fill(2, 1, 2)),
    'pki/key',
    'compressed',
  );
  assert.equal(
    point((bits) => bits.fill(6 + ((bits.at(-1) ?? 0) & 1), 1, 2)),
    'pki/key',
    'hybrid',
  );
  assert.equal(
    point((bits) => bits.subarray(0, -1)),
    'pki/key',
    'short',
  );
  assert.equal(
    point((bits) => concat(bits, Uint8Array.of(0))),
    'pki/key',
    'long',
  );
  assert.equal(
    point((bits) => bits.fill(bits.at(-1) === 1 ? 2 : 1, -1)),
    'pki/key',
    'off the curve',
  );
});
