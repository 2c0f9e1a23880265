import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { verifyCms } from '../../cades/index.ts';
import { SigningTown } from '../../cms/testing/signers.ts';
import { codeOf, faults } from '../../testing/faults.ts';
import { NOW } from '../../testing/hierarchy.ts';
import { assembleCms, type CmsOrder, type CmsParts, digestInfoOf, prepareCms } from '../index.ts';
import { cardOf, sha256, signatureFor } from '../testing/card.ts';

const town = new SigningTown();
const certificate = town.derOf('rsa');
const key = town.shop.privateKey('rsa');
const CONTENT = toUtf8('賃料は月額100,000円とする。\n');
const contentDigest = sha256(CONTENT);
const options = { anchors: [town.ca], timestampAnchors: [town.timeCa], time: NOW };
const crls = [town.crl(), town.crl({ issuer: 'time-ca' })];

function assembled(order: Partial<CmsOrder> = {}, parts: Partial<CmsParts> = {}): Uint8Array {
  const prepared = prepareCms({ contentDigest, signingTime: NOW, ...order });
  return assembleCms(prepared, { signature: signatureFor(prepared.digest, key), certificate, ...parts });
}

for (const known of [true, false]) {
  for (const enveloping of [true, false]) {
    test(`a CMS ${known ? 'with' : 'without'} the signing-certificate attribute, ${enveloping ? 'enveloping' : 'detached'}, is good to OpenSSL and to the judge`, () => {
      const der = assembled(known ? { certificate } : {}, enveloping ? { content: CONTENT } : {});
      const opinion = town.cmsOpinion(der, enveloping ? undefined : CONTENT);
      assert.ok(opinion.accepts, opinion.text);
      const report = verifyCms(der, { ...options, crls, ...(!enveloping && { content: CONTENT }) });
      assert.deepEqual(report.signatures.flatMap(faults), []);
      assert.equal(report.indication, 'TOTAL-PASSED');
      assert.equal(report.format, known ? 'CAdES' : 'CMS');
      assert.equal(report.signatures[0]?.claimedTime, NOW);
    });
  }
}

test('the bare digest signed is refused by a code of its own', () => {
  const prepared = prepareCms({ contentDigest });
  const signature = cardOf(key)(prepared.digest);
  assert.equal(
    codeOf(() => assembleCms(prepared, { signature, certificate })),
    'pki/signature-bare',
  );
  assert.equal(digestInfoOf(prepared.digest).length, 51);
});
