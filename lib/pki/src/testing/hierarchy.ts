import type { KeyObject } from 'node:crypto';
import { type CertificateOrder, Workshop } from './openssl.ts';

/** Everything is judged for this moment: OpenSSL's responder knows no other time than now. */
export const NOW = Math.floor(Date.now() / 1000) * 1000;
export const DAY = 86_400_000;
export const YEAR = 365 * DAY;

export const CA_NAME =
  '/C=JP/O=JPKI-TEST/OU=JPKI for user authentication/OU=Japan Agency for Local Authority Information Systems';
export const LEAF_NAME = '/C=JP/CN=997794E9AGCIEG13221003A';

/** Directory names that extensions point to. */
export const SECTIONS = `[ca_dn]
C=JP
O=JPKI-TEST
0.OU=JPKI for user authentication
1.OU=Japan Agency for Local Authority Information Systems
[service]
C=JP
O=Public Personal Authentication
OU=Authentication Service
[point_a]
C=JP
O=JPKI-TEST
0.OU=JPKI for user authentication
1.OU=CRL Distribution Points
2.OU=Tokyo-to
CN=Setagaya-ku CRLDP
[point_b]
C=JP
O=JPKI-TEST
0.OU=JPKI for user authentication
1.OU=CRL Distribution Points
2.OU=Tokyo-to
CN=Nerima-ku CRLDP
[dp_ca]
fullname=dirName:ca_dn
[dp_a]
fullname=dirName:point_a
[policy]
policyIdentifier=1.2.392.200149.8.5.1.3.30
CPS.1=http://www.jpki.go.jp/cps.html
[signature_policy]
policyIdentifier=1.2.392.200149.8.5.1.1.20
CPS.1=http://www.jpki.go.jp/cps.html
`;

export const CA_EXTENSIONS = [
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectAltName=dirName:service',
  'basicConstraints=critical,CA:TRUE',
  'crlDistributionPoints=dp_ca',
  'subjectKeyIdentifier=hash',
];
export const LEAF_EXTENSIONS = [
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=clientAuth',
  'certificatePolicies=critical,@policy',
  'issuerAltName=dirName:service',
  'crlDistributionPoints=dp_a',
  'authorityInfoAccess=OCSP;URI:http://ocspauthnorm.jpki.go.jp',
  'authorityKeyIdentifier=keyid:always,issuer:always',
  'subjectKeyIdentifier=hash',
];
export const RESPONDER_EXTENSIONS = [
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=OCSPSigning',
  'noCheck=ignored',
  'authorityKeyIdentifier=keyid:always',
  'subjectKeyIdentifier=hash',
];

/** The lines with those replaced (or dropped, for an empty text) that set the same extension. */
export function replaced(lines: readonly string[], ...changes: readonly string[]): string[] {
  const nameOf = (line: string) => line.slice(0, line.indexOf('='));
  const kept = lines.map((line) => changes.find((change) => nameOf(change) === nameOf(line)) ?? line);
  const added = changes.filter((change) => !lines.some((line) => nameOf(line) === nameOf(change)));
  return [...kept, ...added].filter((line) => !line.endsWith('=-'));
}

export interface Hierarchy {
  readonly shop: Workshop;
  /** Current generation, DER. */
  readonly ca: Uint8Array;
  /** Another generation of the same name, DER; its files are named `ca2`. */
  readonly ca2: Uint8Array;
  readonly leaf: Uint8Array;
  readonly leafKey: KeyObject;
  /** A leaf like the good one, with changes. */
  leafWith(order: Partial<CertificateOrder>): Uint8Array;
  /** An authority like the current generation, with changes. */
  caWith(order: Partial<CertificateOrder> & { readonly name: string }): Uint8Array;
}

/** Two generations of one name, a card's key and certificate. Serial number of the leaf: 067C6A21. */
export function createHierarchy(): Hierarchy {
  const shop = new Workshop();
  for (const name of ['ca', 'ca2']) shop.key(name);
  const leafKey = shop.key('leaf');
  const caWith = (order: Partial<CertificateOrder> & { readonly name: string }) =>
    shop.certificate({
      key: order.name,
      subject: CA_NAME,
      serial: '06D18006',
      from: NOW - 3 * YEAR,
      to: NOW + 7 * YEAR,
      extensions: CA_EXTENSIONS,
      sections: SECTIONS,
      ...order,
    });
  const ca = caWith({ name: 'ca' });
  const ca2 = caWith({ name: 'ca2', serial: '0133C349' });
  const leafWith = (order: Partial<CertificateOrder>) =>
    shop.certificate({
      name: 'leaf',
      key: 'leaf',
      subject: LEAF_NAME,
      issuer: 'ca',
      serial: '067C6A21',
      from: NOW - YEAR,
      to: NOW + 4 * YEAR,
      extensions: LEAF_EXTENSIONS,
      sections: SECTIONS,
      ...order,
    });
  return { shop, ca, ca2, leaf: leafWith({}), leafKey, leafWith, caWith };
}
