import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  cvKeyId,
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
const CARD_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ISSUER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A file that the app does not read. */
const UNREAD = new Uint8Array(16);

export interface TestCard {
  readonly card: VirtualCard;
  readonly memory: CardMemory;
  /** Belongs to the key that signs; the certificate around it is only of the right form. */
  readonly publicKey: KeyObject;
}

/** A card whose files have the right form. Whether its certificates are true is for other rooms to judge. */
export function createTestCard(
  pins: Parameters<typeof memoryInRam>[0] = TEST_PINS,
  items: FourItems = TEST_ITEMS,
): TestCard {
  const memory = memoryInRam(pins);
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
      issuerCertificate: issuerCertificate(),
      basicInformation: new Uint8Array(160),
      sessionKey: UNREAD,
      chipKey: UNREAD,
    },
    surface: {
      ageRecord: UNREAD,
      face: UNREAD,
      basicInformation: UNREAD,
      issuerCertificate: UNREAD,
      myNumberImage: UNREAD,
    },
    common: { cardInformation: UNREAD, keyReference: UNREAD },
    juki: { keyReference: UNREAD },
    masterFile: {},
  };
  const pkcs8 = CARD_KEY.privateKey.export({ format: 'der', type: 'pkcs8' });
  const keys = openChipKeys({ authentication: pkcs8, signature: pkcs8 });
  const card = createVirtualCard({ contents, memory, keys, random: randomBytes });
  return { card, memory, publicKey: CARD_KEY.publicKey };
}

function signedIntegrity(myNumber: Uint8Array, fourItems: Uint8Array): Uint8Array {
  const body = integrityBody(myNumber, fourItems, (bytes) => createHash('sha256').update(bytes).digest());
  return encodeIntegrity(body, sign('sha256', body, ISSUER_KEY.privateKey));
}

function issuerCertificate(): Uint8Array {
  const { n = '' } = ISSUER_KEY.publicKey.export({ format: 'jwk' });
  const body = encodeCvCertificateBody({
    issuerKeyId: cvKeyId('6000033'),
    subjectKeyId: cvKeyId('6000033'),
    modulus: Buffer.from(n, 'base64url'),
    exponent: Uint8Array.of(1, 0, 1),
  });
  return encodeCvCertificate(body, sign('sha256', body, ISSUER_KEY.privateKey));
}

/** A SEQUENCE of the right length: all that the card and the app look at. */
function derLike(length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0xa3);
  bytes.set([0x30, 0x82, (length - 4) >> 8, (length - 4) & 255]);
  return bytes;
}
