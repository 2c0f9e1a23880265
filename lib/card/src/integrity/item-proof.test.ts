import assert from 'node:assert/strict';
import { privateEncrypt } from 'node:crypto';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { cvKeyId, sha256DigestInfo } from '../application/index.ts';
import type { ItemProof } from '../reader/index.ts';
import { KEYS } from '../virtual/testing/card.ts';
import { issuersByApplication, verifyItemProof } from './index.ts';
import { ISSUED, ISSUERS, sha256 } from './testing/issued-card.ts';

const DIGEST_INFO = sha256DigestInfo(sha256(toUtf8('challenge')));
const { fourItems, integrity, issuerCertificate, chipKey } = ISSUED.text;
const PROOF: ItemProof = {
  fourItems,
  integrity,
  issuerCertificate,
  chipKey,
  chipSignature: privateEncrypt(KEYS.text.privateKey, DIGEST_INFO),
  age: {
    record: ISSUED.surface.ageRecord,
    issuerCertificate: ISSUED.surface.issuerCertificate,
    signature: privateEncrypt(KEYS.surface.privateKey, DIGEST_INFO),
  },
};

async function judged(proof: ItemProof): Promise<string[]> {
  const checks = await verifyItemProof(proof, DIGEST_INFO, issuersByApplication(ISSUERS), { sha256 });
  return checks.map(({ id, passed, reason }) => {
    assert.equal(passed, reason === undefined);
    return passed ? id : `${id}:${reason}`;
  });
}

const CHECKS = [
  'four-items/form',
  'four-items/issuer-known',
  'four-items/certificate-signature',
  'four-items/record-signature',
  'four-items/four-items-hash',
  'chip-key/form',
  'chip-key/record-signature',
  'age-record/form',
  'age-record/issuer-known',
  'age-record/certificate-signature',
  'age-record/record-signature',
  'chip/text-key',
  'chip/surface-key',
  'municipality-in-both',
  'birthdate-in-both',
];

// Which mixture of two cards fails what stands with the provider (judge-items.test.ts), on cards made without this room.
test('the answer of one card passes every check', async () => {
  assert.deepEqual(await judged(PROOF), CHECKS);
});

test('what cannot be looked at has not passed', async () => {
  const nothing = new Uint8Array(0);
  const age = { record: nothing, issuerCertificate: nothing, signature: nothing };
  const empty = { ...PROOF, fourItems: nothing, chipKey: nothing, age };
  assert.deepEqual((await judged(empty)).slice(-4), [
    'chip/text-key:not-reached',
    'chip/surface-key:not-reached',
    'municipality-in-both:not-reached',
    'birthdate-in-both:not-reached',
  ]);
});

test('whatever is shown, every check is answered once, and no changed byte passes them all', async () => {
  // Nobody signed how long the list of items is: with the filler behind them it says the same.
  const items = { start: 3, end: 3 + (fourItems[2] ?? 0) };
  const places = (['fourItems', 'integrity', 'issuerCertificate', 'chipKey', 'chipSignature'] as const).map(
    (part) => ({ part, ...(part === 'fourItems' ? items : { start: 0, end: PROOF[part].length }) }),
  );
  const bits = fc.integer({ min: 1, max: 255 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.nat(), bits, async ({ part, start, end }, nat, by) => {
      const at = start + (nat % (end - start));
      const changed = PROOF[part].map((byte, i) => (i === at ? byte ^ by : byte));
      const answers = await judged({ ...PROOF, [part]: changed });
      assert.deepEqual(
        answers.map((answer) => answer.split(':')[0]),
        CHECKS,
      );
      assert.ok(
        answers.some((answer) => answer.includes(':')),
        `${part} ${at}`,
      );
    }),
    { numRuns: 200 },
  );
});

test('whom an issuer is trusted for stands in the last two digits of its number', () => {
  const named = (keyId: Uint8Array) => ({ keyId, modulus: new Uint8Array(256), exponent: new Uint8Array(3) });
  const issuers = ['6000033', '5000023', '6000020', '3323333'].map((number) => named(cvKeyId(number)));
  const short = named(toUtf8('33'));
  assert.deepEqual(issuersByApplication([...issuers, short]), {
    text: [issuers[0], issuers[3]],
    surface: [issuers[1]],
  });
});
