import { createFaultBench, testFaults } from './testing/faults.ts';
import { EXCLUSIVE, INCLUSIVE, RSA_SHA256 } from './testing/template.ts';

const { bench, changed } = createFaultBench();
const HASH = 'xades.reference digest';

testFaults(bench, [
  changed('a changed word', '賃料は月額', '賃料は年額', 'refuses', HASH),
  changed('a changed attribute', 'Id="c1"', 'Id="c9"', 'refuses', HASH),
  changed('white space added', '  <clause Id="c2">', '   <clause Id="c2">', 'refuses', HASH),
  changed('an element added', '</contract>', '<clause/></contract>', 'refuses', HASH),
  changed(
    'a namespace of the same local names',
    'xmlns="urn:example:contract"',
    'xmlns="urn:example:other"',
    'refuses',
    HASH,
  ),
  changed(
    'a processing instruction added in front',
    '<contract ',
    '<?xml-stylesheet href="x.xsl"?><contract ',
    'refuses',
    HASH,
  ),
  changed(
    'an element turned into text',
    '<clause Id="c2">乙は甲に支払う。</clause>',
    '&lt;clause Id="c2">乙は甲に支払う。&lt;/clause>',
    'refuses',
    // The comment of the contract now stands in a text, which is told before any digest is made.
    'xades.text divided',
  ),
  changed('an escaped element turned into a real one', '&lt;100,000&gt;', '<b>100,000</b>', 'refuses', HASH),
  changed('a changed signing time', '09:00:00', '10:00:00', 'refuses', HASH),
  changed('a changed name of the format', 'text/xml', 'text/html', 'refuses', HASH),
  changed(
    'a changed digest',
    /<ds:DigestValue>..../,
    '<ds:DigestValue>AAAA',
    'refuses',
    HASH,
    'xades.signature value',
  ),
  changed(
    'a changed signature value',
    /<ds:SignatureValue>..../,
    '<ds:SignatureValue>AAAA',
    'refuses',
    'xades.signature value',
  ),
  changed(
    'a method other than the signed one',
    RSA_SHA256,
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'refuses',
    'xades.signature value',
  ),
  changed(
    'a method of another kind of key',
    RSA_SHA256,
    'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
    'refuses',
    'xades.signature key',
  ),
  changed(
    'another canonicalisation than the signed one',
    `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"`,
    `<ds:CanonicalizationMethod Algorithm="${INCLUSIVE}"`,
    'refuses',
    'xades.signature value',
  ),
]);
