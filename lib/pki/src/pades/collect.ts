import { PkiError } from '../error.ts';
import type { PdfDocument } from '../pdf/index.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { PADES_FIELD } from './rules-signature.ts';
import { examine, type FoundSignature } from './signature.ts';
import { SIGNATURES_MAX, type SignatureDictionary } from './signature-dictionary.ts';
import { signaturesOfRevisions } from './states.ts';

/**
 * Every signature that the form held at any revision, in the order in which the revisions brought them: one that a later
 * revision took away is found, too.
 */
export function collectSignatures(document: PdfDocument): FoundSignature[] {
  const states = signaturesOfRevisions(document);
  const last = states.at(-1) ?? [];
  const known = new Map<string, { signature: SignatureDictionary; revision: number }>();
  for (const [revision, signatures] of states.entries()) {
    for (const signature of signatures) {
      const key = identityOf(signature);
      if (!known.has(key)) known.set(key, { signature, revision });
    }
  }
  if (known.size > SIGNATURES_MAX) throw new PkiError('pki/budget', 'too many signatures');
  return [...known.values()].map(({ signature, revision }) =>
    examine(document, signature, revision, (covered) => fieldCheck(signature, revision, covered, last)),
  );
}

/** A signature is where it stands in the file, and the field that shows it. */
function identityOf({ field, number, place, contents }: SignatureDictionary): string {
  return [field.number, number, place?.start ?? '', contents?.start ?? ''].join(' ');
}

function fieldCheck(
  signature: SignatureDictionary,
  revision: number,
  covered: number | undefined,
  now: readonly SignatureDictionary[],
): Check {
  const key = identityOf(signature);
  const isRival = ({ field, number }: SignatureDictionary) =>
    field.number !== signature.field.number && number === signature.number;
  if (now.some(isRival)) return failed(PADES_FIELD, 'shared');
  // The octets of the value stood in the file before the field took them up.
  if (covered !== undefined && covered !== revision) return failed(PADES_FIELD, 'late');
  return now.some((other) => identityOf(other) === key)
    ? passed(PADES_FIELD)
    : failed(PADES_FIELD, 'removed');
}
