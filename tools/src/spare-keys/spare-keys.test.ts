import assert from 'node:assert/strict';
import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { drawingFrom, type KeyMakers } from './draw.ts';

const real = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const der = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' });
const spares = [real(2048), real(2048)].map(({ privateKey }) => der(privateKey));
const RSA = { modulusLength: 2048 };

/** What was made in place of being drawn. */
function watched(): { readonly made: unknown[]; readonly makers: KeyMakers } {
  const made: unknown[] = [];
  const note =
    (make: (...given: never[]) => unknown) =>
    (...given: unknown[]) => {
      made.push(given.slice(0, 2));
      return Reflect.apply(make, undefined, given);
    };
  const makers = {
    generateKeyPairSync: note(generateKeyPairSync),
    generateKeyPair: note(generateKeyPair),
  } as unknown as KeyMakers;
  return { made, makers: drawingFrom(() => [...spares], makers) };
}

test('each spare key is drawn once, by any of the three ways; then keys are made', async () => {
  const { made, makers } = watched();
  const later = promisify(makers.generateKeyPair);
  const drawn = [makers.generateKeyPairSync('rsa', RSA), await later('rsa', RSA)];
  assert.deepEqual(made, []);
  assert.deepEqual(
    drawn.map(({ privateKey }) => der(privateKey)).sort(Buffer.compare),
    spares.sort(Buffer.compare),
  );
  const called = await new Promise<KeyObject>((resolve, reject) =>
    makers.generateKeyPair('rsa', RSA, (problem, _, key) =>
      problem === null ? resolve(key) : reject(problem),
    ),
  );
  assert.deepEqual(made, [['rsa', RSA]]);
  assert.ok(!spares.some((spare) => spare.equals(der(called))));
});

test('both halves belong together, in the encodings that were asked for', async () => {
  const { makers } = watched();
  const { publicKey, privateKey } = makers.generateKeyPairSync('rsa', {
    ...RSA,
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
  });
  const { createPrivateKey, createPublicKey } = await import('node:crypto');
  assert.deepEqual(publicKey, createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
  assert.ok(spares.some((spare) => spare.equals(der(createPrivateKey(privateKey)))));
});

test('any other key is made: another size, exponent or kind', () => {
  const { made, makers } = watched();
  const make = makers.generateKeyPairSync as unknown as (
    type: string,
    options: object,
  ) => { publicKey: KeyObject };
  for (const [type, options] of [
    ['rsa', { modulusLength: 1024 }],
    ['rsa', { ...RSA, publicExponent: 3 }],
    ['rsa-pss', RSA],
    ['ec', { namedCurve: 'P-256' }],
  ] as const) {
    const { publicKey } = make(type, options);
    assert.equal(publicKey.asymmetricKeyType, type);
    assert.deepEqual(made.at(-1), [type, options]);
  }
  assert.equal(made.length, 4);
});
