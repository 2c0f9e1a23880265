import { toBase64 } from '@kazasu/bytes';
import { BASE64, DS, EC, ENVELOPED, SIGNED_PROPERTIES_TYPE, XADES } from '../../xades/names.ts';
import { sha256 } from '../digest.ts';
import type { XmlOrder } from './order.ts';

const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/** What follows SignatureValue and KeyInfo, and what follows unsigned properties. */
export const BEHIND_VALUE = `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#`;
export const BEHIND_UNSIGNED = '</xades:QualifyingProperties></ds:Object>';

/** A `ds:Signature` that stands where it is put; its value, certificates and unsigned properties are not in it yet. */
export interface Template {
  readonly id: string;
  readonly contentDigest: Uint8Array;
  readonly order: XmlOrder;
}

/** Its text up to the end of SignedInfo, and from there to the place of unsigned properties, and the rest. */
export function signatureText(template: Template, propertiesDigest: Uint8Array): [string, string, string] {
  const { id } = template;
  const signedInfo =
    `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EC}"/><ds:SignatureMethod Algorithm="${RSA_SHA256}"/>` +
    `${contentReference(template)}${propertiesReference(id, propertiesDigest)}</ds:SignedInfo>`;
  const properties = `${BEHIND_VALUE}${id}">${signedProperties(template)}`;
  return [
    `<ds:Signature xmlns:ds="${DS}" Id="${id}">${signedInfo}`,
    properties,
    `${BEHIND_UNSIGNED}${contentObject(template)}</ds:Signature>`,
  ];
}

function contentReference({ id, contentDigest, order: { content } }: Template): string {
  const [uri, ...transforms] =
    content.kind === 'enveloped'
      ? ['', ENVELOPED, EC]
      : content.kind === 'enveloping'
        ? [`#${id}-content`, BASE64]
        : [escaped(content.uri)];
  return reference(`Id="${id}-reference" URI="${uri}"`, transforms, contentDigest);
}

function propertiesReference(id: string, digest: Uint8Array): string {
  return reference(`Type="${SIGNED_PROPERTIES_TYPE}" URI="#${id}-properties"`, [EC], digest);
}

function reference(attributes: string, transforms: readonly string[], digest: Uint8Array): string {
  const steps = transforms.map((algorithm) => `<ds:Transform Algorithm="${algorithm}"/>`).join('');
  const chain = steps === '' ? '' : `<ds:Transforms>${steps}</ds:Transforms>`;
  return `<ds:Reference ${attributes}>${chain}${digestElements(digest)}</ds:Reference>`;
}

function digestElements(digest: Uint8Array): string {
  return `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${toBase64(digest)}</ds:DigestValue>`;
}

/** ETSI EN 319 132-1 sections 5.2.1, 5.2.2 and 5.2.4, in the order of the schema. */
function signedProperties({ id, order }: Template): string {
  const { certificate, signingTime } = order;
  const time = `${new Date(signingTime).toISOString().slice(0, 19)}Z`;
  const signer =
    certificate === undefined
      ? ''
      : `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${digestElements(sha256(certificate))}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>`;
  return (
    `<xades:SignedProperties Id="${id}-properties"><xades:SignedSignatureProperties>` +
    `<xades:SigningTime>${time}</xades:SigningTime>${signer}</xades:SignedSignatureProperties>` +
    `<xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#${id}-reference">` +
    `<xades:MimeType>${escaped(mediaTypeOf(order))}</xades:MimeType></xades:DataObjectFormat>` +
    '</xades:SignedDataObjectProperties></xades:SignedProperties>'
  );
}

function mediaTypeOf({ content }: XmlOrder): string {
  if (content.kind === 'enveloped') return 'application/xml';
  return content.mediaType ?? 'application/octet-stream';
}

function contentObject({ id, order: { content } }: Template): string {
  if (content.kind !== 'enveloping') return '';
  return `<ds:Object Encoding="${BASE64}" Id="${id}-content">${toBase64(content.content)}</ds:Object>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
