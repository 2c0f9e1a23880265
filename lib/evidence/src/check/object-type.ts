import { contextTag, DerReader } from '@kazasu/bytes';
import { ifReadable, parseCertificate, parseCrl, parseOcspResponse } from '@kazasu/pki';
import type { EvidenceObject, ObjectType } from '../bundle/index.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TIMESTAMP_INFO = '1.2.840.113549.1.9.16.1.4';

/**
 * The readers of each type; no octets are of two. A certificate has its version in a context tag where a list has a number, and its
 * validity in a SEQUENCE where a list has a time; an OCSP answer begins with an ENUMERATED, a token with an OBJECT IDENTIFIER.
 */
export const READERS: { readonly [type in ObjectType]: (octets: Uint8Array) => unknown } = {
  certificate: parseCertificate,
  crl: parseCrl,
  ocsp: parseOcspResponse,
  timestamp: readToken,
};

/** Whether an object is what its type says. The type is the bundle's word: the entry names the octets alone. */
export function isOfItsType({ type, octets }: EvidenceObject): boolean {
  return ifReadable(() => READERS[type](octets)) !== undefined;
}

/** A CMS SignedData around a TSTInfo (RFC 3161 2.4.2); true, or undefined for another content. Throws a BytesError for what is no DER. */
function readToken(octets: Uint8Array): true | undefined {
  const outer = DerReader.document(octets);
  if (outer.oid() !== SIGNED_DATA) return undefined;
  const block = outer.enter(contextTag(0));
  outer.finish();
  const signedData = block.enter();
  block.finish();
  signedData.next();
  signedData.next();
  return signedData.enter().oid() === TIMESTAMP_INFO ? true : undefined;
}
