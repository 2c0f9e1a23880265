import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { DAY, type Hierarchy, NOW, YEAR } from '../../testing/hierarchy.ts';
import { edited } from './judged.ts';

export interface TimestampUnit {
  readonly root: Uint8Array;
  readonly certificate: Uint8Array;
  readonly crl: Uint8Array;
  /** DER of a token over the octets, made now by `openssl ts`. */
  stamp(covered: string | Uint8Array): Uint8Array;
}

export function createTimestampUnit({ shop, caWith }: Hierarchy): TimestampUnit {
  for (const name of ['tsa-root', 'tsa']) shop.key(name);
  const root = caWith({ name: 'tsa-root', key: 'tsa-root', subject: '/C=JP/O=Time/CN=Root', serial: '71' });
  const certificate = shop.certificate({
    name: 'tsa',
    key: 'tsa',
    subject: '/C=JP/O=Time/CN=Unit',
    issuer: 'tsa-root',
    serial: '72',
    from: NOW - DAY,
    to: NOW + (9 * YEAR) / 2,
    extensions: [
      'keyUsage=critical,digitalSignature',
      'extendedKeyUsage=critical,timeStamping',
      'authorityKeyIdentifier=keyid:always',
      'subjectKeyIdentifier=hash',
    ],
  });
  const crl = shop.crl({
    issuer: 'tsa-root',
    from: NOW - DAY,
    to: NOW + YEAR,
    extensions: ['authorityKeyIdentifier=keyid:always'],
  });
  const settings = [
    '[tsa]\ndefault_tsa=t\n[t]',
    `serial=${shop.path('tsa.serial')}`,
    `signer_cert=${shop.path('tsa.pem')}`,
    `signer_key=${shop.path('tsa.key')}`,
    'signer_digest=sha256\ndefault_policy=1.2.3\ndigests=sha256\nordering=no\ntsa_name=no\ness_cert_id_alg=sha256\n',
  ];
  writeFileSync(shop.path('tsa.conf'), settings.join('\n'));
  writeFileSync(shop.path('tsa.serial'), '01\n');
  const stamp = (covered: string | Uint8Array) => {
    writeFileSync(shop.path('covered'), covered);
    shop.run('ts', '-query', '-data', 'covered', '-sha256', '-cert', '-no_nonce', '-out', 'query.tsq');
    shop.run(
      'ts',
      '-reply',
      '-config',
      'tsa.conf',
      '-queryfile',
      'query.tsq',
      '-token_out',
      '-out',
      'token.der',
    );
    return shop.read('token.der');
  };
  return { root, certificate, crl, stamp };
}

/** The octets that a time-stamp covers, by xmllint: the SignatureValue element with what it inherits in the contract. */
export function canonicalValue(document: string, form = '--c14n'): Buffer {
  const value = /<ds:SignatureValue>[^<]*<\/ds:SignatureValue>/.exec(document)?.[0] ?? '';
  const inherited =
    'xmlns="urn:example:contract" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:unused="urn:unused"';
  const input = value.replace('<ds:SignatureValue', `<ds:SignatureValue ${inherited}`);
  return execFileSync('xmllint', [form, '-'], { input });
}

export function stampProperty(token: Uint8Array, canonicalisation?: string): string {
  const named = canonicalisation ? `<ds:CanonicalizationMethod Algorithm="${canonicalisation}"/>` : '';
  return `<xades:SignatureTimeStamp>${named}<xades:EncapsulatedTimeStamp>${Buffer.from(token).toString('base64')}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>`;
}

/** Unsigned properties, added after signing. */
export function withUnsigned(document: string, properties: string): string {
  const unsigned = `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${properties}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>`;
  return edited(document, '</xades:QualifyingProperties>', `${unsigned}</xades:QualifyingProperties>`);
}
