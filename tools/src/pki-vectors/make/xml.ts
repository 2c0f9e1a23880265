import { createHash } from '../../crypto.ts';
import type { Made } from './certificate.ts';
import type { KeyName } from './keys.ts';
import { type AlgorithmName, signatureOf } from './sign.ts';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const ETSI = 'http://uri.etsi.org/01903/v1.3.2#';
export const XML = {
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  enveloped: `${DS}enveloped-signature`,
  base64: `${DS}base64`,
  xpath: 'http://www.w3.org/TR/1999/REC-xpath-19991116',
  xslt: 'http://www.w3.org/TR/1999/REC-xslt-19991116',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha1: `${DS}sha1`,
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha1: `${DS}rsa-sha1`,
  hmac: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
  properties: 'http://uri.etsi.org/01903#SignedProperties',
  manifest: `${DS}Manifest`,
} as const;

/**
 * Everything is written as Exclusive XML Canonicalization 1.0 has it, but for namespaces: an element whose prefix is declared
 * above it gets the declaration in its canonical form. So canonical octets are the text with that put in, and no canonicaliser
 * is needed to make a signature.
 */
export function canonical(text: string, prefix: 'ds' | 'xades'): string {
  const namespace = prefix === 'ds' ? DS : ETSI;
  return text.replace(/^(<[\w:]+)/, `$1 xmlns:${prefix}="${namespace}"`);
}

export const digestOf = (hash: 'sha256' | 'sha1' | 'sha512', octets: string | Uint8Array) =>
  createHash(hash).update(octets).digest('base64');

export interface ReferenceText {
  readonly id?: string;
  /** Null leaves the attribute out. */
  readonly uri: string | null;
  readonly type?: string;
  /** Algorithms, or whole elements. */
  readonly transforms?: readonly string[];
  readonly method?: string;
  readonly digest: string;
}

export function referenceText(order: ReferenceText): string {
  const { id, uri, type, transforms = [], method = XML.sha256, digest } = order;
  const attributes = [
    ...(id === undefined ? [] : [` Id="${id}"`]),
    ...(type === undefined ? [] : [` Type="${type}"`]),
    ...(uri === null ? [] : [` URI="${uri}"`]),
  ].join('');
  const steps = transforms.map((one) =>
    one.startsWith('<') ? one : `<ds:Transform Algorithm="${one}"></ds:Transform>`,
  );
  const chain = steps.length === 0 ? '' : `<ds:Transforms>${steps.join('')}</ds:Transforms>`;
  return `<ds:Reference${attributes}>${chain}<ds:DigestMethod Algorithm="${method}"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
}

export interface XadesOrder {
  readonly signer: Made;
  readonly signedBy?: KeyName;
  readonly algorithm?: AlgorithmName;
  readonly method?: string;
  readonly canonicalisation?: string;
  /** The document without its signature, canonical; the signature is put before its last end tag. */
  readonly document?: string;
  /** Of the references before that to the properties. Default: one, enveloped, to the document. */
  readonly references?: (document: string) => readonly string[];
  readonly propertiesReference?: Partial<ReferenceText> | null;
  /** Text of SignedProperties' parts. */
  readonly time?: string;
  readonly certificate?: string;
  readonly more?: string;
  readonly data?: string;
  readonly target?: string;
  readonly id?: string;
  readonly keyInfo?: string;
  readonly objects?: string;
  readonly unsigned?: (value: string) => string;
  /** Instead of the text of the QualifyingProperties. */
  readonly qualifying?: (text: string) => string;
  readonly value?: (value: string) => string;
}

export const DOCUMENT = '<contract><clause>Pay 100 yen.</clause></contract>';

export const documentReference = (document: string, order: Partial<ReferenceText> = {}) =>
  referenceText({
    id: 'r',
    uri: '',
    transforms: [XML.enveloped, XML.exclusive],
    digest: digestOf('sha256', document),
    ...order,
  });

export function certificateText(
  certificate: Made,
  digest = digestOf('sha256', certificate.der),
  method = XML.sha256 as string,
) {
  return `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod xmlns:ds="${DS}" Algorithm="${method}"></ds:DigestMethod><ds:DigestValue xmlns:ds="${DS}">${digest}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>`;
}

const FORMAT =
  '<xades:DataObjectFormat ObjectReference="#r"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>';

function propertiesText(order: XadesOrder): string {
  const { time = '2026-05-31T09:00:00Z', more = '', data = FORMAT } = order;
  const certificate = order.certificate ?? certificateText(order.signer);
  const stamp = time === '' ? '' : `<xades:SigningTime>${time}</xades:SigningTime>`;
  const objects =
    data === '' ? '' : `<xades:SignedDataObjectProperties>${data}</xades:SignedDataObjectProperties>`;
  return `<xades:SignedProperties Id="p"><xades:SignedSignatureProperties>${stamp}${certificate}${more}</xades:SignedSignatureProperties>${objects}</xades:SignedProperties>`;
}

/** The `ds:Signature` alone. */
export function signatureText(order: XadesOrder): string {
  const { document = DOCUMENT, id = 's', objects = '' } = order;
  const properties = propertiesText(order);
  const toProperties =
    order.propertiesReference === null
      ? []
      : [
          referenceText({
            uri: '#p',
            type: XML.properties,
            transforms: [XML.exclusive],
            digest: digestOf('sha256', canonical(properties, 'xades')),
            ...order.propertiesReference,
          }),
        ];
  const references = [
    ...(order.references ?? ((text) => [documentReference(text)]))(document),
    ...toProperties,
  ];
  const signedInfo = `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${order.canonicalisation ?? XML.exclusive}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${order.method ?? XML.rsaSha256}"></ds:SignatureMethod>${references.join('')}</ds:SignedInfo>`;
  const octets = Buffer.from(canonical(signedInfo, 'ds'));
  const made = signatureOf(
    order.signedBy ?? order.signer.key,
    order.algorithm ?? 'rsaSha256',
    octets,
    'ieee-p1363',
  );
  const value = Buffer.from(made).toString('base64');
  const valueText = `<ds:SignatureValue>${order.value?.(value) ?? value}</ds:SignatureValue>`;
  const unsigned = order.unsigned?.(canonical(valueText, 'ds')) ?? '';
  const unsignedText =
    unsigned === ''
      ? ''
      : `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${unsigned}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>`;
  const certificate = Buffer.from(order.signer.der).toString('base64');
  const keyInfo =
    order.keyInfo ??
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const whole = `<ds:Object><xades:QualifyingProperties xmlns:xades="${ETSI}" Target="${order.target ?? `#${id}`}">${properties}${unsignedText}</xades:QualifyingProperties></ds:Object>`;
  return `<ds:Signature xmlns:ds="${DS}" Id="${id}">${signedInfo}${valueText}${keyInfo}${order.qualifying?.(whole) ?? whole}${objects}</ds:Signature>`;
}

/** The document with its signature as the last child of the root element. */
export function makeXades(order: XadesOrder): Uint8Array {
  const { document = DOCUMENT } = order;
  const end = document.lastIndexOf('</');
  return Buffer.from(document.slice(0, end) + signatureText(order) + document.slice(end));
}
