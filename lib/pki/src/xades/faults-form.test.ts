import { createFaultBench, testFaults } from './testing/faults.ts';
import {
  DOCUMENT_REFERENCE,
  EXCLUSIVE,
  FORMAT,
  PROPERTIES_REFERENCE,
  properties,
  RSA_SHA256,
  reference,
  SHA256,
  signingCertificate,
} from './testing/template.ts';

const { bench, changed, signed } = createFaultBench();
const { signer } = bench;
const about = (text: string, data = FORMAT) => ({ signedProperties: properties(text, data) });
const STRUCTURE = 'xades.structure signature';
const ofProperties = reference(PROPERTIES_REFERENCE);

testFaults(bench, [
  changed(
    'an element in another namespace',
    /(<\/?)ds:SignedInfo/g,
    '$1xades:SignedInfo',
    'refuses',
    'xades.document malformed',
  ),
  changed(
    'SignedInfo of another namespace',
    /<ds:SignedInfo>(.*)<\/ds:SignedInfo>/s,
    '<SignedInfo xmlns="urn:x">$1</SignedInfo>',
    'refuses',
    STRUCTURE,
  ),
  changed(
    'a second SignedInfo',
    /<ds:SignedInfo>.*<\/ds:SignedInfo>/s,
    '$&<ds:SignedInfo/>',
    'refuses',
    STRUCTURE,
  ),
  changed(
    'a second SignatureValue',
    /<ds:SignatureValue>[^<]*<\/ds:SignatureValue>/,
    '$&$&',
    'refuses',
    STRUCTURE,
  ),
  changed('no SignatureValue', /<ds:SignatureValue>[^<]*<\/ds:SignatureValue>/, '', 'refuses', STRUCTURE),
  changed(
    'an empty SignatureValue',
    /<ds:SignatureValue>[^<]*/,
    '<ds:SignatureValue>',
    'refuses',
    'xades.structure value',
  ),
  changed(
    'a signature value that is not base64',
    /<ds:SignatureValue>..../,
    '<ds:SignatureValue>-_-_',
    'refuses',
    'xades.structure value',
  ),
  changed(
    'a signature value with bits to spare',
    /=+\s*<\/ds:SignatureValue>/,
    '',
    'refuses',
    'xades.document malformed',
  ),
  changed(
    'a comment inside the signature value',
    /<ds:SignatureValue>..../,
    '$&<!-- -->',
    'accepts',
    'xades.structure value',
  ),
  changed(
    'an element inside the signature value',
    /<ds:SignatureValue>..../,
    '$&<a/>',
    'accepts',
    'xades.structure value',
  ),
  changed('a comment in the signature', '<ds:KeyInfo>', '<!-- --><ds:KeyInfo>', 'accepts', STRUCTURE),
  changed(
    'a processing instruction in the signed information',
    '<ds:SignedInfo>',
    '<ds:SignedInfo><?a?>',
    'refuses',
    'xades.structure signed-info',
  ),
  changed('text in the signature', '<ds:KeyInfo>', 'text<ds:KeyInfo>', 'accepts', STRUCTURE),
  changed(
    'a comment that cuts the signing time',
    '2026-11-01',
    '2026<!-- -->-11-01',
    'accepts',
    'xades.properties time',
  ),
  changed(
    'a comment that cuts a digest value',
    /<ds:DigestValue>..../,
    '$&<!-- -->',
    'accepts',
    'xades.structure digest',
  ),
  changed('a doctype', '<contract ', '<!DOCTYPE contract><contract ', 'accepts', 'xades.document malformed'),
  changed(
    'a doctype that gives an attribute to the document',
    '<contract ',
    '<!DOCTYPE contract [<!ATTLIST clause Id ID #IMPLIED lang CDATA "en">]><contract ',
    'accepts',
    'xades.document malformed',
  ),
  changed(
    'an entity',
    '<contract ',
    '<!DOCTYPE contract [<!ENTITY e "x">]><contract ',
    'accepts',
    'xades.document malformed',
  ),

  signed(
    'a reference without a digest method known',
    {
      references:
        reference({ ...DOCUMENT_REFERENCE, digest: 'http://www.w3.org/2001/04/xmldsig-more#sha224' }) +
        ofProperties,
    },
    'accepts',
    'xades.algorithm digest',
  ),
  signed(
    'no reference to data',
    { references: ofProperties, ...about(signingCertificate(signer), '') },
    'accepts',
    'xades.coverage nothing',
  ),
  changed(
    'no reference at all',
    /<ds:Reference .*<\/ds:Reference>/s,
    '',
    'refuses',
    'xades.structure signed-info',
  ),
  changed(
    'a reference without a digest',
    /<ds:DigestMethod[^>]*\/?><ds:DigestValue>[^<]*<\/ds:DigestValue>/,
    '',
    'refuses',
    'xades.structure reference',
  ),
  changed(
    'a reference with two digests',
    /<ds:DigestValue>[^<]*<\/ds:DigestValue>/,
    '$&$&',
    'refuses',
    'xades.structure reference',
  ),
  changed(
    'thirty-three references',
    '</ds:SignedInfo>',
    `${ofProperties.repeat(31)}</ds:SignedInfo>`,
    'refuses',
    'xades.structure too-many',
  ),
  changed(
    'a digest method with parameters',
    `<ds:DigestMethod Algorithm="${SHA256}"/>`,
    `<ds:DigestMethod Algorithm="${SHA256}"><a/></ds:DigestMethod>`,
    'refuses',
    'xades.algorithm digest',
  ),
  changed(
    'an unknown canonicalisation',
    `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"`,
    '<ds:CanonicalizationMethod Algorithm="urn:x"',
    'refuses',
    'xades.algorithm canonicalisation',
  ),
  changed(
    'HMAC',
    RSA_SHA256,
    'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
    'refuses',
    'xades.algorithm signature',
  ),
  changed(
    'a truncated output',
    `<ds:SignatureMethod Algorithm="${RSA_SHA256}"/>`,
    `<ds:SignatureMethod Algorithm="${RSA_SHA256}"><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>`,
    'refuses',
    'xades.algorithm signature',
  ),
  changed(
    'MD5',
    RSA_SHA256,
    'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
    'refuses',
    'xades.algorithm signature',
  ),
]);
