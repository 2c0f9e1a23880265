/** What the counter tells a card that exists. */
import assert from 'node:assert/strict';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64, toBase64, toBase64url } from '@kazasu/bytes';
import { parseCvCertificate, parseFace, parseFourItems } from '@kazasu/card';
import { parseCertificate, parseTextItems } from '@kazasu/pki';
import { type CardImage, type CardInstruction, parseCardWriting } from '../api.ts';
import { PINS, testAuthority } from '../testing/authority.ts';
import { BODIES, bring, holder, post, residentIn } from '../testing/life.ts';

const authority = await testAuthority();

/** By the certificate on the card itself, as a card would. */
function isBelieved({ text }: CardImage, { body, signature }: CardInstruction): boolean {
  const { modulus, exponent } = parseCvCertificate(fromBase64(text.issuerCertificate));
  const jwk = { kty: 'RSA', n: toBase64url(modulus), e: toBase64url(exponent) };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('sha256', fromBase64(body), key, fromBase64(signature));
}

function read(image: CardImage, instruction: CardInstruction | undefined) {
  assert.ok(instruction);
  assert.ok(isBelieved(image, instruction));
  const writing = parseCardWriting(instruction);
  assert.ok(writing);
  const { serialNumber } = new X509Certificate(fromBase64(image.jpki.authenticationCertificate));
  assert.equal(writing.card, serialNumber.toLowerCase());
  return writing;
}

test('PINs are set at the hand-over, and the card has travelled under others', async () => {
  const { resident, image } = await residentIn(authority, 'made');
  assert.ok(image);
  assert.match(image.pins.signature ?? '', /^T\d{15}$/);
  assert.match(image.pins.authentication, /^\d{4}$/);
  const { instruction } = await bring(authority, resident.residentId, 'hand-over', { pins: PINS });
  const writing = read(image, instruction);
  assert.deepEqual(writing.pins, { ...PINS, juki: PINS.text });
  assert.equal(writing.number, 1);
});

test('a PIN is reset by an instruction for this card alone, and each has a higher number', async () => {
  const { resident, image } = await holder(authority);
  const other = await holder(authority);
  const first = await bring(authority, resident.residentId, 'pin-reset', { authentication: '9876' });
  const second = await bring(authority, resident.residentId, 'pin-reset', { text: '1111', juki: '2222' });
  const [one, two] = [read(image, first.instruction), read(image, second.instruction)];
  assert.deepEqual([one.number, one.pins], [1, { authentication: '9876' }]);
  assert.deepEqual([two.number, two.pins], [2, { text: '1111', juki: '2222' }]);
  const foreign = new X509Certificate(fromBase64(other.image.jpki.authenticationCertificate)).serialNumber;
  assert.notEqual(one.card, foreign.toLowerCase());
});

test('after a move the records are written anew, with the face if it is brought along, signed as before', async () => {
  const { resident, image } = await holder(authority);
  const municipality = { code: '48103', prefecture: 'Kaku-ken', city: 'Mukou-shi' };
  const address = '架空県むこう市川端二丁目２２番１２号';
  await bring(authority, resident.residentId, 'move', { address, municipality });
  const plain = await bring(authority, resident.residentId, 'card-writing');
  const writing = read(image, plain.instruction);
  assert.equal(writing.surface, undefined);
  assert.equal(parseFourItems(fromBase64(writing.text?.fourItems ?? '')).address, address);
  const { face } = image.surface;
  const full = read(
    image,
    (await bring(authority, resident.residentId, 'card-writing', { face })).instruction,
  );
  const before = parseFace(fromBase64(face));
  const after = parseFace(fromBase64(full.surface?.face ?? ''));
  assert.deepEqual(
    [after.portrait, after.nameImage, after.expiry],
    [before.portrait, before.nameImage, before.expiry],
  );
  assert.notDeepEqual(after.addressImage, before.addressImage);
  // What was written may be brought along again; a face that somebody changed, or of another card, may not.
  await bring(authority, resident.residentId, 'card-writing', { face: full.surface?.face ?? '' });
  const damaged = fromBase64(face);
  const at = Buffer.from(damaged).indexOf(before.portrait) + 100;
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  assert.doesNotThrow(() => parseFace(damaged));
  const other = await holder(authority);
  for (const wrong of [toBase64(damaged), other.image.surface.face]) {
    const response = await post(authority, resident.residentId, 'card-writing', { face: wrong });
    assert.equal(((await response.json()) as { error: string }).error, 'face_invalid');
  }
});

test('a new signature certificate comes with its key and password, and says what the register says', async () => {
  const { resident, image } = await holder(authority);
  await bring(authority, resident.residentId, 'correction', BODIES.correction);
  const { instruction } = await bring(authority, resident.residentId, 'signature-certificate', {
    password: 'NEW456',
  });
  const { pins, signature } = read(image, instruction);
  assert.ok(signature);
  assert.deepEqual(pins, { signature: 'NEW456' });
  const certificate = new X509Certificate(fromBase64(signature.certificate));
  assert.ok(certificate.verify(new X509Certificate(fromBase64(signature.caCertificate)).publicKey));
  const privateKey = Buffer.from(signature.privateKey, 'base64');
  const own = createPublicKey({ key: privateKey, format: 'der', type: 'pkcs8' } as never);
  assert.ok(own.equals(certificate.publicKey));
  const items = parseTextItems(parseCertificate(fromBase64(signature.certificate)));
  assert.equal(items.name, '見本　華子');
});
