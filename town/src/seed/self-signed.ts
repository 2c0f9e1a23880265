import {
  derBitString,
  derNull,
  derOid,
  derSequence,
  derUnsignedInteger,
  derUtf8String,
  derValue,
  toUtf8,
} from '@kazasu/bytes';
import { type KeyObject, sign } from '../crypto.ts';

const OID = { sha256WithRsa: '1.2.840.113549.1.1.11', commonName: '2.5.4.3' } as const;
const SET = 0x31;
const UTC_TIME = 0x17;
/** As long as the residence card is valid. */
const VALIDITY = ['240401000000Z', '300331235959Z'] as const;

/** A certificate of X.509 version 1 that vouches for nothing but its own key. */
export function selfSignedCertificate(name: string, privateKey: KeyObject, publicKey: KeyObject): Uint8Array {
  const algorithm = derSequence(derOid(OID.sha256WithRsa), derNull());
  const subject = derSequence(derValue(SET, derSequence(derOid(OID.commonName), derUtf8String(name))));
  const validity = derSequence(...VALIDITY.map((time) => derValue(UTC_TIME, toUtf8(time))));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = derSequence(derUnsignedInteger(1), algorithm, subject, validity, subject, spki);
  return derSequence(body, algorithm, derBitString(sign('sha256', body, privateKey)));
}
