import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { constants, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { createSigningBench, SIGNER_EXTENSIONS } from './testing/bench.ts';
import { createJudges, edited } from './testing/judged.ts';
import {
  certificateDigest,
  contract,
  DOCUMENT_REFERENCE,
  ENVELOPED,
  EXCLUSIVE,
  FORMAT,
  goodTemplate,
  INCLUSIVE,
  PROPERTIES_REFERENCE,
  properties,
  reference,
  SIGNING_TIME,
  signatureOf,
  signingCertificate,
  type Template,
} from './testing/template.ts';

const bench = createSigningBench();
const { h, signer } = bench;
const C14N_11 = 'http://www.w3.org/2006/12/xml-c14n11';
const BASE64 = 'http://www.w3.org/2000/09/xmldsig#base64';
const method = (uri: string) => `<ds:SignatureMethod Algorithm="${uri}"/>`;
const canonicalisation = (uri: string, inner = '') =>
  `<ds:CanonicalizationMethod Algorithm="${uri}">${inner}</ds:CanonicalizationMethod>`;
const prefixes = (list: string) => `<ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE}" PrefixList="${list}"/>`;
const alone = (signature: string) => signature;
const ofProperties = reference(PROPERTIES_REFERENCE);
const object = (content: string, attributes = 'Id="o"') => `<ds:Object ${attributes}>${content}</ds:Object>`;

const { judged, assertGood } = createJudges(bench);

test('a document that the peer signed is good, and the report says that the whole of it is covered', () => {
  const { report, signature, covers } = assertGood(bench.signed());
  assert.deepEqual(covers, ['document', 'signed-properties']);
  assert.equal(report.format, 'XAdES');
  assert.equal(signature?.level, 'B');
  assert.equal(signature?.claimedTime, Date.UTC(2026, 10, 1));
  assert.deepEqual(signature?.certificate, signer);
  assert.deepEqual(JSON.parse(JSON.stringify(report.checks)), report.checks);
});

const ENVELOPED_FORMS: readonly (readonly [string, Partial<Template>])[] = [
  [
    'Canonical XML 1.0',
    {
      canonicalisation: canonicalisation(INCLUSIVE),
      references:
        reference({ ...DOCUMENT_REFERENCE, transforms: [ENVELOPED, INCLUSIVE] }) +
        reference({ ...PROPERTIES_REFERENCE, transforms: [INCLUSIVE] }),
    },
  ],
  [
    'Canonical XML 1.1',
    {
      canonicalisation: canonicalisation(C14N_11),
      references:
        reference({ ...DOCUMENT_REFERENCE, transforms: [ENVELOPED, C14N_11] }) +
        reference({ ...PROPERTIES_REFERENCE, transforms: [C14N_11] }),
    },
  ],
  [
    'comments kept',
    {
      canonicalisation: canonicalisation(`${EXCLUSIVE}WithComments`),
      references:
        reference({ ...DOCUMENT_REFERENCE, transforms: [ENVELOPED, `${INCLUSIVE}#WithComments`] }) +
        ofProperties,
    },
  ],
  [
    'a list of prefixes',
    {
      canonicalisation: canonicalisation(EXCLUSIVE, prefixes('unused #default')),
      references:
        reference({
          ...DOCUMENT_REFERENCE,
          transforms: [
            ENVELOPED,
            `<ds:Transform Algorithm="${EXCLUSIVE}">${prefixes('unused')}</ds:Transform>`,
          ],
        }) + ofProperties,
    },
  ],
  [
    'no canonicalisation but the implied one',
    {
      references:
        reference({ ...DOCUMENT_REFERENCE, transforms: [ENVELOPED] }) +
        reference({ ...PROPERTIES_REFERENCE, transforms: [] }),
    },
  ],
  ['RSA with SHA-384', { method: method('http://www.w3.org/2001/04/xmldsig-more#rsa-sha384') }],
  ['RSA with SHA-512', { method: method('http://www.w3.org/2001/04/xmldsig-more#rsa-sha512') }],
  [
    'digests by SHA-512',
    {
      references:
        reference({ ...DOCUMENT_REFERENCE, digest: 'http://www.w3.org/2001/04/xmlenc#sha512' }) +
        ofProperties,
    },
  ],
  [
    'its certificate covered too',
    {
      keyInfo: bench.template.keyInfo.replace('<ds:KeyInfo>', '<ds:KeyInfo Id="k">'),
      references: bench.template.references + reference({ uri: '#k', transforms: [EXCLUSIVE] }),
    },
  ],
  [
    'an implied policy',
    {
      signedProperties: properties(
        `${SIGNING_TIME}${signingCertificate(signer)}<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/></xades:SignaturePolicyIdentifier>`,
        FORMAT,
      ),
    },
  ],
  ['nothing said about time and formats', { signedProperties: properties(signingCertificate(signer), '') }],
  [
    'place and role',
    {
      signedProperties: properties(
        `${signingCertificate(signer)}<xades:SignatureProductionPlaceV2><xades:City>品川区</xades:City></xades:SignatureProductionPlaceV2><xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole>代表</xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRoleV2>`,
        '',
      ),
    },
  ],
];

for (const [what, changes] of ENVELOPED_FORMS) {
  test(`an enveloped signature with ${what} is good`, () => void assertGood(bench.signed(changes)));
}

test('the signing certificate may be named with its issuer and serial number, and in the older way', () => {
  const names = h.shop
    .run('x509', '-in', 'signer.pem', '-noout', '-issuer', '-nameopt', 'RFC2253')
    .slice(7)
    .trim();
  const older = `<xades:SigningCertificate><xades:Cert>${certificateDigest(signer)}<xades:IssuerSerial><ds:X509IssuerName>${names}</ds:X509IssuerName><ds:X509SerialNumber>${0x067c6a21}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>`;
  assertGood(bench.signed({ signedProperties: properties(older, '') }));
  const another = bench.signed({ signedProperties: properties(edited(older, `${0x067c6a21}`, '5'), '') });
  assert.deepEqual(judged(another).faults, ['ades.signing-certificate issuer-serial']);
  const newer = signingCertificate(
    signer,
    `<xades:IssuerSerialV2>${issuerSerial(0x067c6a21)}</xades:IssuerSerialV2>`,
  );
  assertGood(bench.signed({ signedProperties: properties(newer, '') }));
  const wrong = signingCertificate(
    signer,
    `<xades:IssuerSerialV2>${issuerSerial(0x067c6a22)}</xades:IssuerSerialV2>`,
  );
  const { faults } = judged(bench.signed({ signedProperties: properties(wrong, '') }));
  assert.deepEqual(faults, ['ades.signing-certificate issuer-serial']);
});

/** Base64 of `IssuerSerial`, written by the OpenSSL command line. */
function issuerSerial(serial: number): string {
  const config = `asn1=SEQUENCE:is\n[is]\nnames=SEQUENCE:names\nserial=INTEGER:${serial}\n[names]\nname=EXPLICIT:4,SEQUENCE:dn\n[dn]\nc=SET:c\no=SET:o\nou1=SET:ou1\nou2=SET:ou2\n[c]\nx=SEQUENCE:cv\n[cv]\nt=OID:countryName\nv=PRINTABLESTRING:JP\n[o]\nx=SEQUENCE:ov\n[ov]\nt=OID:organizationName\nv=UTF8:JPKI-TEST\n[ou1]\nx=SEQUENCE:ou1v\n[ou1v]\nt=OID:organizationalUnitName\nv=UTF8:JPKI for user authentication\n[ou2]\nx=SEQUENCE:ou2v\n[ou2v]\nt=OID:organizationalUnitName\nv=UTF8:Japan Agency for Local Authority Information Systems\n`;
  writeFileSync(h.shop.path('asn1.conf'), config);
  h.shop.run('asn1parse', '-genconf', 'asn1.conf', '-noout', '-out', 'asn1.der');
  return Buffer.from(h.shop.read('asn1.der')).toString('base64');
}

test('signatures of curves are good, and only for a method of that kind', () => {
  for (const [kind, hash, uri] of [
    ['p256', 'sha256', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'],
    ['p384', 'sha384', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384'],
  ] as const) {
    h.shop.key(kind, kind);
    const certificate = h.leafWith({ name: kind, key: kind, extensions: SIGNER_EXTENSIONS, digest: hash });
    const signed = bench.sign(
      contract(signatureOf({ ...goodTemplate(certificate), method: method(uri) })),
      kind,
    );
    assertGood(signed);
    // The other spelling of such a signature, and one of another length.
    const value = Buffer.from(/<ds:SignatureValue>([^<]*)/.exec(signed)?.[1] ?? '', 'base64');
    const half = value.length / 2;
    for (const other of [
      derSignature(value),
      value.subarray(1),
      Buffer.concat([value.subarray(half), value]),
    ]) {
      const text = `<ds:SignatureValue>${other.toString('base64')}`;
      assert.deepEqual(judged(edited(signed, /<ds:SignatureValue>[^<]*/, text)).faults, [
        'xades.signature value',
      ]);
    }
  }
});

/** `Ecdsa-Sig-Value` of RFC 3279, as X.509 and CMS write it. */
function derSignature(value: Buffer): Buffer {
  const integers = [value.subarray(0, value.length / 2), value.subarray(value.length / 2)].map((half) =>
    Buffer.concat([Buffer.from([2, half.length + 1, 0]), half]),
  );
  const content = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

test('RSASSA-PSS, which this peer does not know, is good when made by hand', () => {
  const digested = bench.signed();
  const uri = 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1';
  const changed = digested.replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', uri);
  const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(changed)?.[0] ?? '';
  const input = info.replace(
    '<ds:SignedInfo>',
    '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
  );
  const canonical = execFileSync('xmllint', ['--exc-c14n', '-'], { input });
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const value = sign('sha256', canonical, { key: bench.signerKey, ...padding }).toString('base64');
  const signed = changed.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value}`);
  assertGood(signed, {}, false);
  const short = sign('sha256', canonical, { key: bench.signerKey, ...padding, saltLength: 20 }).toString(
    'base64',
  );
  const wrong = judged(changed.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${short}`));
  assert.deepEqual(wrong.faults, ['xades.signature value']);
});

test('the root element may be named by its identifier', () => {
  const around = (signature: string) => contract(signature).replace('<contract ', '<contract Id="d" ');
  const references = reference({ ...DOCUMENT_REFERENCE, uri: '#d' }) + ofProperties;
  const { covers } = assertGood(bench.signed({ references }, around));
  assert.deepEqual(covers, ['root', 'signed-properties']);
});

test('an enveloping signature covers its objects, as XML, as one element, or as octets in base64', () => {
  const asXml = { references: reference({ id: 'r', uri: '#o', transforms: [EXCLUSIVE] }) + ofProperties };
  const { covers } = assertGood(
    bench.signed({ ...asXml, objects: object('<v xmlns="urn:x">1</v> text') }, alone),
  );
  assert.deepEqual(covers, ['object', 'signed-properties']);
  const clause = '<clause xmlns="urn:example:contract" Id="o">1</clause>';
  assertGood(bench.signed({ ...asXml, objects: object(clause, '') }, alone));
  const octets = { references: reference({ id: 'r', uri: '#o', transforms: [BASE64] }) + ofProperties };
  assertGood(bench.signed({ ...octets, objects: object('aGVsbG8s\n IHdvcmxk') }, alone));
});

test('a part is enough for a caller who says to read that part alone', () => {
  const references = reference({ id: 'r', uri: '#c1', transforms: [EXCLUSIVE] }) + ofProperties;
  const document = bench.signed({ references });
  assert.deepEqual(judged(document).faults, ['xades.target element']);
  const { covers } = assertGood(document, { parts: ['c1'] });
  assert.deepEqual(covers, ['part', 'signed-properties']);
  const elsewhere = document.replace(
    /<clause Id="c1">.*?<\/clause>/,
    (clause) => `<clause>他</clause><!--${clause}-->`,
  );
  const moved = elsewhere.replace(/<!--(<clause Id="c1">.*?)-->/, '').replace('</ds:Signature>', '$&');
  const clause = /<clause Id="c1">.*?<\/clause>/.exec(document)?.[0] ?? '';
  const inside = clause.replace('<clause ', '<clause xmlns="urn:example:contract" ');
  const hidden = moved.replace('</ds:Signature>', `<ds:Object>${inside}<x/></ds:Object></ds:Signature>`);
  assert.deepEqual(judged(hidden, { parts: ['c1'] }).faults, ['xades.target element']);
});
