import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  ageRecordBody,
  birthdateKey,
  chipKeyBody,
  cvKeyId,
  encodeAgeRecord,
  encodeChipKey,
  encodeCvCertificate,
  encodeCvCertificateBody,
  encodeFourItems,
  encodeIntegrity,
  encodeMyNumber,
  encodeTokenInformation,
  type FourItems,
  integrityBody,
  TOKEN_LABEL,
} from '@kazasu/card';
import {
  type CardMemory,
  createVirtualCard,
  memoryInRam,
  openChipKeys,
  type VirtualCard,
} from '@kazasu/card/virtual';

export const TEST_PINS = { authentication: '1234', text: '5678', signature: 'ABC123' } as const;

export const TEST_ITEMS: FourItems = {
  name: '見本　花子',
  address: '架空県かざす市読取一丁目２番３号',
  birthdate: '19880517',
  gender: '2',
};

/** Making keys is slow; the cards of one process share them. */
const [CARD_KEY, TEXT_KEY, SURFACE_KEY, ISSUER_KEY] = [newKey(), newKey(), newKey(), newKey()];

const PUBLIC_KEYS = {
  authentication: CARD_KEY.publicKey,
  text: TEXT_KEY.publicKey,
  surface: SURFACE_KEY.publicKey,
};

/** A file that the app does not read. */
const UNREAD = new Uint8Array(16);

export interface CardKeys {
  readonly authentication: KeyObject;
  readonly text: KeyObject;
  readonly surface: KeyObject;
}

export interface TestCard {
  readonly card: VirtualCard;
  readonly memory: CardMemory;
  /** Of the keys that sign; the certificate around the first is only of the right form. */
  readonly publicKeys: CardKeys;
}

/** A card whose files have the right form. Whether its certificates are true is for other rooms to judge. */
export function createTestCard(
  pins: Parameters<typeof memoryInRam>[0] = TEST_PINS,
  items: FourItems = TEST_ITEMS,
): TestCard {
  // As on a real card, this secret is the birth date and not the person's choice.
  const surfaceBirthdate = birthdateKey(items.birthdate);
  const memory = memoryInRam({ surfaceBirthdate, ...pins });
  const myNumber = encodeMyNumber('123456789018');
  const fourItems = encodeFourItems(items);
  const certificate = derLike(1_590);
  const contents = {
    jpki: {
      signatureCaCertificate: certificate,
      authenticationCertificate: certificate,
      authenticationCaCertificate: certificate,
      tokenInformation: encodeTokenInformation({
        label: TOKEN_LABEL.myNumberCard,
        manufacturer: 'TEST',
        model: 'TEST',
        serialNumber: '1',
      }),
    },
    text: {
      myNumber,
      fourItems,
      integrity: signedIntegrity(myNumber, fourItems),
      issuerCertificate: issuerCertificate('6000033'),
      basicInformation: new Uint8Array(160),
      sessionKey: UNREAD,
      chipKey: signed(chipKeyBody(numbersOf(TEXT_KEY)), encodeChipKey),
    },
    surface: {
      ageRecord: signed(
        ageRecordBody({ birthdate: items.birthdate, key: numbersOf(SURFACE_KEY) }),
        encodeAgeRecord,
      ),
      face: UNREAD,
      basicInformation: UNREAD,
      issuerCertificate: issuerCertificate('6000023'),
      myNumberImage: UNREAD,
    },
    common: { cardInformation: UNREAD, keyReference: UNREAD },
    juki: { keyReference: UNREAD },
    masterFile: {},
  };
  const keys = openChipKeys({
    authentication: pkcs8(CARD_KEY),
    signature: pkcs8(CARD_KEY),
    text: pkcs8(TEXT_KEY),
    surface: pkcs8(SURFACE_KEY),
  });
  const card = createVirtualCard({ contents, memory, keys, random: randomBytes });
  return { card, memory, publicKeys: PUBLIC_KEYS };
}

function newKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function pkcs8({ privateKey }: { readonly privateKey: KeyObject }): Uint8Array {
  return privateKey.export({ format: 'der', type: 'pkcs8' });
}

function numbersOf({ publicKey }: { readonly publicKey: KeyObject }) {
  const { n = '' } = publicKey.export({ format: 'jwk' });
  return { modulus: Buffer.from(n, 'base64url'), exponent: Uint8Array.of(1, 0, 1) };
}

function signedIntegrity(myNumber: Uint8Array, fourItems: Uint8Array): Uint8Array {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  return signed(integrityBody(myNumber, fourItems, sha256), encodeIntegrity);
}

function issuerCertificate(issuer: string): Uint8Array {
  const names = { issuerKeyId: cvKeyId(issuer), subjectKeyId: cvKeyId('4820101', '000') };
  return signed(encodeCvCertificateBody({ ...names, ...numbersOf(ISSUER_KEY) }), encodeCvCertificate);
}

/** The municipality signs what it writes; here it also certifies itself. */
function signed(
  body: Uint8Array,
  encode: (body: Uint8Array, signature: Uint8Array) => Uint8Array,
): Uint8Array {
  return encode(body, sign('sha256', body, ISSUER_KEY.privateKey));
}

/** A SEQUENCE of the right length: all that the card and the app look at. */
function derLike(length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0xa3);
  bytes.set([0x30, 0x82, (length - 4) >> 8, (length - 4) & 255]);
  return bytes;
}
