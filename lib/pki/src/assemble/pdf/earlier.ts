import { PkiError } from '../../error.ts';
import { checkUpdates } from '../../pades/check-updates.ts';
import { collectSignatures } from '../../pades/collect.ts';
import { levelAt, permissionOf, wordOf } from '../../pades/permission.ts';
import { PADES_CONTENTS } from '../../pades/rules-signature.ts';
import { describeUpdate } from '../../pades/update/index.ts';
import { readDocument } from '../../pdf/index.ts';

/**
 * Reads the file with its new revision as the judge of PAdES does, before anybody signs it: the signature must be found
 * there, and earlier ones must stay what they are. That a signature shows on a page is left to those who look at it.
 */
export function requireAllowed(pdf: Uint8Array): void {
  const document = readDocument(pdf);
  const last = document.revisions.length - 1;
  const found = collectSignatures(document);
  const own = found.at(-1);
  // Its value is still empty; everything else about it must be in order.
  const faults = own?.checks.filter(({ id, status }) => status === 'failed' && id !== PADES_CONTENTS.id);
  if (own?.revision !== last || faults?.length !== 0) {
    throw new PkiError('pki/pdf', 'a form in which the signature would not be that of its field alone');
  }
  const earlier = found.filter(({ revision }) => revision < last);
  if (earlier.length === 0) return;
  const view = document.view(last - 1);
  const locks = earlier.flatMap((signature) => wordOf(view, signature).locks);
  const check = checkUpdates(
    describeUpdate(document, last),
    permissionOf(levelAt(view, earlier), locks, view.spend),
  );
  if (check.status !== 'failed') return;
  if (check.reason === 'content') {
    throw new PkiError('pki/pdf', 'a file in which no field is added without changing what was signed');
  }
  // DocMDP 1, as a rule (ISO 32000-2 table 257).
  throw new PkiError('pki/pdf-permission', 'an earlier signer allows no further signature');
}
