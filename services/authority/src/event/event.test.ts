/** What each event does to the certificates of card and holder, as every judge finds it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardImage, CertificateList, EventName, ResidentRecord } from '../api.ts';
import {
  ADMIN,
  CHILD_OPTIONS,
  OPTIONS,
  PINS,
  somebody,
  testAuthority,
  VERIFIER,
} from '../testing/authority.ts';
import { BODIES, bring, holder, residentIn } from '../testing/life.ts';
import { verdictOn } from '../testing/verdict.ts';

const authority = await testAuthority();

/** Authentication, then signature. */
async function verdicts(image: CardImage, { municipality }: ResidentRecord): Promise<[string, string]> {
  const { jpki } = image;
  const authentication = {
    role: 'authentication',
    certificate: jpki.authenticationCertificate,
    issuer: jpki.authenticationCaCertificate,
    municipality,
  } as const;
  const signature = {
    role: 'signature',
    certificate: jpki.signatureCertificate ?? '',
    issuer: jpki.signatureCaCertificate,
    municipality,
  } as const;
  return [await verdictOn(authority, authentication), await verdictOn(authority, signature)];
}

/** What an event makes of the certificates of a card in its holder's hand; written by hand a second time. */
const ENDS: readonly (readonly [EventName, object, string, string])[] = [
  ['loss', {}, 'certificateHold', 'certificateHold'],
  ['move', BODIES.move, 'good', 'affiliationChanged'],
  ['correction', { name: '見本　華子' }, 'good', 'affiliationChanged'],
  ['correction', { gender: '9' }, 'good', 'affiliationChanged'],
  ['correction', { birthdate: '19880518' }, 'good', 'affiliationChanged'],
  ['card-writing', {}, 'good', 'good'],
  ['pin-reset', { signature: 'OTHER7' }, 'good', 'good'],
  ['signature-certificate', { password: 'NEW456' }, 'good', 'superseded'],
  ['renewal', OPTIONS, 'superseded', 'superseded'],
  ['reissue', { cause: 'damaged', options: OPTIONS }, 'superseded', 'superseded'],
  ['reissue', { cause: 'lost', options: OPTIONS }, 'cessationOfOperation', 'cessationOfOperation'],
  ['return', {}, 'cessationOfOperation', 'cessationOfOperation'],
  ['departure', {}, 'cessationOfOperation', 'cessationOfOperation'],
  ['death', {}, 'cessationOfOperation', 'cessationOfOperation'],
  ['revocation-request', { roles: ['signature'] }, 'good', 'cessationOfOperation'],
  ['revocation-request', { roles: ['authentication'] }, 'cessationOfOperation', 'good'],
  ['key-compromise', { roles: ['authentication', 'signature'] }, 'keyCompromise', 'keyCompromise'],
  ['phone-end', {}, 'good', 'good'],
];

test('lists and OCSP say at once what an event made of the certificates, and lib/pki and OpenSSL agree', async () => {
  for (const [event, body, authentication, signature] of ENDS) {
    const { resident, image } = await holder(authority);
    assert.deepEqual(await verdicts(image, resident), ['good', 'good'], event);
    await bring(authority, resident.residentId, event, body);
    const found = await verdicts(image, resident);
    assert.deepEqual(found, [authentication, signature], `${event} ${JSON.stringify(body)}`);
  }
});

test('a card that is found is good again, and what was revoked while it was lost stays revoked', async () => {
  const { resident, image } = await holder(authority);
  const { residentId } = resident;
  await bring(authority, residentId, 'loss');
  await bring(authority, residentId, 'recovery');
  assert.deepEqual(await verdicts(image, resident), ['good', 'good']);
  await bring(authority, residentId, 'loss');
  await bring(authority, residentId, 'move', BODIES.move);
  await bring(authority, residentId, 'recovery');
  assert.deepEqual(await verdicts(image, resident), ['good', 'affiliationChanged']);
});

test('a lost card that is replaced is not found any more', async () => {
  const { resident, image } = await holder(authority);
  await bring(authority, resident.residentId, 'loss');
  const { image: second } = await bring(authority, resident.residentId, 'reissue', BODIES.reissue);
  assert.deepEqual(await verdicts(image, resident), ['cessationOfOperation', 'cessationOfOperation']);
  assert.ok(second);
  assert.deepEqual(await verdicts(second, resident), ['good', 'good']);
  const path = `/admin/residents/${resident.residentId}/events/recovery`;
  assert.equal((await authority.post(ADMIN, path, {})).status, 409);
});

test('the certificates of a card that waits at the counter are on hold until it is handed over', async () => {
  const { resident, image } = await residentIn(authority, 'made');
  assert.ok(image);
  assert.deepEqual(await verdicts(image, resident), ['certificateHold', 'certificateHold']);
  const { resident: view, instruction } = await bring(authority, resident.residentId, 'hand-over', {
    pins: PINS,
  });
  assert.ok(instruction);
  assert.deepEqual(await verdicts(image, resident), ['good', 'good']);
  assert.deepEqual(
    view.certificates.map(({ state }) => state),
    ['valid', 'valid'],
  );
});

test('a card that was never handed over takes its certificates along when it is returned', async () => {
  const { resident, image } = await residentIn(authority, 'made');
  assert.ok(image);
  await bring(authority, resident.residentId, 'return');
  assert.deepEqual(await verdicts(image, resident), ['cessationOfOperation', 'cessationOfOperation']);
});

test('who comes back after leaving the country, or has returned a card, gets another one that is linked to it', async () => {
  for (const event of ['departure', 'return'] as const) {
    const { resident } = await holder(authority);
    const { residentId } = resident;
    await bring(authority, residentId, event);
    const { resident: ordered } = await bring(authority, residentId, 'application', { signature: true });
    assert.equal(ordered.status, 'resident');
    const { image } = await bring(authority, residentId, 'making');
    await bring(authority, residentId, 'hand-over', { pins: PINS });
    assert.ok(image);
    assert.deepEqual(await verdicts(image, resident), ['good', 'good']);
    const last = (await authority.certificates(residentId)).filter(({ role }) => role === 'signature').at(-1);
    const response = await authority.post(VERIFIER, '/v1/serial-links', last?.id);
    assert.equal(((await response.json()) as { lineage: unknown[] }).lineage.length, 2);
  }
});

test('a move changes the register, and a new signature certificate carries the new address', async () => {
  const { resident } = await holder(authority);
  const municipality = { code: '48102', prefecture: 'Kaku-ken', city: 'Tonari-shi' };
  const address = '架空県となり市駅前一丁目１番１号';
  const { resident: view } = await bring(authority, resident.residentId, 'move', { address, municipality });
  assert.deepEqual(view.record, { ...resident, address, municipality });
  const living = (list: CertificateList['certificates']) =>
    list.filter(({ state }) => state === 'valid').map(({ role }) => role);
  assert.deepEqual(living(view.certificates), ['authentication']);
  const after = await bring(authority, resident.residentId, 'signature-certificate', { password: 'NEW456' });
  assert.deepEqual(living(after.resident.certificates), ['authentication', 'signature']);
  const ids = after.resident.certificates.filter(({ role }) => role === 'signature').map(({ id }) => id);
  const linked = await authority.post(VERIFIER, '/v1/serial-links', ids[1]);
  assert.deepEqual(await linked.json(), { lineage: ids });
});

test('what the register cannot hold is refused, and nothing is changed or revoked', async () => {
  const { resident, image } = await holder(authority);
  const path = (event: string) => `/admin/residents/${resident.residentId}/events/${event}`;
  const wrong: readonly (readonly [string, object, string])[] = [
    ['move', { address: '髙' }, 'record_invalid'],
    ['move', { address: '' }, 'request_invalid'],
    ['move', {}, 'request_invalid'],
    ['correction', {}, 'request_invalid'],
    ['correction', { certificateName: '〓' }, 'request_invalid'],
    ['correction', { birthdate: '20250230' }, 'record_invalid'],
    ['correction', { myNumber: '123456789018' }, 'request_invalid'],
    ['loss', { more: 1 }, 'request_invalid'],
    ['pin-reset', {}, 'request_invalid'],
    ['pin-reset', { authentication: '12345' }, 'request_invalid'],
    ['pin-reset', { signature: 'abc123' }, 'request_invalid'],
    ['revocation-request', { roles: [] }, 'request_invalid'],
    ['reissue', { cause: 'bored', options: OPTIONS }, 'request_invalid'],
    ['card-writing', { face: 'AAAA' }, 'face_invalid'],
    ['nothing', {}, 'event_unknown'],
    ['constructor', {}, 'event_unknown'],
  ];
  for (const [event, body, code] of wrong) {
    const response = await authority.post(ADMIN, path(event), body);
    assert.equal(
      ((await response.json()) as { error: string }).error,
      code,
      `${event} ${JSON.stringify(body)}`,
    );
  }
  assert.deepEqual(await verdicts(image, resident), ['good', 'good']);
});

test('a card without a signature key gets no password, a child no certificate', async () => {
  const child = somebody({ birthdate: '20180517' });
  await authority.personalise({ resident: child, options: CHILD_OPTIONS });
  for (const [event, body] of [
    ['pin-reset', { signature: 'ABC123' }],
    ['signature-certificate', { password: 'ABC123' }],
  ] as const) {
    const response = await authority.post(
      ADMIN,
      `/admin/residents/${child.residentId}/events/${event}`,
      body,
    );
    assert.equal(((await response.json()) as { error: string }).error, 'signature_not_allowed', event);
  }
  const young = somebody({ birthdate: '20180517' });
  const application = { resident: young, signature: true };
  const response = await authority.post(ADMIN, '/admin/applications', application);
  assert.equal(((await response.json()) as { error: string }).error, 'signature_not_allowed');
});

test('an application is made once, and its portrait is looked at before anything is stored', async () => {
  const resident = somebody();
  const portrait = Buffer.from('no picture').toString('base64');
  const bad = await authority.post(ADMIN, '/admin/applications', { resident, signature: true, portrait });
  assert.equal(((await bad.json()) as { error: string }).error, 'portrait_invalid');
  const answers = await Promise.all(
    [1, 2, 3].map(() => authority.post(ADMIN, '/admin/applications', { resident, signature: true })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
});
