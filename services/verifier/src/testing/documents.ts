import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, toUtf8 } from '@kazasu/bytes';
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

/** An empty page, with its table of cross-references. */
export function onePage(): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 200] >>',
    '<< /Type /Page /Parent 2 0 R /Resources << >> >>',
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return toUtf8(text);
}
