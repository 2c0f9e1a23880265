import type { HashName, KeyFamily } from '../algorithm.ts';

/** Read so that a signature with it can be told to be weak rather than unreadable. */
export type AnyHash = HashName | 'sha1';

/** Digests, closed: a name that is not here is refused (XML Signature 1.1 section 6.2, RFC 6931 section 2.1). */
export const DIGESTS: ReadonlyMap<string, AnyHash> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'sha1'],
]);

export interface SignatureMethod {
  readonly family: KeyFamily;
  readonly hash: AnyHash;
  /** RSASSA-PSS with MGF1 over the same hash and a salt of its length (RFC 6931 section 2.3.10). */
  readonly pss?: true;
}

/**
 * Signature methods, closed (XML Signature 1.1 section 6.4, RFC 6931 section 2.3). No HMAC: with it, whoever knows the
 * public key could sign. The key's own kind is compared with the method's as well.
 */
export const SIGNATURE_METHODS: ReadonlyMap<string, SignatureMethod> = new Map<string, SignatureMethod>([
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', { family: 'rsa', hash: 'sha256' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', { family: 'rsa', hash: 'sha384' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', { family: 'rsa', hash: 'sha512' }],
  ['http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', { family: 'rsa', hash: 'sha256', pss: true }],
  ['http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1', { family: 'rsa', hash: 'sha384', pss: true }],
  ['http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1', { family: 'rsa', hash: 'sha512', pss: true }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', { family: 'ec', hash: 'sha256' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', { family: 'ec', hash: 'sha384' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512', { family: 'ec', hash: 'sha512' }],
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', { family: 'rsa', hash: 'sha1' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1', { family: 'ec', hash: 'sha1' }],
]);
