import { createHash } from 'node:crypto';

/** What a document is made of. Every part is text, so that a test can plant one fault anywhere. */
export interface Template {
  readonly canonicalisation: string;
  readonly method: string;
  readonly references: string;
  readonly keyInfo: string;
  readonly objects: string;
  readonly signedProperties: string;
  readonly unsigned: string;
  readonly target: string;
  readonly signatureAttributes: string;
}

export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const ENVELOPED = `${DS}enveloped-signature`;
export const PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties';

export interface ReferenceOrder {
  readonly id?: string;
  readonly uri?: string;
  readonly type?: string;
  /** URIs, or whole elements. */
  readonly transforms?: readonly string[];
  readonly digest?: string;
}

export function reference({ id, uri = '', type, transforms = [], digest = SHA256 }: ReferenceOrder): string {
  const attributes = [
    ...(id === undefined ? [] : [`Id="${id}"`]),
    `URI="${uri}"`,
    ...(type === undefined ? [] : [`Type="${type}"`]),
  ].join(' ');
  const steps = transforms
    .map((step) => (step.startsWith('<') ? step : `<ds:Transform Algorithm="${step}"/>`))
    .join('');
  const chain = steps === '' ? '' : `<ds:Transforms>${steps}</ds:Transforms>`;
  return `<ds:Reference ${attributes}>${chain}<ds:DigestMethod Algorithm="${digest}"/><ds:DigestValue></ds:DigestValue></ds:Reference>`;
}

export const DOCUMENT_REFERENCE: ReferenceOrder = { id: 'r', uri: '', transforms: [ENVELOPED, EXCLUSIVE] };
export const PROPERTIES_REFERENCE: ReferenceOrder = {
  uri: '#p',
  type: PROPERTIES_TYPE,
  transforms: [EXCLUSIVE],
};

export function certificateDigest(certificate: Uint8Array, algorithm = SHA256, name = 'sha256'): string {
  const digest = createHash(name).update(certificate).digest('base64');
  return `<xades:CertDigest><ds:DigestMethod Algorithm="${algorithm}"/><ds:DigestValue>${digest}</ds:DigestValue></xades:CertDigest>`;
}

export function signingCertificate(certificate: Uint8Array, more = ''): string {
  return `<xades:SigningCertificateV2><xades:Cert>${certificateDigest(certificate)}${more}</xades:Cert></xades:SigningCertificateV2>`;
}

export const SIGNING_TIME = '<xades:SigningTime>2026-11-01T09:00:00+09:00</xades:SigningTime>';
export const FORMAT =
  '<xades:DataObjectFormat ObjectReference="#r"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>';

export function properties(about: string, data: string): string {
  const objects =
    data === '' ? '' : `<xades:SignedDataObjectProperties>${data}</xades:SignedDataObjectProperties>`;
  return `<xades:SignedProperties Id="p"><xades:SignedSignatureProperties>${about}</xades:SignedSignatureProperties>${objects}</xades:SignedProperties>`;
}

export function goodTemplate(certificate: Uint8Array): Template {
  const encoded = Buffer.from(certificate).toString('base64');
  return {
    canonicalisation: `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`,
    method: `<ds:SignatureMethod Algorithm="${RSA_SHA256}"/>`,
    references: reference(DOCUMENT_REFERENCE) + reference(PROPERTIES_REFERENCE),
    keyInfo: `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${encoded}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
    objects: '',
    signedProperties: properties(SIGNING_TIME + signingCertificate(certificate), FORMAT),
    unsigned: '',
    target: '#s',
    signatureAttributes: 'Id="s"',
  };
}

/** The `ds:Signature` of a template, ready to be signed. */
export function signatureOf(template: Template): string {
  const { canonicalisation, method, references, keyInfo, objects, target, signatureAttributes } = template;
  const unsigned =
    template.unsigned === ''
      ? ''
      : `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${template.unsigned}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>`;
  return `<ds:Signature xmlns:ds="${DS}" ${signatureAttributes}><ds:SignedInfo>${canonicalisation}${method}${references}</ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>${keyInfo}<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="${target}">${template.signedProperties}${unsigned}</xades:QualifyingProperties></ds:Object>${objects}</ds:Signature>`;
}

/** A contract that is signed as a whole, its signature at the end. */
export function contract(signature: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<contract xmlns="urn:example:contract" xmlns:unused="urn:unused"><!-- draft -->
  <clause Id="c1">賃料は月額 &lt;100,000&gt; 円とする。</clause>
  <clause Id="c2">乙は甲に支払う。</clause>
${signature}</contract>
`;
}
