import assert from 'node:assert/strict';
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  verify,
  X509Certificate,
} from 'node:crypto';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { type CardReader, parseFourItems, parseMyNumber, sha256DigestInfo } from '@kazasu/card';

/** One thing to do with a card, and what must come of it according to what was written into the card. */
export type Errand = (card: CardReader, image: CardImage) => Promise<void>;

const MESSAGE = toUtf8('signed through a reader');
const digest = createHash('sha256').update(MESSAGE).digest();
const digestInfo = () => sha256DigestInfo(digest);

const same = (read: Uint8Array | undefined, written: string | undefined) =>
  assert.equal(toHex(read ?? new Uint8Array()), toHex(fromBase64(written ?? '')));

function requireSignature(
  key: KeyObject,
  signature: Uint8Array,
  padding = constants.RSA_PKCS1_PADDING,
): void {
  assert.equal(signature.length, 256);
  assert(verify('sha256', MESSAGE, { key, padding }, signature), 'node:crypto refuses the signature');
}

const certified = (certificate: string | undefined): KeyObject =>
  new X509Certificate(fromBase64(certificate ?? '')).publicKey;

/** The public half of a key that the chip holds. */
function chipKey(image: CardImage, name: 'text' | 'surface'): KeyObject {
  const key = Buffer.from(fromBase64(image.keys[name]));
  return createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
}

async function readFourItems(
  card: CardReader,
  { pins, text }: CardImage,
  secureMessaging: boolean,
): Promise<void> {
  const files = await card.readFourItems(toUtf8(pins.text), { secureMessaging });
  assert.equal(parseFourItems(files.fourItems).name, '見本　花子');
  same(files.fourItems, text.fourItems);
  same(files.integrity, text.integrity);
  same(files.issuerCertificate, text.issuerCertificate);
}

async function changePin(
  card: CardReader,
  name: 'authentication' | 'signature' | 'text' | 'juki' | 'common',
  from: string,
  to: string,
) {
  await card.changePin(name, toUtf8(from), toUtf8(to));
  await assert.rejects(card.changePin(name, toUtf8(from), toUtf8(to)), { code: 'card/pin-wrong' });
  await card.changePin(name, toUtf8(to), toUtf8(from));
}

/** Every method of a card. A method without an errand does not compile, and the test compares the names once more. */
export const ERRANDS: { readonly [name in keyof CardReader]: Errand } = {
  readTokenLabel: async (card) => assert.match(await card.readTokenLabel(), /^JPKI/),
  readAvailability: async (card) =>
    assert.deepEqual(await card.readAvailability(), { signature: true, authentication: true }),
  readAuthenticationCertificate: async (card, { jpki }) =>
    same(await card.readAuthenticationCertificate(), jpki.authenticationCertificate),
  readCaCertificate: async (card, { jpki }) => {
    same(await card.readCaCertificate('authentication'), jpki.authenticationCaCertificate);
    same(await card.readCaCertificate('signature'), jpki.signatureCaCertificate);
  },
  readSignatureCertificate: async (card, { jpki, pins }) =>
    same(await card.readSignatureCertificate(toUtf8(pins.signature ?? '')), jpki.signatureCertificate),
  signWithAuthenticationKey: async (card, { jpki, pins }) => {
    const key = certified(jpki.authenticationCertificate);
    const pin = () => toUtf8(pins.authentication);
    requireSignature(key, await card.signWithAuthenticationKey(pin(), digestInfo()));
    const pss = { scheme: 'pssOfMessage' } as const;
    requireSignature(
      key,
      await card.signWithAuthenticationKey(pin(), MESSAGE, pss),
      constants.RSA_PKCS1_PSS_PADDING,
    );
  },
  signWithSignatureKey: async (card, { jpki, pins }) => {
    const password = toUtf8(pins.signature ?? '');
    requireSignature(
      certified(jpki.signatureCertificate),
      await card.signWithSignatureKey(password, digestInfo()),
    );
    assert.equal(toHex(password), '00'.repeat(password.length), 'the password was overwritten');
  },
  signWithCertificate: async (card, { jpki, pins }) => {
    const password = toUtf8(pins.signature ?? '');
    const asked = [digestInfo(), digestInfo()];
    const { certificate, signatures } = await card.signWithCertificate(password, asked);
    same(certificate, jpki.signatureCertificate);
    assert.equal(signatures.length, asked.length);
    for (const signature of signatures) requireSignature(certified(jpki.signatureCertificate), signature);
    assert.equal(toHex(password), '00'.repeat(password.length), 'the password was overwritten');
  },
  readFourItems: async (card, image) => {
    await readFourItems(card, image, false);
    await readFourItems(card, image, true);
  },
  readMyNumber: async (card, { pins, text, numbers }) => {
    for (const secureMessaging of [false, true]) {
      const file = await card.readMyNumber(toUtf8(pins.text), { secureMessaging });
      assert.equal(parseMyNumber(file), numbers.numberA);
      same(file, text.myNumber);
    }
  },
  readFace: async (card, { numbers, surface }) => {
    const ways = [{ numberA: toUtf8(numbers.numberA) }, { numberB: toUtf8(numbers.numberB) }];
    for (const way of ways) {
      const files = await card.readFace(way);
      same(files.face, surface.face);
      same(files.issuerCertificate, surface.issuerCertificate);
    }
  },
  readAgeRecord: async (card, { numbers, surface }) => {
    const files = await card.readAgeRecord(toUtf8(numbers.birthdate));
    same(files.ageRecord, surface.ageRecord);
    same(files.issuerCertificate, surface.issuerCertificate);
  },
  readMyNumberImage: async (card, { numbers, surface }) => {
    const files = await card.readMyNumberImage(toUtf8(numbers.numberA));
    same(files.myNumberImage, surface.myNumberImage);
    same(files.issuerCertificate, surface.issuerCertificate);
  },
  readCardInformation: async (card, { numbers }) => {
    const { serial, municipality, expiry } = await card.readCardInformation();
    assert.match(serial, /^\d{15}$/);
    assert.equal(municipality, '48101');
    assert.equal(expiry, numbers.expiry);
  },
  readMasterFile: async (card, { masterFile }) => {
    const objects = await card.readMasterFile();
    assert.deepEqual(Object.keys(objects).sort(), Object.keys(masterFile).sort());
    for (const [tag, object] of Object.entries(objects)) same(object, masterFile[tag]);
  },
  triesLeft: async (card) => {
    assert.equal(await card.triesLeft('authentication'), 3);
    assert.equal(await card.triesLeft('signature'), 5);
    assert.equal(await card.triesLeft('surfaceNumberB'), 10);
  },
  changePin: async (card, { pins }) => {
    await changePin(card, 'authentication', pins.authentication, '8642');
    await changePin(card, 'signature', pins.signature ?? '', 'XYZ0987654321ABC');
    await changePin(card, 'text', pins.text, '1357');
    await changePin(card, 'juki', pins.juki ?? '', '2468');
    await changePin(card, 'common', pins.juki ?? '', '2468');
  },
  authenticateChip: async (card, image) => {
    for (const name of ['text', 'surface'] as const) {
      requireSignature(chipKey(image, name), await card.authenticateChip(name, digestInfo()));
    }
  },
  proveItems: async (card, image) => {
    for (const secureMessaging of [false, true]) {
      const proof = await card.proveItems(toUtf8(image.pins.text), digestInfo(), { secureMessaging });
      same(proof.fourItems, image.text.fourItems);
      same(proof.chipKey, image.text.chipKey);
      same(proof.age.record, image.surface.ageRecord);
      requireSignature(chipKey(image, 'text'), proof.chipSignature);
      requireSignature(chipKey(image, 'surface'), proof.age.signature);
    }
  },
};
