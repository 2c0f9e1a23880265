import { createPublicKey, generateKeyPairSync, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import { derNull, derOctetString, derOid, derSequence } from '@kazasu/bytes';
import { prepareTimestamp } from '@kazasu/pki/issue';
import {
  extendedKeyUsage,
  keyUsage,
  type Made,
  makeCrl,
  makeLeaf,
  makeRoot,
} from '@kazasu/pki/testing/maker';
import type { EvidenceObject } from '../bundle/index.ts';
import { sha256 } from '../merkle/index.ts';
import type { RecordedSignature } from '../part/index.ts';

/** When the records of tests are made. */
export const AT = Date.UTC(2026, 5, 1);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const YEAR = 365 * DAY;

const SHA256 = '2.16.840.1.101.3.4.2.1';

/** An authority, somebody it certified, and lists of any day. */
export interface Authority {
  readonly root: Made;
  readonly leaf: Made;
  /** A list that is current from an hour before until a day after. */
  crlAt(time: number, revoked?: readonly { readonly serial: number; readonly at: number }[]): Uint8Array;
}

const rsaKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

function authorityOf(root: Made, leaf: Made): Authority {
  const crlAt: Authority['crlAt'] = (time, revoked = []) =>
    makeCrl(root, { from: time - HOUR, to: time + DAY, revoked });
  return { root, leaf, crlAt };
}

/** Serial number of the signer's certificate. */
export const SIGNER_SERIAL = 0x4711;

/** The authority of signers, and a resident with a card's RSA key. */
export function signerAuthority(): Authority {
  const root = makeRoot({ name: 'Test signature CA' });
  const usage = keyUsage(0, 1);
  const serial = Uint8Array.of(2, 2, 0x47, 0x11);
  const leaf = makeLeaf(root, { name: 'Resident', key: rsaKey(), serial, set: { [usage.oid]: usage } });
  return authorityOf(root, leaf);
}

/** The authority of a time-stamp unit that is certified until `to`. */
export function timestampAuthority(to: number, name = 'Test time CA'): Authority {
  const root = makeRoot({ name });
  const purpose = extendedKeyUsage(['1.3.6.1.5.5.7.3.8'], true);
  const unit = makeLeaf(root, { name: `${name} unit`, key: rsaKey(), to, set: { [purpose.oid]: purpose } });
  return authorityOf(root, unit);
}

/** A token over octets, of any time. */
export function stampAt({ leaf }: Authority, data: Uint8Array, genTime: number, serial = 1): Uint8Array {
  const digest = sha256(data);
  const imprint = derSequence(derSequence(derOid(SHA256), derNull()), derOctetString(digest));
  const { toBeSigned, finish } = prepareTimestamp({
    question: {
      imprint,
      hash: 'sha256',
      digest,
      policy: undefined,
      nonce: undefined,
      certificateWanted: true,
    },
    policy: '1.2.3.4',
    serial: Uint8Array.of(serial),
    genTime,
    accuracy: 1000,
    unit: leaf.der,
  });
  return finish(sign('sha256', toBeSigned, leaf.key));
}

/** What a token needs to be judged: its root, and the list of the time. */
export function validationAt(authority: Authority, time: number): EvidenceObject[] {
  return [
    { type: 'certificate', octets: authority.root.der },
    { type: 'crl', octets: authority.crlAt(time) },
  ];
}

/** A card's signature over a digest: with the DigestInfo around it, or bare. */
export function signDigest(
  { leaf }: Authority,
  digest: Uint8Array,
  form: 'digest-info' | 'bare-hash',
): RecordedSignature {
  const info = derSequence(derSequence(derOid(SHA256), derNull()), derOctetString(digest));
  // privateEncrypt pads as RFC 8017 9.2 does, around whatever it is given: it is what a card does.
  const value = privateEncrypt(leaf.key, form === 'digest-info' ? info : digest);
  return { certificate: leaf.der, value: new Uint8Array(value), signed: { form, digest } };
}

/** An Ed25519 key pair of a log or a witness. */
export interface NotePair {
  readonly publicKey: Uint8Array;
  sign(text: Uint8Array): Uint8Array;
}

export function noteKeyPair(): NotePair {
  const { privateKey } = generateKeyPairSync('ed25519');
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: (text) => new Uint8Array(sign(null, text, privateKey)),
  };
}
