import { toHex } from '@kazasu/bytes';
import { sha256 } from '@kazasu/evidence';
import type { DocumentInput } from '../document/index.ts';
import { VerifierError } from '../error.ts';
import type { ArrivingDocument } from '../openapi/index.ts';

/** A detached signature comes as a form with two files: `signature`, and `content`, which it is over. */
const FORM = 'multipart/form-data';

const FORMATS: Readonly<Record<string, DocumentInput['format']>> = {
  'application/pdf': 'pades',
  'application/pkcs7-mime': 'cms',
  'application/pkcs7-signature': 'cms',
  'application/xml': 'xades',
  'text/xml': 'xades',
};

export const DOCUMENT_TYPES: readonly string[] = [...Object.keys(FORMATS), FORM];

/** What is to be judged, and what tells this request from another. */
export interface Arrived extends Pick<DocumentInput, 'format' | 'document' | 'content'> {
  readonly hashes: readonly string[];
}

/** Throws a VerifierError for a form that has other parts. */
export async function arrivedFrom(
  { mediaType, contentType }: ArrivingDocument,
  octets: Uint8Array<ArrayBuffer>,
): Promise<Arrived> {
  if (mediaType !== FORM) {
    return { format: FORMATS[mediaType] ?? 'cms', document: octets, hashes: [hashOf(octets)] };
  }
  const form = await formIn(octets, contentType);
  const names = [...form.keys()].sort();
  const [content, document] = [form.get('content'), form.get('signature')];
  const files = content instanceof File && document instanceof File;
  if (!files || names.length !== 2) throw new VerifierError('request-invalid', { at: ['form'] });
  const parts = [new Uint8Array(await document.arrayBuffer()), new Uint8Array(await content.arrayBuffer())];
  const [signature = octets, signed = octets] = parts;
  return { format: 'cms', document: signature, content: signed, hashes: parts.map(hashOf) };
}

async function formIn(octets: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(octets, { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    throw new VerifierError('request-malformed', {}, error);
  }
}

function hashOf(octets: Uint8Array): string {
  return toHex(sha256(octets));
}
