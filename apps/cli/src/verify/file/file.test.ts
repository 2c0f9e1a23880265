import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pemBlocks } from './pem.ts';
import { sniffDer } from './sniff.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** The first octets of each, as X.690 has them written out by hand. */
const SAMPLES: readonly (readonly [string, string, ReturnType<typeof sniffDer>])[] = [
  ['SignedData', '30 1a 06 09 2a864886f70d010702 a0 0d 30 0b 02 01 01 31 00 30 04 06 02 2a 03', 'cms'],
  ['SignedData of indefinite length', '30 80 06 09 2a864886f70d010702 a0 80 30 80 02 01 01', 'cms'],
  [
    'SignedData over a TSTInfo',
    '30 23 06 09 2a864886f70d010702 a0 16 30 14 02 01 03 31 00 30 0d 06 0b 2a864886f70d0109100104',
    'timestamp',
  ],
  ['another ContentInfo', '30 0b 06 09 2a864886f70d010703', undefined],
  ['a response that refuses', '30 05 30 03 02 01 02', 'timestamp'],
  ['a response with a token', '30 14 30 03 02 01 00 30 0d 06 09 2a864886f70d010702 a0 00', 'timestamp'],
  ['a certificate', '30 0c 30 05 a0 03 02 01 02 30 00 03 01 00', 'certificate'],
  ['a list', '30 0c 30 05 02 01 01 30 00 30 00 03 01 00', 'crl'],
  ['an OCSP answer', '30 03 0a 01 00', 'ocsp'],
  ['a key', '30 05 02 01 00 30 00', undefined],
  ['text', '50 61 79', undefined],
  ['nothing', '', undefined],
];

for (const [what, octets, kind] of SAMPLES) {
  test(`${what} is known by its first octets as ${kind ?? 'nothing'}`, () => {
    assert.equal(sniffDer(hex(octets)), kind);
  });
}

test('whatever octets come, knowing them takes no time and throws nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
      sniffDer(Uint8Array.of(0x30, ...octets));
      pemBlocks(Buffer.concat([Buffer.from('-----BEGIN '), octets]));
    }),
  );
});

test('PEM blocks are found between text; one that is cut off spoils all', () => {
  const block = (label: string, body: string) =>
    `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
  const text = `Subject: a\n${block('CERTIFICATE', 'AAEC')}then\r\n${block('X509 CRL', 'AA\r\nEC')}`;
  assert.deepEqual(pemBlocks(Buffer.from(text)), [
    { label: 'CERTIFICATE', bytes: Uint8Array.of(0, 1, 2) },
    { label: 'X509 CRL', bytes: Uint8Array.of(0, 1, 2) },
  ]);
  assert.equal(pemBlocks(Buffer.from(text.slice(0, -20))), undefined);
  assert.equal(pemBlocks(Buffer.from(block('CERTIFICATE', 'A!'))), undefined);
  assert.equal(pemBlocks(Buffer.from('no block')), undefined);
});

test('a heap of beginnings without an end takes time linear in its size', () => {
  const heap = Buffer.from('-----BEGIN CERTIFICATE-----\n'.repeat(200_000));
  const start = performance.now();
  assert.equal(pemBlocks(heap), undefined);
  assert.ok(performance.now() - start < 1_000);
});
