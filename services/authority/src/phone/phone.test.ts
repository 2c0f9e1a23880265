import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, fromHex, toBase64, toHex, toPem, toUtf8 } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { openssl } from '@kazasu/pki/testing';
import type { CardImage, PhoneCertificates, PhoneRequest } from '../api.ts';
import { ADMIN, OPTIONS, somebody, testAuthority, VERIFIER, YEAR } from '../testing/authority.ts';
import { bring, holder } from '../testing/life.ts';
import {
  certificateHash,
  type PhoneKeys,
  phoneKeys,
  phoneRequest,
  proofsOf,
  signedByCard,
  statementOf,
} from '../testing/signing.ts';
import { verdictOn } from '../testing/verdict.ts';

const authority = await testAuthority();
const keys = await phoneKeys();
const otherKeys = await phoneKeys();
const now = () => authority.clock.now();

/** Nobody needs a token: the card's signature says who asks. */
async function ask(request: PhoneRequest | object): Promise<Response> {
  return authority.post(undefined, '/phone/certificates', request);
}

async function issued(image: CardImage, pair?: PhoneKeys): Promise<PhoneCertificates> {
  const own = pair ?? (await phoneKeys());
  const response = await ask(phoneRequest(image, own, now()));
  assert.equal(response.status, 201, await response.clone().text());
  return (await response.json()) as PhoneCertificates;
}

async function refused(request: object, code: string): Promise<void> {
  const response = await ask(request);
  assert.equal(((await response.json()) as { error: string }).error, code);
}

async function verdicts(phone: PhoneCertificates): Promise<[string, string]> {
  const { municipality } = somebody();
  const authentication = {
    certificate: phone.authenticationCertificate,
    issuer: phone.authenticationCaCertificate,
  };
  const signature = { certificate: phone.signatureCertificate, issuer: phone.signatureCaCertificate };
  return [
    await verdictOn(authority, { role: 'authentication', municipality, ...authentication }),
    await verdictOn(authority, { role: 'signature', municipality, ...signature }),
  ];
}

test('a phone gets two certificates for its own keys, with policies and serial numbers of their own', async () => {
  const { resident, image } = await holder(authority);
  const phone = await issued(image, keys);
  const policies = [
    [phone.authenticationCertificate, keys.authentication.spki, '1.2.392.200149.8.5.1.3.50'],
    [phone.signatureCertificate, keys.signature.spki, '1.2.392.200149.8.5.1.1.40'],
  ] as const;
  for (const [base64, spki, policy] of policies) {
    const certificate = parseCertificate(fromBase64(base64));
    assert.equal(toBase64(certificate.spki.encoded), spki);
    const files = { 'own.pem': toPem('CERTIFICATE', fromBase64(base64)) };
    const { text } = openssl(files, ['x509', '-in', 'own.pem', '-noout', '-text']);
    assert.match(text, new RegExp(`Policy: ${policy.replaceAll('.', '\\.')}\\n`));
    assert.doesNotMatch(text, /8\.5\.1\.[13]\.[23]0/);
  }
  assert.deepEqual(await verdicts(phone), ['good', 'good']);
  const listed = await authority.certificates(resident.residentId);
  assert.deepEqual(
    listed.map(({ device, role, state }) => [device, role, state]),
    [
      ['card', 'authentication', 'valid'],
      ['card', 'signature', 'valid'],
      ['phone', 'authentication', 'valid'],
      ['phone', 'signature', 'valid'],
    ],
  );
  assert.deepEqual(listed[2]?.notAfter, listed[0]?.notAfter);
  assert.equal(new Set(listed.map(({ id }) => id.serial)).size, 4);
});

test('OpenSSL follows the paths of both certificates of a phone', async () => {
  const { image } = await holder(authority);
  const phone = await issued(image);
  for (const role of ['authentication', 'signature'] as const) {
    const files = {
      'own.pem': toPem('CERTIFICATE', fromBase64(phone[`${role}Certificate`])),
      'ca.pem': toPem('CERTIFICATE', fromBase64(phone[`${role}CaCertificate`])),
    };
    const at = String(Math.floor(now() / 1000));
    const { text } = openssl(files, ['verify', '-attime', at, '-CAfile', 'ca.pem', 'own.pem']);
    assert.match(text, /own\.pem: OK/);
  }
});

test('the lineage of a certificate leads through card and phone, in the order of issue', async () => {
  const { resident, image } = await holder(authority);
  await issued(image);
  await bring(authority, resident.residentId, 'renewal', OPTIONS);
  const ids = (await authority.certificates(resident.residentId)).filter(
    ({ role }) => role === 'authentication',
  );
  const [first, second, phone] = ids.map(({ id }) => id);
  const lineage = async (id: unknown) => (await authority.post(VERIFIER, '/v1/serial-links', id)).json();
  assert.deepEqual(await lineage(phone), { lineage: [first, phone] });
  assert.deepEqual(await lineage(second), { lineage: [first, phone, second] });
});

test('each certificate of a phone ends with that of the card for the same role; a hold of the card leaves it alone', async () => {
  const ends = [
    ['move', { address: '架空県かざす市読取九丁目' }, 'good', 'cessationOfOperation'],
    ['loss', {}, 'good', 'good'],
    ['renewal', OPTIONS, 'cessationOfOperation', 'cessationOfOperation'],
    ['reissue', { cause: 'lost', options: OPTIONS }, 'cessationOfOperation', 'cessationOfOperation'],
    ['death', {}, 'cessationOfOperation', 'cessationOfOperation'],
    ['departure', {}, 'cessationOfOperation', 'cessationOfOperation'],
    ['key-compromise', { roles: ['authentication'] }, 'cessationOfOperation', 'good'],
    ['phone-end', {}, 'cessationOfOperation', 'cessationOfOperation'],
  ] as const;
  const brought: [PhoneCertificates, string[], string][] = [];
  for (const [event, body, ...expected] of ends) {
    const { resident, image } = await holder(authority);
    const phone = await issued(image);
    await bring(authority, resident.residentId, event, body);
    brought.push([phone, expected, event]);
  }
  // Afterwards, so that OpenSSL judges each list once for all of them.
  for (const [phone, expected, event] of brought) assert.deepEqual(await verdicts(phone), expected, event);
});

test('a revocation by number of a certificate of the card ends that of the phone', async () => {
  const { resident, image } = await holder(authority);
  const phone = await issued(image);
  const [, signature] = await authority.certificates(resident.residentId);
  const path = `/admin/certificates/${signature?.id.issuerKeyId}/${signature?.id.serial}/revocation`;
  assert.deepEqual(await verdicts(phone), ['good', 'good']);
  await authority.post(ADMIN, path, { reason: 'keyCompromise' });
  assert.deepEqual(await verdicts(phone), ['good', 'cessationOfOperation']);
});

test('a new phone takes the place of the one before', async () => {
  const { image } = await holder(authority);
  const first = await issued(image);
  const second = await issued(image, otherKeys);
  assert.deepEqual(await verdicts(first), ['superseded', 'superseded']);
  assert.deepEqual(await verdicts(second), ['good', 'good']);
});

test('a request is honoured once, however many times it comes at once', async () => {
  const keys = await phoneKeys();
  const { image } = await holder(authority);
  const request = phoneRequest(image, keys, now());
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(request)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [
    201,
    ...Array.from({ length: 7 }, () => 409),
  ]);
  await refused(request, 'signed_message_used');
});

test('only a living card can ask: not one that is lost, moved away from, replaced, or has run out', async () => {
  for (const [event, body] of [
    ['loss', {}],
    ['move', { address: '架空県かざす市読取九丁目' }],
    ['renewal', OPTIONS],
    ['death', {}],
  ] as const) {
    const { resident, image } = await holder(authority);
    await bring(authority, resident.residentId, event, body);
    await refused(phoneRequest(image, keys, now()), 'signed_message_invalid');
  }
  const { resident, image } = await holder(authority);
  await bring(authority, resident.residentId, 'key-compromise', { roles: ['authentication'] });
  await refused(phoneRequest(image, keys, now()), 'card_state');
  const old = somebody();
  const options = { ...OPTIONS, issuedAt: now() - 6 * YEAR, generation: 2 } as const;
  const expired = await authority.personalise({ resident: old, options });
  await refused(phoneRequest(expired, keys, now()), 'signed_message_invalid');
});

test('a request of another time, other hands or another form is refused', async () => {
  const keys = await phoneKeys();
  const { image } = await holder(authority);
  const invalid = 'signed_message_invalid';
  await refused(phoneRequest(image, keys, now() - 5 * 60_000 - 1), invalid);
  await refused(phoneRequest(image, keys, now() + 60_001), invalid);
  const good = phoneRequest(image, keys, now());
  const other = await holder(authority);
  const foreign = { ...good.request, certificate: other.image.jpki.signatureCertificate };
  await refused({ ...good, request: foreign }, invalid);
  const byWrongRole = { ...good.request, certificate: image.jpki.authenticationCertificate };
  await refused({ ...good, request: byWrongRole }, invalid);
  await refused({ ...good, proofs: proofsOf(otherKeys, fromBase64(good.request.statement)) }, invalid);
  await refused({ ...good, proofs: { ...good.proofs, signature: good.proofs.authentication } }, invalid);
  const spki = keys.authentication.spki;
  const one = statementOf('phone', {
    at: now(),
    certificateHash: certificateHash(image),
    authenticationKey: spki,
    signatureKey: spki,
  });
  const proof = keys.authentication.sign(one);
  await refused(
    { request: signedByCard(image, one), proofs: { authentication: proof, signature: proof } },
    invalid,
  );
  const loose = toUtf8(` ${Buffer.from(good.request.statement, 'base64').toString()}`);
  await refused({ request: signedByCard(image, loose), proofs: proofsOf(keys, loose) }, invalid);
  await refused({ ...good, request: { ...good.request, certificate: 'AAAA' } }, invalid);
  await refused({ ...good, more: 1 }, 'request_invalid');
  await refused({ ...good, request: { ...good.request, statement: 'A'.repeat(9000) } }, 'request_invalid');
  assert.equal((await ask(good)).status, 201);
});

test('no signature that a relying party can have somebody give is a request: neither that of the card nor those of a phone', async () => {
  const keys = await phoneKeys();
  const { image } = await holder(authority);
  const good = phoneRequest(image, keys, now());
  const octets = fromBase64(good.request.statement);
  for (const way of ['digest', 'bare-hash'] as const) {
    await refused({ ...good, request: signedByCard(image, octets, way) }, 'signed_message_invalid');
    for (const role of ['authentication', 'signature'] as const) {
      const proofs = { ...good.proofs, [role]: keys[role].sign(octets, way) };
      await refused({ ...good, proofs }, 'signed_message_invalid');
    }
  }
  assert.equal((await ask(good)).status, 201);
});

test('a phone shows its keys to the card that signs: nobody else gets a certificate for them, before or after', async () => {
  const keys = await phoneKeys();
  const [own, other] = [await holder(authority), await holder(authority)];
  const good = phoneRequest(own.image, keys, now());
  const octets = fromBase64(good.request.statement);
  const taken = { request: signedByCard(other.image, octets), proofs: good.proofs };
  await refused(taken, 'signed_message_invalid');
  assert.equal((await ask(good)).status, 201);
  await refused(phoneRequest(other.image, keys, now()), 'signed_message_invalid');
  const mixed = { ...(await phoneKeys()), signature: keys.authentication };
  await refused(phoneRequest(other.image, mixed, now()), 'signed_message_invalid');
  assert.equal((await ask(phoneRequest(own.image, keys, now()))).status, 201);
});

test('a key that is not in DER, or followed by something, is refused', async () => {
  const { image } = await holder(authority);
  const hex = toHex(fromBase64(keys.authentication.spki));
  const spellings = [`${hex}0500`, `3083000122${hex.slice(8)}`, `3080${hex.slice(8)}0000`];
  // Without the NULL of the algorithm's parameters.
  spellings.push(`30820120300b06092a864886f70d010101${hex.slice(2 * (4 + 15))}`);
  for (const spelling of spellings) {
    const odd = { ...keys.authentication, spki: toBase64(fromHex(spelling)) };
    await refused(
      phoneRequest(image, { ...otherKeys, authentication: odd }, now()),
      'signed_message_invalid',
    );
    await refused(phoneRequest(image, { ...keys, signature: odd }, now()), 'signed_message_invalid');
  }
});

test('messages that are too old to be honoured are forgotten, the young ones are not', async () => {
  const own = await testAuthority();
  const { image } = await holder(own);
  const request = phoneRequest(image, keys, own.clock.now());
  assert.equal((await own.post(undefined, '/phone/certificates', request)).status, 201);
  const count = async () => (await own.store.run('SELECT hash FROM authority_message')).length;
  own.clock.advance(4 * 60_000);
  await own.post(undefined, '/phone/certificates', phoneRequest(image, keys, own.clock.now()));
  assert.equal(await count(), 2);
  own.clock.advance(2 * 60_000 + 1);
  await own.post(undefined, '/phone/certificates', phoneRequest(image, keys, own.clock.now()));
  await own.sweep();
  assert.equal(await count(), 2);
  const again = await own.post(undefined, '/phone/certificates', request);
  assert.equal(((await again.json()) as { error: string }).error, 'signed_message_invalid');
});

test('a statement of one kind is none of the other', async () => {
  const { image } = await holder(authority);
  const consent = statementOf('consent', {
    at: now(),
    verifierId: 'default',
    service: 'Kazasu',
    purpose: 'account',
  });
  await refused(
    { request: signedByCard(image, consent), proofs: proofsOf(keys, consent) },
    'signed_message_invalid',
  );
  const phone = phoneRequest(image, keys, now()).request;
  const response = await authority.post(VERIFIER, '/v1/consents', phone);
  assert.equal(((await response.json()) as { error: string }).error, 'signed_message_invalid');
});
