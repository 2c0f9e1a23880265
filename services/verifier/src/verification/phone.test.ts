import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PhoneCertificates } from '@kazasu/authority/api';
import { type PhoneKeys, phoneKeys, phoneRequest } from '@kazasu/authority/testing';
import { toBase64, toUtf8 } from '@kazasu/bytes';
import {
  createWorld,
  must,
  PURPOSE,
  type Signed,
  sha256,
  signDocuments,
  type World,
} from '../testing/index.ts';
import type { Verification } from './answer.ts';

let keys: PhoneKeys;
before(async () => {
  keys = await phoneKeys();
});

/** What somebody's card and phone make of one document, and the answers to both. */
async function verdicts(world: World): Promise<readonly Verification[]> {
  const image = await world.card();
  const { authority } = world;
  const request = phoneRequest(image, keys, authority.clock.now());
  const phone = (await must(
    201,
    await authority.post(undefined, '/phone/certificates', request),
  )) as PhoneCertificates;
  const byPhone: Signed = {
    certificate: phone.signatureCertificate,
    signatures: [
      {
        digest: toBase64(sha256('a contract')),
        signature: keys.signature.sign(toUtf8('a contract'), 'digest'),
      },
    ],
  };
  const member = await world.tenant();
  const verified = async (signed: Signed) =>
    (await must(201, await member.verify({ purpose: PURPOSE, ...signed }))) as Verification;
  const answers = [await verified(signDocuments(image, ['a contract'])), await verified(byPhone)];
  for (const { id, device } of answers) {
    const again = (await must(200, await member.ask(`/v1/verifications/${id}`))) as Verification;
    assert.equal(again.device, device, 'the record says it too');
  }
  return answers;
}

test('where the operator takes phones, card and phone are one person, and the answer says which it was', async () => {
  const world = await createWorld({ phoneCertificates: true });
  after(() => world.close());
  const [card, phone] = await verdicts(world);
  assert.deepEqual([card?.verdict, card?.device], ['valid', 'card']);
  assert.deepEqual([phone?.verdict, phone?.device], ['valid', 'phone'], JSON.stringify(phone?.words));
  assert.ok(card?.personId);
  assert.equal(phone?.personId, card.personId);
});

test('where the operator did not say so a phone will not do, and nobody is told who it was', async () => {
  const world = await createWorld();
  after(() => world.close());
  const [card, phone] = await verdicts(world);
  assert.deepEqual([card?.verdict, card?.device], ['valid', 'card']);
  assert.deepEqual([phone?.verdict, phone?.device], ['invalid', undefined]);
  assert.deepEqual([phone?.personId, phone?.items], [undefined, undefined]);
  const failed = phone?.report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
  assert.deepEqual(failed, ['path.policy']);
});
