import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { fromHex, toPem } from '@kazasu/bytes';
import type { CaIdentity, Signer } from '../index.ts';
import { issueAuthentication, issueCa, issueResponder, issueSignature, keyIdentifier } from '../index.ts';

/** A small hierarchy for this folder's tests: both roots, one resident. Keys are made once a file. */
export const TIME = Date.UTC(2026, 5, 15, 3, 4, 5);
const YEAR = 365 * 24 * 3_600_000;
/** For `openssl -attime`. */
export const SECONDS = String(TIME / 1000);
export const MUNICIPALITY = { code: '13221', prefecture: 'Tokyo-to', city: 'Kiyose-shi' };
export const ITEMS = {
  name: '髙橋　花子',
  certificateName: '〓橋　花子',
  address: '東京都清瀬市見本町一丁目２番３号',
  certificateAddress: '東京都清瀬市見本町一丁目２番３号',
  birthdate: '19800217',
  gender: '2',
} as const;

export interface TestKey {
  readonly publicKey: Uint8Array;
  readonly sign: Signer;
  readonly privateKey: KeyObject;
}

export function testKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    privateKey,
    sign: (bytes) => new Uint8Array(sign('sha256', bytes, privateKey)),
  };
}

function ca(role: 'authentication' | 'signature', serial: string) {
  const key = testKey();
  const life = { notBefore: TIME - 3 * YEAR, notAfter: TIME + 7 * YEAR };
  const organisation = 'JPKI-TEST';
  const request = { ...life, serial: fromHex(serial), publicKey: key.publicKey, role, organisation };
  const certificate = issueCa(request, key.sign);
  const keyId = keyIdentifier(key.publicKey);
  const identity: CaIdentity = { role, organisation, keyId, serial: fromHex(serial), certificate };
  return { key, certificate, identity, pem: pem(certificate) };
}

export const AUTHENTICATION_CA = ca('authentication', '0133c349');
export const SIGNATURE_CA = ca('signature', '01');
export const RESIDENT = testKey();
export const RESPONDER = testKey();

const LIFE = { notBefore: TIME, notAfter: Date.UTC(2031, 1, 17, 14, 59, 59) };
const RANDOM = Uint8Array.from({ length: 14 }, (_, i) => 7 * i);

export const AUTHENTICATION = issueAuthentication(
  {
    ...LIFE,
    serial: fromHex('22334455'),
    publicKey: RESIDENT.publicKey,
    ca: AUTHENTICATION_CA.identity,
    municipality: MUNICIPALITY,
    random: RANDOM,
    ocspUrl: 'http://ocspauthnorm.jpki.go.jp',
  },
  AUTHENTICATION_CA.key.sign,
);

export const SIGNATURE = issueSignature(
  {
    ...LIFE,
    serial: fromHex('7f000001'),
    publicKey: RESIDENT.publicKey,
    ca: SIGNATURE_CA.identity,
    municipality: MUNICIPALITY,
    random: RANDOM,
    items: ITEMS,
  },
  SIGNATURE_CA.key.sign,
);

export const RESPONDER_CERTIFICATE = issueResponder(
  {
    notBefore: TIME - YEAR,
    notAfter: TIME + YEAR,
    serial: fromHex('0abbccdd'),
    publicKey: RESPONDER.publicKey,
    ca: AUTHENTICATION_CA.identity,
  },
  AUTHENTICATION_CA.key.sign,
);

export function pem(certificate: Uint8Array): string {
  return toPem('CERTIFICATE', certificate);
}
