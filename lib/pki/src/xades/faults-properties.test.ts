import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFaultBench, testFaults } from './testing/faults.ts';
import { edited, judge } from './testing/judged.ts';
import {
  certificateDigest,
  DOCUMENT_REFERENCE,
  FORMAT,
  PROPERTIES_REFERENCE,
  PROPERTIES_TYPE,
  properties,
  reference,
  SIGNING_TIME,
  signingCertificate,
} from './testing/template.ts';

const { bench, changed, good, signed } = createFaultBench();
const { h, signer } = bench;
const about = (text: string, data = FORMAT) => ({ signedProperties: properties(text, data) });
const unsigned = (text: string) => ({ unsigned: text });
const ofDocument = reference(DOCUMENT_REFERENCE);
const ofProperties = reference(PROPERTIES_REFERENCE);
const XADES = 'xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"';
const other = h.leafWith({ name: 'other', key: 'leaf', serial: '55' });

testFaults(bench, [
  changed(
    'a plain XML signature',
    /<ds:Object><xades:Qualifying.*<\/ds:Object>/s,
    '',
    'refuses',
    'xades.qualifying-properties missing',
  ),
  changed(
    'the properties of another namespace',
    XADES,
    'xmlns:xades="http://uri.etsi.org/01903/v1.1.1#"',
    'refuses',
    'xades.qualifying-properties missing',
  ),
  signed('another target', { target: '#t' }, 'accepts', 'xades.qualifying-properties target'),
  signed(
    'no identifier of the signature',
    { signatureAttributes: '' },
    'accepts',
    'xades.qualifying-properties target',
  ),
  signed(
    'no identifier of the signature, and a target that could be taken for none',
    { signatureAttributes: '', target: '#undefined' },
    'accepts',
    'xades.qualifying-properties target',
  ),
  changed(
    'two sets of properties',
    /<ds:Object>(<xades:Qualifying.*)<\/ds:Object>/s,
    '$&<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#s"/></ds:Object>',
    'accepts',
    'xades.qualifying-properties several',
  ),
  changed(
    'properties kept elsewhere',
    /<ds:Object>.*<\/ds:Object>/s,
    `<ds:Object><xades:QualifyingPropertiesReference ${XADES} URI="http://example.org/"/></ds:Object>`,
    'refuses',
    'xades.qualifying-properties elsewhere',
  ),
  changed(
    'two signed properties',
    /<xades:SignedProperties.*<\/xades:SignedProperties>/s,
    '$&<xades:SignedProperties/>',
    'accepts',
    'xades.qualifying-properties structure',
  ),
  changed(
    'something beside the properties',
    '<ds:Object>',
    '<ds:Object>text',
    'accepts',
    'xades.qualifying-properties structure',
  ),
  signed(
    'a reference without the type',
    { references: ofDocument + reference({ ...PROPERTIES_REFERENCE, type: 'urn:x' }) },
    'accepts',
    'xades.signed-properties none',
  ),
  signed(
    'two references of the type',
    { references: ofDocument + ofProperties + ofProperties },
    'accepts',
    'xades.signed-properties several',
  ),
  signed(
    'the type on a reference to something else',
    {
      references:
        reference({ ...DOCUMENT_REFERENCE, type: PROPERTIES_TYPE }) +
        reference({ ...PROPERTIES_REFERENCE, type: 'urn:x' }),
    },
    'accepts',
    'xades.signed-properties other',
  ),
  signed('no signing certificate', about(SIGNING_TIME), 'accepts', 'xades.properties certificate'),
  signed(
    'the signing certificate twice',
    about(signingCertificate(signer).repeat(2)),
    'accepts',
    'xades.properties structure',
  ),
  signed(
    'the signing certificate in both ways',
    about(
      `${signingCertificate(signer)}<xades:SigningCertificate><xades:Cert>${certificateDigest(signer)}<xades:IssuerSerial><ds:X509IssuerName>x</ds:X509IssuerName><ds:X509SerialNumber>${0x067c6a21}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>`,
    ),
    'accepts',
    'xades.properties certificate',
  ),
  signed(
    'a signing certificate without a digest',
    about('<xades:SigningCertificateV2><xades:Cert/></xades:SigningCertificateV2>'),
    'accepts',
    'xades.properties certificate',
  ),
  signed(
    'another certificate named',
    about(signingCertificate(other)),
    'accepts',
    'ades.signing-certificate hash',
  ),
  signed(
    'a digest by a hash that is not known',
    about(
      `<xades:SigningCertificateV2><xades:Cert>${certificateDigest(signer, 'urn:x')}</xades:Cert></xades:SigningCertificateV2>`,
    ),
    'accepts',
    'ades.signing-certificate hash',
  ),
  signed(
    'a malformed issuer and serial number',
    about(signingCertificate(signer, '<xades:IssuerSerialV2>AAAA</xades:IssuerSerialV2>')),
    'accepts',
    'ades.signing-certificate reference',
  ),
  signed(
    'a signing time without a zone',
    about(SIGNING_TIME.replace('+09:00', '') + signingCertificate(signer)),
    'accepts',
    'xades.properties time',
  ),
  signed(
    'a signing time that no calendar has',
    about(SIGNING_TIME.replace('11-01', '02-30') + signingCertificate(signer)),
    'accepts',
    'xades.properties time',
  ),
  signed(
    'a signing time twice',
    about(SIGNING_TIME + SIGNING_TIME + signingCertificate(signer)),
    'accepts',
    'xades.properties structure',
  ),
  signed(
    'a property that is not known',
    about(`<xades:Unheard/>${signingCertificate(signer)}`),
    'accepts',
    'xades.properties structure',
  ),
  signed(
    'a policy without a name',
    about(`${signingCertificate(signer)}<xades:SignaturePolicyIdentifier/>`),
    'accepts',
    'xades.properties policy',
  ),
  signed(
    'a format of another reference',
    about(signingCertificate(signer), FORMAT.replace('#r', '#q')),
    'accepts',
    'xades.properties format',
  ),
  signed(
    'two formats of one reference',
    about(signingCertificate(signer), FORMAT + FORMAT),
    'accepts',
    'xades.properties format',
  ),
  signed(
    'a certificate value that is not base64',
    unsigned(
      '<xades:CertificateValues><xades:EncapsulatedX509Certificate>?</xades:EncapsulatedX509Certificate></xades:CertificateValues>',
    ),
    'accepts',
    'xades.unsigned-properties value',
  ),
  signed(
    'a revocation value of another encoding',
    unsigned(
      '<xades:RevocationValues><xades:CRLValues><xades:EncapsulatedCRLValue Encoding="http://uri.etsi.org/01903/v1.2.2#PER">AAAA</xades:EncapsulatedCRLValue></xades:CRLValues></xades:RevocationValues>',
    ),
    'accepts',
    'xades.unsigned-properties value',
  ),
  signed(
    'a time-stamp of XML',
    unsigned('<xades:SignatureTimeStamp><xades:XMLTimeStamp/></xades:SignatureTimeStamp>'),
    'accepts',
    'xades.unsigned-properties timestamp',
  ),
  signed(
    'a time-stamp that names what it covers',
    unsigned(
      '<xades:SignatureTimeStamp><xades:Include URI="#s"/><xades:EncapsulatedTimeStamp>AAAA</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>',
    ),
    'accepts',
    'xades.unsigned-properties timestamp',
  ),
  signed(
    'more certificates than anybody needs',
    unsigned(
      `<xades:CertificateValues>${'<xades:EncapsulatedX509Certificate>AAAA</xades:EncapsulatedX509Certificate>'.repeat(65)}</xades:CertificateValues>`,
    ),
    'accepts',
    'xades.unsigned-properties too-many',
  ),
  signed('no certificate at all', { keyInfo: '' }, 'refuses', 'ades.signing-certificate absent'),
  signed(
    'a bare key and no certificate',
    { keyInfo: '<ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo>' },
    'refuses',
    'ades.signing-certificate absent',
  ),
]);

test('the certificates in KeyInfo are hints: a stranger in front changes nothing', () => {
  const stranger = `<ds:X509Data><ds:X509Certificate>${Buffer.from(other).toString('base64')}</ds:X509Certificate></ds:X509Data>`;
  const document = edited(good, '<ds:KeyInfo>', `<ds:KeyInfo>${stranger}`);
  assert.deepEqual(judge(document, bench.options).faults, []);
});
