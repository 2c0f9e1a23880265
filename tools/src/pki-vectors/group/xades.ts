import { bad, type Case, type Made as CaseMade, good } from '../case.ts';
import { type Made, makeLeaf } from '../make/certificate.ts';
import { makeCrl } from '../make/crl.ts';
import { keyUsage, USE } from '../make/extension.ts';
import { makeToken } from '../make/token.ts';
import {
  canonical,
  certificateText,
  DOCUMENT,
  digestOf,
  documentReference,
  makeXades,
  referenceText,
  signatureText,
  type XadesOrder,
  XML,
} from '../make/xml.ts';
import { ca, caCrl, directLeaf, later, otherRoot, root, rootCrl, tsaCrl, tsaRoot, unit } from '../town.ts';

const me = directLeaf;

interface Beside {
  readonly crls?: readonly Uint8Array[];
  readonly anchors?: readonly Made[];
  readonly detached?: { readonly [uri: string]: Uint8Array };
}

function judged(document: Uint8Array | string, beside: Beside = {}): CaseMade {
  const { crls = [rootCrl], anchors = [root], detached } = beside;
  return {
    inputs: {
      document: typeof document === 'string' ? Buffer.from(document) : document,
      anchors: anchors.map(({ der }) => der),
      timestampAnchors: [tsaRoot.der],
      crls: [...crls, tsaCrl],
      ...(detached && { detached }),
    },
  };
}
const xades = (order: Partial<XadesOrder> = {}, beside?: Beside) =>
  judged(makeXades({ signer: me, ...order }), beside);
const text = Buffer.from(makeXades({ signer: me })).toString();
/** The signed document changed afterwards. */
function changed(from: string | RegExp, to: string, base = text): CaseMade {
  const after = base.replace(from, () => to);
  if (after === base) throw new Error(`nothing to change: ${from}`);
  return judged(after);
}
/** The document's reference written otherwise. */
const referring = (order: Parameters<typeof documentReference>[1]) =>
  xades({ references: (document) => [documentReference(document, order)] });
const extra = (order: Parameters<typeof referenceText>[0]) =>
  xades({ references: (document) => [documentReference(document), referenceText(order)] });
const FILE = Buffer.from('Pay 100 yen.');
const detached = (digest: string, beside: { readonly [uri: string]: Uint8Array }) =>
  judged(
    signatureText({
      signer: me,
      data: '',
      references: () => [referenceText({ uri: 'contract.txt', digest })],
    }),
    { detached: beside },
  );
/** The data inside an object of the signature. */
function enveloping(object: string, digestFrom = object, order: Partial<XadesOrder> = {}) {
  const digest = digestOf('sha256', canonical(digestFrom, 'ds'));
  const reference = referenceText({ id: 'r', uri: '#o', transforms: [XML.exclusive], digest });
  return judged(signatureText({ signer: me, references: () => [reference], objects: object, ...order }));
}
const OBJECT = '<ds:Object Id="o">Pay 100 yen.</ds:Object>';
/** The octets of an object's text in base64, which the signer says to be plain text. */
function encoded(objects: string) {
  const digest = digestOf('sha256', 'Pay 100 yen.');
  const reference = referenceText({ id: 'r', uri: '#o', transforms: [XML.base64], digest });
  const data =
    '<xades:DataObjectFormat ObjectReference="#r"><xades:MimeType>text/plain</xades:MimeType></xades:DataObjectFormat>';
  return judged(signatureText({ signer: me, references: () => [reference], objects, data }));
}
const ENCODED = Buffer.from('Pay 100 yen.').toString('base64');
const stampText = (data: string, order: object = {}) =>
  `<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>${Buffer.from(makeToken({ unit, data: Buffer.from(data), ...order })).toString('base64')}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>`;
const signatureOnly = /<ds:Signature .*<\/ds:Signature>/s.exec(text)?.[0] ?? '';

const failed = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') => ({ severity }) as const;
const open = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') =>
  ({ severity, expected: 'indeterminate' }) as const;

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('enveloped', 'ETSI EN 319 132-1 6', 'XAdES in the document that it covers', xades()),
  good('enveloping', 'ETSI EN 319 132-1 6', 'XAdES around its data', enveloping(OBJECT)),
  good('detached', 'ETSI EN 319 132-1 6', 'XAdES beside its data', detached(digestOf('sha256', FILE), { 'contract.txt': FILE })),
  good('without-time', 'ETSI EN 319 132-1 5.2.1', 'no signing time', xades({ time: '' })),
  good('ecdsa', 'RFC 6931 2.3.6', 'ECDSA on P-256', (() => {
    const signer = makeLeaf(root, { key: 'p256' });
    return xades({ signer, algorithm: 'ecSha256', method: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256' });
  })()),
  good('authority', 'ETSI EN 319 132-1 6', 'an authority between, in KeyInfo', (() => {
    const signer = makeLeaf(ca);
    const certificates = [signer, ca].map(({ der }) => `<ds:X509Certificate>${Buffer.from(der).toString('base64')}</ds:X509Certificate>`);
    return xades({ signer, keyInfo: `<ds:KeyInfo><ds:X509Data>${certificates.join('')}</ds:X509Data></ds:KeyInfo>` }, { crls: [rootCrl, caCrl] });
  })()),
  good('enveloping-base64', 'W3C XML Signature 1.1 6.6.2', 'data in base64 inside the signature, of the kind that the signer says', encoded(`<ds:Object Id="o" MimeType="text/plain" Encoding="${XML.base64}">${ENCODED}</ds:Object>`)),
  good('stamped', 'ETSI EN 319 132-1 5.3', 'with a time-stamp', xades({ unsigned: (value) => stampText(value) })),
  good('stamped-then-revoked', 'ETSI EN 319 102-1 5.5', 'time-stamped before the certificate was revoked', later(xades({ unsigned: (value) => stampText(value) }))),
  good('comment-among-elements', 'W3C Exclusive XML Canonicalization 1.0 1', 'a comment put among the elements of the signed document afterwards: the canonical form has none, and it parts no text', changed('<clause>', '<!-- 0 --><clause>')),
  good('signature-moved', 'W3C XML Signature 1.1 6.6.4', 'the signature moved to another place in the document: the transform leaves it out wherever it stands', judged(text.replace(signatureOnly, '').replace('<contract>', () => `<contract>${signatureOnly}`))),
];

// biome-ignore format: a table, one case a row
const DIGESTS: readonly Case[] = [
  bad('document-changed', 'enveloped', 'W3C XML Signature 1.1 3.2.1', 'xades.reference digest', 'the document changed', changed('100 yen', '900 yen'), failed()),
  bad('document-added', 'enveloped', 'W3C XML Signature 1.1 3.2.1', 'xades.reference digest', 'an element added', changed('<clause>', '<clause>Pay 900 yen.</clause><clause>'), failed()),
  bad('attribute-added', 'enveloped', 'W3C XML Signature 1.1 3.2.1', 'xades.reference digest', 'an attribute added', changed('<clause>', '<clause not="true">'), failed()),
  bad('instruction-inside', 'enveloped', 'W3C XML Signature 1.1 3.2.1', 'xades.reference digest', 'a processing instruction added', changed('100 yen', '100<?times 9?> yen'), failed()),
  bad('object-changed', 'enveloping', 'W3C XML Signature 1.1 3.2.1', 'xades.reference digest', 'the data in the signature changed', enveloping(OBJECT.replace('100', '900'), OBJECT), failed()),
  bad('object-kind-changed', 'enveloping-base64', 'ETSI EN 319 132-1 5.2.4', 'xades.reference format', 'the object says that its data is a page, the signer that it is plain text: under base64 the tag is not signed', encoded(`<ds:Object Id="o" MimeType="text/html" Encoding="${XML.base64}">${ENCODED}</ds:Object>`), open('strict')),
  bad('object-tag-not-signed', 'enveloping-base64', 'W3C XML Signature 1.1 8.1', 'xades.coverage object', 'the text of an element in base64 is signed, and nothing of the element that says what it means', encoded(`<ds:Object><discount Id="o">${ENCODED}</discount></ds:Object>`), failed('strict')),
  bad('file-changed', 'detached', 'W3C XML Signature 1.1 3.2.1', 'xades.reference digest', 'the data beside changed', detached(digestOf('sha256', FILE), { 'contract.txt': Buffer.from('Pay 900 yen.') }), failed()),
  bad('file-missing', 'detached', 'ETSI EN 319 102-1 5.2.7', 'xades.reference not-given', 'the data beside is not given', detached(digestOf('sha256', FILE), {}), open('forbidden')),
  bad('comment-in-text', 'enveloped', 'W3C XML Signature 1.1 8.1.3', 'xades.text divided', 'a comment put into signed text afterwards: no digest changes, and who reads only the first piece reads another sum', changed('100 yen', '100<!-- 0 --> yen'), failed('strict')),
  bad('section-in-text', 'enveloped', 'W3C XML Signature 1.1 8.1.3', 'xades.text divided', 'a piece of signed text put into a CDATA section afterwards, which parts it for those who read one piece', changed('100 yen', '1<![CDATA[00]]> yen'), failed('strict')),
  bad('properties-changed', 'enveloped', 'ETSI EN 319 132-1 4.4.2', 'xades.reference digest', 'the signing time changed', changed('2026-05-31T09', '2025-05-31T09'), failed()),
  bad('signed-info-changed', 'enveloped', 'W3C XML Signature 1.1 3.2.2', 'xades.signature value', 'document and digest changed together', (() => {
    const other = DOCUMENT.replace('100', '900');
    return changed(DOCUMENT.slice(0, -11), other.slice(0, -11), text.replace(digestOf('sha256', DOCUMENT), digestOf('sha256', other)));
  })(), failed()),
  bad('signature-damaged', 'enveloped', 'W3C XML Signature 1.1 3.2.2', 'xades.signature value', 'a letter of the signature value changed', xades({ value: (value) => (value[9] === 'A' ? `${value.slice(0, 9)}B${value.slice(10)}` : `${value.slice(0, 9)}A${value.slice(10)}`) }), failed()),
  bad('signature-other-key', 'enveloped', 'W3C XML Signature 1.1 3.2.2', 'xades.signature value', 'signed by another key', xades({ signedBy: 'other' }), failed()),
];

// biome-ignore format: a table, one case a row
const FORMS: readonly Case[] = [
  bad('no-signature', 'enveloped', 'ETSI EN 319 102-1 5.1', 'xades.document none', 'a document that nobody signed', judged(DOCUMENT), open('forbidden')),
  bad('document-type', 'enveloped', 'W3C XML Signature 1.1 8.1', 'xades.document malformed', 'a document type declaration', judged(`<!DOCTYPE contract [<!ENTITY sum "900">]>${text}`), failed('strict')),
  bad('not-well-formed', 'enveloped', 'W3C XML 1.0 2.1', 'xades.document malformed', 'an end tag missing', changed(/<\/contract>$/, ''), failed('forbidden')),
  bad('not-utf8', 'enveloped', 'RFC 3629 3', 'xades.document malformed', 'octets that are no UTF-8', judged(Buffer.from(text.replace('yen', 'y\u00e9n'), 'latin1')), failed('forbidden')),
  bad('signature-twice', 'enveloped', 'W3C XML 1.0 3.3.1', 'xades.identifiers duplicate', 'the signature stands in the document twice', changed(signatureOnly, signatureOnly + signatureOnly), failed()),
  bad('xml-1-1', 'enveloped', 'W3C XML Signature 1.1 1', 'xades.document malformed', 'XML 1.1', judged(`<?xml version="1.1"?>${text}`), failed('strict')),
  bad('encoding-other', 'enveloped', 'W3C XML 1.0 4.3.3', 'xades.document malformed', 'a document that says it is in ISO-8859-1', judged(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`), failed('strict')),
  bad('identifier-twice', 'enveloped', 'W3C XML 1.0 3.3.1', 'xades.identifiers duplicate', 'two elements with one identifier', xades({ document: '<contract><clause Id="x">1</clause><clause Id="x">2</clause></contract>' }), failed()),
  bad('wrapped', 'enveloped', 'W3C XML Signature 1.1 8.1', 'xades.reference digest', 'the signature moved into another document', judged(`<gift><clause>Pay 100 yen.</clause>${signatureOnly}</gift>`), failed()),
  bad('wrapped-original-inside', 'enveloping', 'W3C XML Signature 1.1 8.1', 'xades.coverage document', 'an enveloping signature inside a document that it does not cover', judged(`<contract><clause>Pay 900 yen.</clause>${Buffer.from(enveloping(OBJECT).inputs.document as Uint8Array).toString()}</contract>`), failed()),
  bad('only-part-signed', 'enveloped', 'W3C XML Signature 1.1 8.2', 'xades.target element', 'an element of the document is signed, not the whole', (() => {
    const clause = '<clause Id="c">Pay 100 yen.</clause>';
    const reference = referenceText({ id: 'r', uri: '#c', transforms: [XML.exclusive], digest: digestOf('sha256', clause) });
    return xades({ document: `<contract>${clause}<clause>Pay more.</clause></contract>`, references: () => [reference] });
  })(), failed()),
  bad('object-not-covered', 'enveloping', 'W3C XML Signature 1.1 8.1', 'xades.coverage object', 'a second object that no reference covers', enveloping(OBJECT, OBJECT, { objects: `${OBJECT}<ds:Object>Pay 900 yen.</ds:Object>` }), failed()),
  bad('nothing-signed', 'enveloped', 'ETSI EN 319 102-1 5.2.2', 'xades.coverage nothing', 'the properties alone are signed', xades({ references: () => [], data: '' }), failed()),
  bad('instruction-outside', 'enveloped', 'W3C XML Signature 1.1 8.1', 'xades.reference digest', 'a processing instruction before the root element', judged(`<?show other.xml?>${text}`), failed()),
  bad('target-missing', 'enveloped', 'W3C XML Signature 1.1 4.4.3.2', 'xades.target missing', 'a reference to nothing', extra({ uri: '#nowhere', digest: digestOf('sha256', '') }), failed('forbidden')),
  bad('target-xpointer', 'enveloped', 'W3C XML Signature 1.1 4.4.3.3', 'xades.target pointer', 'a reference by XPointer', extra({ uri: "#xpointer(id('p'))", digest: digestOf('sha256', '') }), failed('strict')),
  bad('target-itself', 'enveloped', 'W3C XML Signature 1.1 4.4.3', 'xades.target itself', 'a reference to the signature itself', extra({ uri: '#s', digest: digestOf('sha256', '') }), failed('forbidden')),
  bad('target-http', 'enveloped', 'W3C XML Signature 1.1 4.4.3.1', 'xades.reference not-given', 'a reference to a page of the Web, which nobody fetches', extra({ uri: 'http://example.com/x', digest: digestOf('sha256', '') }), open()),
  bad('transform-xpath', 'enveloped', 'W3C XML Signature 1.1 8.1', 'xades.transforms algorithm', 'an XPath transform that leaves out what it likes', referring({ transforms: [XML.enveloped, `<ds:Transform Algorithm="${XML.xpath}"><ds:XPath>not(ancestor-or-self::clause)</ds:XPath></ds:Transform>`, XML.exclusive], digest: digestOf('sha256', '<contract></contract>') }), failed()),
  bad('transform-xslt', 'enveloped', 'W3C XML Signature 1.1 8.1', 'xades.transforms algorithm', 'an XSLT transform', referring({ transforms: [XML.enveloped, XML.xslt] }), failed()),
  bad('transform-order', 'enveloped', 'W3C XML Signature 1.1 6.6', 'xades.transforms order', 'canonicalised before the signature is left out', referring({ transforms: [XML.exclusive, XML.enveloped] }), failed('strict')),
  bad('method-hmac', 'enveloped', 'W3C XML Signature 1.1 6.3', 'xades.algorithm signature', 'HMAC, which everybody who has the certificate could compute', xades({ method: XML.hmac }), failed()),
  bad('method-unknown', 'enveloped', 'W3C XML Signature 1.1 6.1', 'xades.algorithm signature', 'a method that nobody knows', xades({ method: 'urn:example:method' }), failed('forbidden')),
  bad('method-other-key-kind', 'ecdsa', 'RFC 6931 2.3.6', 'xades.signature key', 'a method for RSA and a key on P-256', (() => {
    const signer = makeLeaf(root, { key: 'p256' });
    return xades({ signer, algorithm: 'ecSha256' });
  })(), failed()),
  bad('digest-unknown', 'enveloped', 'W3C XML Signature 1.1 6.2', 'xades.algorithm digest', 'a digest that nobody knows', referring({ method: 'urn:example:digest' }), failed('forbidden')),
  bad('digest-sha1', 'enveloped', 'RFC 6194 3', 'ades.algorithm weak', 'the document hashed with SHA-1', referring({ method: XML.sha1, digest: digestOf('sha1', DOCUMENT) }), open()),
  bad('method-sha1', 'enveloped', 'RFC 6194 3', 'ades.algorithm weak', 'signed with SHA-1', xades({ method: XML.rsaSha1, algorithm: 'rsaSha1' }), open()),
  bad('canonicalisation-unknown', 'enveloped', 'W3C XML Signature 1.1 6.5', 'xades.algorithm canonicalisation', 'a canonicalisation that nobody knows', xades({ canonicalisation: 'urn:example:c14n' }), failed('forbidden')),
];

// biome-ignore format: a table, one case a row
const PROPERTIES: readonly Case[] = [
  bad('properties-none', 'enveloped', 'ETSI EN 319 132-1 4.3', 'xades.qualifying-properties missing', 'a plain XML signature', xades({ qualifying: () => '', propertiesReference: null }), failed('forbidden')),
  bad('properties-twice', 'enveloped', 'ETSI EN 319 132-1 4.3', 'xades.qualifying-properties several', 'two sets of properties', xades({ qualifying: (whole) => whole + whole.replace('Id="p"', 'Id="q"') }), failed()),
  bad('properties-target-other', 'enveloped', 'ETSI EN 319 132-1 4.3', 'xades.qualifying-properties target', 'the properties are about another signature', xades({ target: '#t' }), failed('forbidden')),
  bad('properties-not-referenced', 'enveloped', 'ETSI EN 319 132-1 4.4.2', 'xades.signed-properties none', 'the properties are not signed', xades({ propertiesReference: null }), failed()),
  bad('properties-type-missing', 'enveloped', 'ETSI EN 319 132-1 4.4.2', 'xades.signed-properties none', 'the reference to them does not say so', xades({ propertiesReference: { type: 'urn:example:other' } }), failed('forbidden')),
  bad('certificate-not-named', 'enveloped', 'ETSI EN 319 132-1 6.3', 'xades.properties certificate', 'no reference to the certificate', xades({ certificate: '' }), failed()),
  bad('certificate-other', 'enveloped', 'ETSI EN 319 102-1 5.2.3', 'ades.signing-certificate hash', 'the reference is to another certificate', xades({ certificate: certificateText(ca) }), open()),
  bad('certificate-absent', 'enveloped', 'ETSI EN 319 102-1 5.2.3', 'ades.signing-certificate absent', "the signer's certificate is not there", xades({ keyInfo: '' }), open()),
  bad('time-without-zone', 'enveloped', 'ETSI EN 319 132-1 5.2.1', 'xades.properties time', 'a signing time without a zone', xades({ time: '2026-05-31T09:00:00' }), failed('strict')),
  bad('format-of-nothing', 'enveloped', 'ETSI EN 319 132-1 5.2.4', 'xades.properties format', 'a data object format about no reference', xades({ data: '<xades:DataObjectFormat ObjectReference="#x"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>' }), failed('forbidden')),
  bad('policy-unknown', 'enveloped', 'ETSI EN 319 102-1 5.2.4', 'ades.policy unknown', 'an explicit policy that the caller does not know', xades({ more: `<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>urn:example:policy</xades:Identifier></xades:SigPolicyId><xades:SigPolicyHash><ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="${XML.sha256}"></ds:DigestMethod><ds:DigestValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${digestOf('sha256', '')}</ds:DigestValue></xades:SigPolicyHash></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>` }), open('strict')),
  bad('stamp-malformed', 'stamped', 'ETSI EN 319 132-1 5.3', 'xades.unsigned-properties timestamp', 'a time-stamp that is no base64', xades({ unsigned: () => '<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>?</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>' }), failed('forbidden')),
  bad('signer-of-stranger', 'enveloped', 'ETSI EN 319 102-1 5.2.6', 'path.issuer unknown', 'the signer is certified by a root that is not trusted', xades({ signer: makeLeaf(otherRoot) }, { crls: [makeCrl(otherRoot)] }), open()),
  bad('signer-revoked', 'enveloped', 'ETSI EN 319 102-1 5.2.6', 'ades.revocation revoked', "the signer's certificate is revoked, and nothing proves when it signed", xades({}, { crls: [makeCrl(root, { revoked: [{ serial: me.serial }] })] }), open()),
  bad('signer-not-for-signatures', 'enveloped', 'RFC 5280 4.2.1.3', 'ades.key-usage not-for-signatures', "the signer's key is for encryption", xades({ signer: makeLeaf(root, { set: [keyUsage(USE.encipher)] }) }), open('forbidden')),
  bad('revoked-without-stamp', 'stamped-then-revoked', 'ETSI EN 319 102-1 5.5', 'ades.revocation revoked', 'no time-stamp proves that the signature is older than the revocation', later(xades()), open()),
  bad('stamp-of-another-signature', 'stamped-then-revoked', 'ETSI EN 319 102-1 5.5', 'ades.revocation revoked', 'the time-stamp is of something else', later(xades({ unsigned: () => stampText('Pay 100 yen.') })), open()),
];

/** XAdES: W3C XML Signature 1.1, ETSI EN 319 132-1. */
export const XADES_CASES: readonly Case[] = [...GOOD, ...DIGESTS, ...FORMS, ...PROPERTIES];
