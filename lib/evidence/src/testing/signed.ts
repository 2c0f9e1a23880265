import { sign } from 'node:crypto';
import { concat, DER, derOctetString, derOid, derSequence, derValue, toUtf8 } from '@kazasu/bytes';
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

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** A SignedInfo as it is canonical. */
export const SIGNED_INFO: Uint8Array = toUtf8(
  `<ds:SignedInfo xmlns:ds="${DSIG}">
<ds:CanonicalizationMethod Algorithm="${C14N}"></ds:CanonicalizationMethod>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>
<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="${DSIG}enveloped-signature"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=</ds:DigestValue></ds:Reference>
</ds:SignedInfo>`,
);

/** Canonical octets of an XML SignedInfo, signed. */
export function signInfo({ leaf }: Authority, octets: Uint8Array): RecordedSignature {
  const value = new Uint8Array(sign('sha256', octets, leaf.key));
  return { certificate: leaf.der, value, signed: { form: 'signed-info', octets, algorithm: 'rsa-sha256' } };
}
