import { DerReader } from '@kazasu/bytes';

/**
 * When a certificate runs out, in milliseconds since 1970, and that it is for this key (SubjectPublicKeyInfo, DER). Judges nothing else of it: relying
 * parties' servers do. Undefined for what is no certificate or for another key.
 */
export function endOfCertificate(der: Uint8Array, spki: Uint8Array): number | undefined {
  try {
    const tbs = DerReader.document(der).enter();
    tbs.enterIf(0xa0);
    tbs.integer();
    tbs.next();
    tbs.next();
    const validity = tbs.enter();
    validity.time();
    const end = validity.time();
    tbs.next();
    const key = tbs.encoded(tbs.next());
    return key.length === spki.length && key.every((octet, at) => octet === spki[at]) ? end : undefined;
  } catch {
    return undefined;
  }
}
