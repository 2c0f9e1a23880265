import type { CardImage } from '@kazasu/authority/api';
import { concat, fromBase64, toUtf8 } from '@kazasu/bytes';
import { assembleCms, assemblePdf, digestInfoOf, prepareCms, preparePdf } from '@kazasu/pki/assemble';
import { assembleXml, prepareXml } from '@kazasu/pki/assemble/xml';
import { constants, createHash, createPrivateKey, privateEncrypt } from '../crypto.ts';

/** What the card gives for a digest that was asked for with its DigestInfo. */
export function cardSignature(image: CardImage, digest: Uint8Array): Uint8Array {
  const der = Buffer.from(fromBase64(image.keys.signature ?? ''));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfoOf(digest));
}

const certificateOf = ({ jpki }: CardImage) => fromBase64(jpki.signatureCertificate ?? '');

/** CAdES: enveloping, or detached where `inside` is false. */
export function signedCms(image: CardImage, content: Uint8Array, time: number, inside = true): Uint8Array {
  const certificate = certificateOf(image);
  const contentDigest = createHash('sha256').update(content).digest();
  const prepared = prepareCms({ contentDigest, certificate, signingTime: time });
  const signature = cardSignature(image, prepared.digest);
  return assembleCms(prepared, { signature, certificate, ...(inside && { content }) });
}

export function signedPdf(image: CardImage, time: number, pdf = onePage()): Uint8Array {
  const certificate = certificateOf(image);
  const prepared = preparePdf({ pdf, certificate, signingTime: time });
  return assemblePdf(prepared, { signature: cardSignature(image, prepared.digest), certificate });
}

export function signedXml(image: CardImage, time: number, xml = '<contract>一条</contract>'): Uint8Array {
  const certificate = certificateOf(image);
  const content = { kind: 'enveloped', xml: toUtf8(xml) } as const;
  const prepared = prepareXml({ content, certificate, signingTime: time });
  return assembleXml(prepared, { signature: cardSignature(image, prepared.digest), certificate });
}

const EMPTY_PAGE = [
  '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 200] >>',
  '<< /Type /Page /Parent 2 0 R /Resources << >> >>',
];

/** An empty page, with its table of cross-references. */
export function onePage(): Uint8Array {
  return toUtf8(pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', ...EMPTY_PAGE]));
}

/** The same with a form of one field, and these further objects from number 6 on. */
export function withField(field: string, objects: readonly string[] = []): Uint8Array {
  const catalog = '<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>';
  return toUtf8(pdfOf([catalog, ...EMPTY_PAGE, '<< /Fields [5 0 R] /SigFlags 3 >>', field, ...objects]));
}

/** A file of these objects, the first of which is its catalogue, with its table of cross-references. */
function pdfOf(objects: readonly string[]): string {
  const size = objects.length + 1;
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}

/** A file whose cross-references are a stream of these octets. */
export function withCrossReferences(dictionary: string, octets: Uint8Array, padding = 0): Uint8Array {
  const before = `%PDF-1.7\n${`%${' '.repeat(98)}\n`.repeat(padding / 100)}`;
  const head = `1 0 obj\n<< /Type /XRef ${dictionary} /Root 1 0 R /Length ${octets.length} >>\nstream\n`;
  const end = `\nendstream\nendobj\nstartxref\n${before.length}\n%%EOF\n`;
  return concat(toUtf8(before + head), octets, toUtf8(end));
}
