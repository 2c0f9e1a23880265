import { sign } from 'node:crypto';
import { concat, DER, derOctetString, derOid, derSequence, derValue } from '@kazasu/bytes';
import type { RecordedSignature } from '../part/index.ts';
import type { Authority } from './authorities.ts';

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const DATA = '1.2.840.113549.1.7.1';

/** CMS signed attributes with as many message-digests as are given, signed. */
export function signAttributes({ leaf }: Authority, ...digests: readonly Uint8Array[]): RecordedSignature {
  const attribute = (type: string, value: Uint8Array) => derSequence(derOid(type), derValue(DER.set, value));
  const attributes = [
    attribute(CONTENT_TYPE, derOid(DATA)),
    ...digests.map((digest) => attribute(MESSAGE_DIGEST, derOctetString(digest))),
  ];
  const octets = derValue(DER.set, concat(...attributes));
  const value = new Uint8Array(sign('sha256', octets, leaf.key));
  return {
    certificate: leaf.der,
    value,
    signed: { form: 'signed-attributes', octets, algorithm: 'rsa-sha256' },
  };
}

/** Canonical octets of an XML SignedInfo, signed. */
export function signInfo({ leaf }: Authority, octets: Uint8Array): RecordedSignature {
  const value = new Uint8Array(sign('sha256', octets, leaf.key));
  return { certificate: leaf.der, value, signed: { form: 'signed-info', octets, algorithm: 'rsa-sha256' } };
}
