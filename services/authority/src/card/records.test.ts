/** Every signature on a card that is not an X.509 certificate's, judged by the command line of OpenSSL. */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import { concat, fromBase64, fromHex, fromUtf8, toBase64url, toHex } from '@kazasu/bytes';
import {
  type CvCertificate,
  fourItemsHashInput,
  parseAgeRecord,
  parseBareCvCertificate,
  parseBasicInformation,
  parseCardInformation,
  parseChipKey,
  parseCvCertificate,
  parseFace,
  parseIntegrity,
  parseMasterFile,
  parseMyNumberImage,
  parseSessionKey,
  parseSurfaceInformation,
  type RsaPublicKey,
} from '@kazasu/card';
import { openssl } from '@kazasu/pki/testing';
import type { CardImage, TrustResponse } from '../api.ts';
import { OPTIONS, somebody, testAuthority, VERIFIER } from '../testing/authority.ts';

const authority = await testAuthority();
const resident = somebody();
const card = await authority.personalise({ resident, options: OPTIONS });
const trust = (await (await authority.ask(VERIFIER, '/v1/trust')).json()) as TrustResponse;

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const file = (base64: string | undefined) => fromBase64(base64 ?? '');

function keyOf({ modulus, exponent }: RsaPublicKey) {
  return createPublicKey({
    key: { kty: 'RSA', n: toBase64url(modulus), e: toBase64url(exponent) },
    format: 'jwk',
  });
}

function pemOf(key: RsaPublicKey): string {
  return keyOf(key).export({ format: 'pem', type: 'spki' }).toString();
}

/** RSASSA-PKCS1-v1_5 with SHA-256. */
function assertSigned(by: RsaPublicKey, body: Uint8Array, signature: Uint8Array): void {
  const files = { 'key.pem': pemOf(by), body, signature };
  const { status, text } = openssl(files, [
    'dgst',
    '-sha256',
    '-verify',
    'key.pem',
    '-signature',
    'signature',
    'body',
  ]);
  assert.equal(status, 0, text);
}

function issuerOf(certificate: CvCertificate): RsaPublicKey {
  const issuer = trust.cardIssuerKeys.find(({ keyId }) => keyId === toHex(certificate.issuerKeyId));
  assert.ok(issuer, 'a trusted issuer');
  return { modulus: fromBase64(issuer.modulus), exponent: fromBase64(issuer.exponent) };
}

/** The number at the beginning of a key identifier and the group behind it. */
const nameOf = (keyId: Uint8Array) =>
  `${fromUtf8(keyId.subarray(0, 7))}/${fromUtf8(keyId.subarray(9, 12))} ${toHex(keyId.subarray(12))}`;

const textCertificate = parseCvCertificate(file(card.text.issuerCertificate));
const surfaceCertificate = parseCvCertificate(file(card.surface.issuerCertificate));

test('one key of the municipality is certified by the issuers of both applications', () => {
  assertSigned(issuerOf(textCertificate), textCertificate.body, textCertificate.signature);
  assertSigned(issuerOf(surfaceCertificate), surfaceCertificate.body, surfaceCertificate.signature);
  assert.equal(nameOf(textCertificate.issuerKeyId), '6000033/001 00000000');
  assert.equal(nameOf(surfaceCertificate.issuerKeyId), '6000023/001 00000000');
  for (const certificate of [textCertificate, surfaceCertificate]) {
    assert.equal(nameOf(certificate.subjectKeyId), '4810101/000 00000000');
  }
  assert.deepEqual(textCertificate.modulus, surfaceCertificate.modulus);
});

test('the text application: items and chip key are signed by the municipality', () => {
  const integrity = parseIntegrity(file(card.text.integrity));
  assertSigned(textCertificate, integrity.body, integrity.signature);
  assert.deepEqual(integrity.myNumberHash, sha256(file(card.text.myNumber)));
  assert.deepEqual(integrity.fourItemsHash, sha256(fourItemsHashInput(file(card.text.fourItems))));
  const chip = parseChipKey(file(card.text.chipKey));
  assertSigned(textCertificate, chip.body, chip.signature);
});

test('the surface application: age record, My Number image and face are signed by the municipality', () => {
  const age = parseAgeRecord(file(card.surface.ageRecord));
  assertSigned(surfaceCertificate, age.body, age.signature);
  assert.equal(age.birthdate, resident.birthdate);
  const image = parseMyNumberImage(file(card.surface.myNumberImage));
  assertSigned(surfaceCertificate, image.body, image.signature);
  const face = parseFace(file(card.surface.face));
  assert.deepEqual([face.birthdate, face.gender], [resident.birthdate, resident.gender]);
  // What stands in the signature, by hand: a DigestInfo of SHA-256 with 96 octets, which no verifier makes by itself.
  const recovered = openssl({ 'key.pem': pemOf(surfaceCertificate), signature: face.signature }, [
    'pkeyutl',
    '-verifyrecover',
    '-pubin',
    '-inkey',
    'key.pem',
    '-in',
    'signature',
    '-pkeyopt',
    'rsa_padding_mode:pkcs1',
    '-hexdump',
  ]);
  assert.equal(recovered.status, 0, recovered.text);
  const octets = [...recovered.text.matchAll(/^[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -]){1,16})/gm)]
    .map(([, row = '']) => row.replaceAll(/[ -]/g, ''))
    .join('');
  const groups = face.groups.map((group) => toHex(sha256(group))).join('');
  assert.equal(octets, `3071300d060960864801650304020105000460${groups}`);
});

test('the chain of the master file leads from its trusted issuer to the municipality', () => {
  const objects = Object.fromEntries(
    Object.entries(card.masterFile).map(([tag, base64]) => [tag, file(base64)]),
  );
  const { chain, issuer, intermediateKeyId, ...rest } = parseMasterFile(objects);
  const [upper, lower] = chain;
  assert.ok(upper && lower && issuer && intermediateKeyId);
  assertSigned(issuerOf(upper), upper.body, upper.signature);
  assertSigned(upper, lower.body, lower.signature);
  assert.equal(nameOf(issuer), '6000020/001 000000a8');
  assert.deepEqual(issuer, upper.issuerKeyId);
  assert.deepEqual(intermediateKeyId, upper.subjectKeyId);
  assert.deepEqual(lower.issuerKeyId, upper.subjectKeyId);
  assert.deepEqual(lower.modulus, textCertificate.modulus);
  const { serial, municipality, expiry } = parseCardInformation(file(card.common.cardInformation));
  assert.deepEqual(
    {
      cardId: rest.cardId,
      municipality: rest.municipality,
      expiry: rest.expiry,
      atr: toHex(rest.atr ?? new Uint8Array()),
    },
    { cardId: serial, municipality: '48101', expiry: '20360517', atr: '3be000ff8131fe4514' },
  );
  assert.equal(municipality, '48101');
  assert.equal(expiry, '20360517');
  assert.match(serial, /^4\d{14}$/);
  assert.throws(() =>
    parseBareCvCertificate(concat(fromHex('7f21820233'), objects['7f21'] ?? new Uint8Array())),
  );
});

test('each chip key of the files is the public half of a private key of its own', () => {
  const publicHalf = (pkcs8: string | undefined) =>
    toHex(
      new Uint8Array(
        createPublicKey(
          createPrivateKey({ key: Buffer.from(pkcs8 ?? '', 'base64'), format: 'der', type: 'pkcs8' }),
        ).export({ format: 'der', type: 'spki' }),
      ),
    );
  const written = (key: RsaPublicKey) =>
    toHex(new Uint8Array(keyOf(key).export({ format: 'der', type: 'spki' })));
  const { keys } = card;
  assert.equal(written(parseChipKey(file(card.text.chipKey)).key), publicHalf(keys.text));
  assert.equal(written(parseSessionKey(file(card.text.sessionKey))), publicHalf(keys.transport));
  for (const { key } of [
    parseAgeRecord(file(card.surface.ageRecord)),
    parseFace(file(card.surface.face)),
    parseMyNumberImage(file(card.surface.myNumberImage)),
  ]) {
    assert.equal(written(key), publicHalf(keys.surface));
  }
  const all = Object.values<string | undefined>(keys).map(publicHalf);
  assert.equal(all.length, 6);
  assert.equal(new Set(all).size, 6);
});

test('both applications say what the cards seen say, and name a key that nobody uses', () => {
  const text = file(card.text.basicInformation);
  assert.equal(toHex(text).slice(8, 22), 'df4104' + '01030e01');
  assert.equal(nameOf(parseBasicInformation(text).keyId), '6000034/001 00000000');
  const surface = parseSurfaceInformation(file(card.surface.basicInformation));
  assert.equal(toHex(surface.identification), '06030e01');
  assert.equal(nameOf(surface.keyId), '6000024/001 00000000');
  assert.equal(surface.municipality, '48101');
  assert.deepEqual(card.common.keyReference, card.juki.keyReference);
});

test('the printed numbers: A is the My Number, B is era date, year of expiry and a code of its own', async () => {
  const { numberA, numberB, birthdate, securityCode, expiry } = card.numbers;
  assert.equal(numberA, resident.myNumber);
  assert.match(securityCode, /^\d{4}$/);
  // 17 May 1988 is Shōwa 63; the tenth birthday after June 2026 is in 2036.
  assert.deepEqual([numberB, birthdate, expiry], [`6305172036${securityCode}`, '630517', '20360517']);
  const codes = new Set<string>([securityCode]);
  for (let i = 0; i < 3; i++) {
    codes.add((await authority.personalise({ resident: somebody(), options: OPTIONS })).numbers.securityCode);
  }
  assert.ok(codes.size > 1, 'codes are drawn');
});

test('municipalities sign with keys of their own, and two first starts on one key folder with the same', async () => {
  const elsewhere = { code: '48202', prefecture: 'Kaku-ken', city: 'Mihon-shi' };
  const again = await testAuthority();
  const signerOf = (image: CardImage) => {
    const { modulus, subjectKeyId } = parseCvCertificate(file(image.text.issuerCertificate));
    return `${nameOf(subjectKeyId)} ${toHex(sha256(modulus))}`;
  };
  const [first, second, other] = await Promise.all([
    authority.personalise({ resident: somebody({ municipality: elsewhere }), options: OPTIONS }),
    again.personalise({ resident: somebody({ municipality: elsewhere }), options: OPTIONS }),
    again.personalise({ resident: somebody(), options: OPTIONS }),
  ]);
  assert.equal(signerOf(first), signerOf(second));
  assert.equal(signerOf(other), signerOf(card));
  assert.match(signerOf(first), /^4820201\/000 /);
  assert.notEqual(signerOf(first).slice(-64), signerOf(card).slice(-64));
});
