import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64 } from '@kazasu/bytes';
import * as v from 'valibot';
import { CardImage, type CertificateId, SerialLinksResponse } from '../api.ts';
import {
  ADMIN,
  CHILD_OPTIONS,
  OPTIONS,
  somebody,
  TIME,
  testAuthority,
  VERIFIER,
  YEAR,
} from '../testing/authority.ts';

const authority = await testAuthority();

async function renewOverHttp(residentId: string, options: object): Promise<Response> {
  return authority.post(ADMIN, `/admin/residents/${residentId}/renewals`, options);
}

async function lineage(id: CertificateId): Promise<CertificateId[]> {
  const response = await authority.post(VERIFIER, '/v1/serial-links', id);
  return v.parse(SerialLinksResponse, await response.json()).lineage;
}

async function idsOf(residentId: string, role: string): Promise<CertificateId[]> {
  return (await authority.certificates(residentId)).filter((one) => one.role === role).map(({ id }) => id);
}

test('a renewal gives new keys and certificates and revokes the old ones as superseded at that time', async () => {
  const resident = somebody();
  const issuedAt = TIME - 4 * YEAR;
  const first = await authority.personalise({ resident, options: { ...OPTIONS, generation: 2, issuedAt } });
  const response = await renewOverHttp(resident.residentId, OPTIONS);
  assert.equal(response.status, 201);
  const second = v.parse(CardImage, await response.json());
  assert.notEqual(second.keys.authentication, first.keys.authentication);
  assert.equal(second.text.fourItems, first.text.fourItems);
  const listed = await authority.certificates(resident.residentId);
  assert.deepEqual(
    listed.map(({ role, notBefore, revokedAt, reason }) => [role, notBefore, revokedAt, reason]),
    [
      ['authentication', issuedAt, TIME, 'superseded'],
      ['signature', issuedAt, TIME, 'superseded'],
      ['authentication', TIME, undefined, undefined],
      ['signature', TIME, undefined, undefined],
    ],
  );
  const { serialNumber } = new X509Certificate(fromBase64(second.jpki.authenticationCertificate));
  assert.equal(listed[2]?.id.serial, serialNumber.toLowerCase());
});

test('the lineage of a certificate is those before it of the same role, oldest first, itself last', async () => {
  const resident = somebody();
  await authority.personalise({
    resident,
    options: { ...OPTIONS, generation: 2, issuedAt: TIME - 4 * YEAR },
  });
  await authority.renew(resident.residentId, { ...OPTIONS, issuedAt: TIME - 2 * YEAR });
  await authority.renew(resident.residentId, OPTIONS);
  for (const role of ['authentication', 'signature']) {
    const ids = await idsOf(resident.residentId, role);
    assert.equal(ids.length, 3);
    for (const [index, id] of ids.entries()) assert.deepEqual(await lineage(id), ids.slice(0, index + 1));
  }
  const [own] = await idsOf(resident.residentId, 'authentication');
  assert.deepEqual(await lineage({ issuerKeyId: own?.issuerKeyId ?? '', serial: `0000${own?.serial}` }), [
    own,
  ]);
});

test('the lineage of a signature certificate goes on after a card without one', async () => {
  const resident = somebody();
  await authority.personalise({ resident, options: { ...OPTIONS, issuedAt: TIME - 2 * YEAR } });
  await authority.renew(resident.residentId, { ...CHILD_OPTIONS, issuedAt: TIME - YEAR });
  await authority.renew(resident.residentId, OPTIONS);
  const ids = await idsOf(resident.residentId, 'signature');
  assert.equal(ids.length, 2);
  assert.deepEqual(await lineage(ids[1] as CertificateId), ids);
});

test('one person never appears in the lineage of another', async () => {
  const [one, other] = [somebody(), somebody()];
  await Promise.all(
    [one, other].map((resident) => authority.personalise({ resident, options: CHILD_OPTIONS })),
  );
  await Promise.all([one, other].map(({ residentId }) => authority.renew(residentId, CHILD_OPTIONS)));
  const [mine, theirs] = [
    await idsOf(one.residentId, 'authentication'),
    await idsOf(other.residentId, 'authentication'),
  ];
  assert.deepEqual(await lineage(mine[1] as CertificateId), mine);
  assert.deepEqual(await lineage(theirs[1] as CertificateId), theirs);
});

test('a certificate that was never issued has no lineage', async () => {
  const resident = somebody();
  await authority.personalise({ resident, options: CHILD_OPTIONS });
  const [known] = await idsOf(resident.residentId, 'authentication');
  assert.ok(known);
  for (const id of [
    { ...known, serial: '01020304' },
    { ...known, issuerKeyId: '00'.repeat(20) },
  ]) {
    const response = await authority.post(VERIFIER, '/v1/serial-links', id);
    assert.equal(response.status, 404);
    assert.equal(((await response.json()) as { error: string }).error, 'certificate_unknown');
  }
});

test('what was revoked for another reason, or had run out, is not revoked again', async () => {
  const resident = somebody();
  const { residentId } = resident;
  await authority.personalise({
    resident,
    options: { ...OPTIONS, generation: 2, issuedAt: TIME - 6 * YEAR },
  });
  await authority.renew(residentId, { ...OPTIONS, issuedAt: TIME - YEAR / 2 });
  const [expired] = await authority.certificates(residentId);
  assert.equal(expired?.reason, undefined);
  const [, id] = await idsOf(residentId, 'authentication');
  const lost = { reason: 'keyCompromise', at: TIME - 1000 };
  const path = `/admin/certificates/${id?.issuerKeyId}/${id?.serial}/revocation`;
  assert.equal((await authority.post(ADMIN, path, lost)).status, 204);
  await authority.renew(residentId, OPTIONS);
  const reasons = (await authority.certificates(residentId)).map(({ reason }) => reason);
  assert.deepEqual(reasons, [undefined, undefined, 'keyCompromise', 'superseded', undefined, undefined]);
});

test('a list made before a renewal is not served after it', async () => {
  const resident = somebody();
  await authority.personalise({ resident, options: CHILD_OPTIONS });
  const [id] = await idsOf(resident.residentId, 'authentication');
  const tag = async () =>
    (await authority.ask(VERIFIER, `/crl/${id?.issuerKeyId}/whole`)).headers.get('etag');
  const before = await tag();
  await authority.renew(resident.residentId, CHILD_OPTIONS);
  assert.notEqual(await tag(), before);
});

test('of two renewals at the same time one is refused and changes nothing', async () => {
  const resident = somebody();
  await authority.personalise({ resident, options: CHILD_OPTIONS });
  const answers = await Promise.all([1, 2, 3].map(() => renewOverHttp(resident.residentId, CHILD_OPTIONS)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
  const refused = answers.find(({ status }) => status === 409);
  assert.ok(refused);
  assert.equal(((await refused.json()) as { error: string }).error, 'card_conflict');
  const listed = await authority.certificates(resident.residentId);
  assert.deepEqual(
    listed.map(({ reason }) => reason),
    ['superseded', undefined],
  );
});

test('nobody unknown is renewed, and no card is older than the one before it', async () => {
  for (const residentId of ['nobody', 'NOT-AN-ID', 'x%00']) {
    const response = await renewOverHttp(residentId, OPTIONS);
    assert.equal(response.status, 404, residentId);
    assert.equal(((await response.json()) as { error: string }).error, 'resident_unknown');
  }
  const resident = somebody();
  await authority.personalise({ resident, options: OPTIONS });
  const early = await renewOverHttp(resident.residentId, { ...OPTIONS, issuedAt: TIME - 1000 });
  assert.equal(early.status, 400);
  assert.equal(((await early.json()) as { error: string }).error, 'issued_at_invalid');
});
