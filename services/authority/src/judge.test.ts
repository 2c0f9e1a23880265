/** What the authority makes, judged by the other half of lib/pki, as a verifier does it. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64, toUtf8 } from '@kazasu/bytes';
import { openCard, sha256DigestInfo } from '@kazasu/card';
import { cardTransport, createVirtualCard, memoryInRam, openCardKeys } from '@kazasu/card/virtual';
import {
  type AuthenticationInput,
  createOcspRequest,
  crlScope,
  decisiveCheck,
  judgeAuthentication,
  parseCertificate,
  parseTextItems,
  SIGNATURE_PROFILE,
  validatePath,
} from '@kazasu/pki';
import { crlPointName, encodeName } from '@kazasu/pki/issue';
import { signingKeysIn } from '@kazasu/server/keys';
import { type CardImage, contentsOf, type TrustResponse } from './api.ts';
import { openHierarchy } from './ca/index.ts';
import { judgeIssued } from './card/judge-issued.ts';
import { ADMIN, OPTIONS, PINS, somebody, TIME, testAuthority, VERIFIER } from './testing/authority.ts';

const authority = await testAuthority();
const trust = (await (await authority.ask(VERIFIER, '/v1/trust')).json()) as TrustResponse;
const anchorsOf = (role: string) =>
  trust.anchors.filter((anchor) => anchor.role === role).map(({ certificate }) => fromBase64(certificate));

const resident = somebody({ name: '髙橋　花子', certificateName: '〓橋　花子', gender: '9' });
const image = await authority.personalise({ resident, options: OPTIONS });
const MESSAGE = toUtf8('a challenge');

/** The image put into a card, which signs the message after its PIN, as it does for a phone. */
async function proof(card: CardImage) {
  const { keys, pins } = card;
  const chip = openCardKeys({ authentication: fromBase64(keys.authentication) });
  const parts = { contents: contentsOf(card), memory: memoryInRam(pins), keys: chip, random: randomBytes };
  const reader = openCard(cardTransport(createVirtualCard(parts)));
  const certificate = await reader.readAuthenticationCertificate();
  const digest = new Uint8Array(createHash('sha256').update(MESSAGE).digest());
  const signature = await reader.signWithAuthenticationKey(
    toUtf8(PINS.authentication),
    sha256DigestInfo(digest),
  );
  return { certificate, signature };
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  assert.equal(response.status, 200);
  return new Uint8Array(await response.arrayBuffer());
}

async function judge(card: CardImage, revocation: AuthenticationInput['revocation']) {
  const anchors = anchorsOf('authentication');
  return judgeAuthentication({
    ...(await proof(card)),
    message: MESSAGE,
    anchors,
    time: authority.clock.now(),
    revocation,
  });
}

async function crl(scope: string): Promise<AuthenticationInput['revocation']> {
  const [listed] = await authority.certificates(resident.residentId);
  return {
    kind: 'crl',
    crl: await bytesOf(await authority.ask(VERIFIER, `/crl/${listed?.id.issuerKeyId}/${scope}`)),
  };
}

async function ocsp(card: CardImage): Promise<AuthenticationInput['revocation']> {
  const issuer = parseCertificate(fromBase64(card.jpki.authenticationCaCertificate));
  const { serial } = parseCertificate(fromBase64(card.jpki.authenticationCertificate));
  const nonce = new Uint8Array(randomBytes(32));
  const headers = { 'content-type': 'application/ocsp-request' };
  const body = createOcspRequest({ issuer, serial, nonce });
  const response = await bytesOf(await authority.ask(VERIFIER, '/ocsp', { method: 'POST', headers, body }));
  return { kind: 'ocsp', response, nonce };
}

const point = encodeName(crlPointName('authentication', 'JPKI-TEST', resident.municipality));
const municipal = crlScope(point);

test('a login with a card of the authority is valid by either list and by OCSP', async () => {
  const [listed] = await authority.certificates(resident.residentId);
  for (const revocation of [await crl('whole'), await crl(municipal), await ocsp(image)]) {
    const { report, issuerKeyId, serial } = await judge(image, revocation);
    assert.equal(report.verdict, 'valid', JSON.stringify(decisiveCheck(report)));
    assert.deepEqual({ issuerKeyId, serial }, listed?.id);
  }
});

test('after a revocation either list and OCSP make the login invalid, for that reason alone', async () => {
  const lost = somebody();
  const card = await authority.personalise({ resident: lost, options: OPTIONS });
  const [listed] = await authority.certificates(lost.residentId);
  const path = `/admin/certificates/${listed?.id.issuerKeyId}/${listed?.id.serial}/revocation`;
  assert.equal((await authority.post(ADMIN, path, { reason: 'keyCompromise' })).status, 204);
  for (const revocation of [await crl('whole'), await crl(municipal), await ocsp(card)]) {
    const { report } = await judge(card, revocation);
    assert.equal(report.verdict, 'invalid');
    const failed = report.checks.filter(({ status }) => status === 'failed');
    assert.equal(failed.length, 1, JSON.stringify(failed));
    assert.match(failed[0]?.id ?? '', /^revocation\./);
  }
});

test('a signature certificate of the authority is valid under its profile, and its items are those registered', () => {
  const certificate = parseCertificate(fromBase64(image.jpki.signatureCertificate ?? ''));
  const report = validatePath({
    certificate,
    anchors: anchorsOf('signature'),
    time: TIME,
    profile: SIGNATURE_PROFILE,
  });
  assert.equal(report.verdict, 'valid', JSON.stringify(decisiveCheck(report)));
  assert.deepEqual(parseTextItems(certificate), {
    name: '〓橋　花子',
    birthdate: resident.birthdate,
    birthdateComplete: true,
    gender: '3',
    address: resident.address,
    nameSubstituteFlags: '10000',
    addressSubstituteFlags: '0'.repeat([...resident.address].length),
  });
});

test('a certificate that a verifier would refuse is not handed out', async () => {
  const { store } = authority;
  const signing = signingKeysIn(authority.keys);
  const hierarchy = await openHierarchy({ store, signing, now: TIME, organisation: 'JPKI-TEST' });
  const ca = hierarchy.all.find(({ role, generation }) => role === 'authentication' && generation === 3);
  assert.ok(ca);
  const certificate = fromBase64(image.jpki.authenticationCertificate);
  judgeIssued(certificate, ca, { device: 'card', notBefore: TIME });
  const refused = (bytes: Uint8Array, at: number) =>
    assert.throws(() => judgeIssued(bytes, ca, { device: 'card', notBefore: at }), { code: 'internal' });
  refused(certificate, TIME - 1000);
  refused(ca.certificate, TIME);
  const damaged = Uint8Array.from(certificate);
  damaged[damaged.length - 1] = (damaged[damaged.length - 1] ?? 0) ^ 1;
  refused(damaged, TIME);
});
