import { privateEncrypt } from 'node:crypto';
import { toHex, toUtf8 } from '@kazasu/bytes';
import { type DocumentReport, verifyCms, verifyPades } from '@kazasu/pki';
import { assembleCms, assemblePdf, digestInfoOf, prepareCms, preparePdf } from '@kazasu/pki/assemble';
import { assembleXml, prepareXml } from '@kazasu/pki/assemble/xml';
import { verifyXades } from '@kazasu/pki/xades';
import type { JudgeDocument } from '../check/index.ts';
import { sha256 } from '../merkle/index.ts';
import type { RecordedSignature, RequestMethod } from '../part/index.ts';
import { AT, type Authority } from './authorities.ts';

export type DocumentMethod = Exclude<RequestMethod, 'values'>;

/** A judge of every kind of document. */
export const judgeAnyDocument: JudgeDocument = ({ method, document, options }) => {
  if (method === 'pades') return verifyPades(document, options);
  return method === 'cms' ? verifyCms(document, options) : verifyXades(document, options);
};

/** A document with a signature in it, as the authority's leaf signs it. */
export function signDocument({ leaf }: Authority, method: DocumentMethod, text: string): Uint8Array {
  const order = { certificate: leaf.der, signingTime: AT };
  const parts = (digest: Uint8Array) => ({
    signature: new Uint8Array(privateEncrypt(leaf.key, digestInfoOf(digest))),
    certificate: leaf.der,
  });
  if (method === 'cms') {
    const content = toUtf8(text);
    const prepared = prepareCms({ ...order, contentDigest: sha256(content) });
    return assembleCms(prepared, { ...parts(prepared.digest), content });
  }
  if (method === 'pades') {
    const prepared = preparePdf({ ...order, pdf: onePage(text) });
    return assemblePdf(prepared, parts(prepared.digest));
  }
  const prepared = prepareXml({
    ...order,
    content: { kind: 'enveloped', xml: toUtf8(`<text>${text}</text>`) },
  });
  return assembleXml(prepared, parts(prepared.digest));
}

/** What is recorded of a document's signatures, and the digests that they sign. */
export function recordedOf(
  method: DocumentMethod,
  document: Uint8Array,
): { readonly signatures: RecordedSignature[]; readonly digests: string[] } {
  const report: DocumentReport = judgeAnyDocument({ method, document, options: { anchors: [], time: AT } });
  const found = report.signatures.map(({ certificate, signed }) => {
    if (certificate === undefined || signed === undefined || signed.form === 'content')
      throw new Error('unread');
    const { form, octets, value, messageDigest = sha256(octets) } = signed;
    const recorded = { certificate, value, signed: { form, octets, algorithm: 'rsa-sha256' as const } };
    return { recorded, digest: toHex(messageDigest) };
  });
  return { signatures: found.map(({ recorded }) => recorded), digests: found.map(({ digest }) => digest) };
}

function onePage(text: string): Uint8Array {
  const content = `BT (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 200] >>',
    '<< /Type /Page /Parent 2 0 R /Resources << >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let file = '%PDF-1.7\n';
  const rows = objects.map((object, i) => {
    const row = `${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return row;
  });
  const table = `xref\n0 5\n0000000000 65535 f \n${rows.join('')}`;
  return toUtf8(`${file}${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`);
}
