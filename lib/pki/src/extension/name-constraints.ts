import { contextTag, type DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { type GeneralName, readGeneralName } from '../general-name.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

export interface NameConstraints {
  /** Bases of the subtrees, at least one; undefined if the field is absent. */
  readonly permitted: readonly GeneralName[] | undefined;
  readonly excluded: readonly GeneralName[] | undefined;
}

/** An authority for a nation's servers lists some hundred; a certificate of 64 KiB could hold ten thousand. */
const SUBTREES_MAX = 1024;

/** RFC 5280 section 4.2.1.10: at least one of the two lists, neither empty. */
export const NAME_CONSTRAINTS: ExtensionType<NameConstraints> = {
  oid: OID.nameConstraints,
  name: 'nameConstraints',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const permitted = readList(inside.enterIf(contextTag(0)));
      const excluded = readList(inside.enterIf(contextTag(1)));
      if (permitted === undefined && excluded === undefined) {
        throw new PkiError('pki/extension', 'nameConstraints without a subtree');
      }
      return { permitted, excluded };
    }),
};

/** Reads one DER `GeneralSubtrees`, as a caller of a path validation gives them. */
export function parseSubtrees(der: Uint8Array): readonly GeneralName[] {
  return decodeSequence(der, readSubtrees);
}

function readList(reader: DerReader | undefined): readonly GeneralName[] | undefined {
  return reader === undefined ? undefined : readSubtrees(reader);
}

function readSubtrees(reader: DerReader): readonly GeneralName[] {
  const bases: GeneralName[] = [];
  while (!reader.atEnd) {
    if (bases.length >= SUBTREES_MAX) throw new PkiError('pki/budget', 'too many subtrees');
    bases.push(readSubtree(reader.enter()));
  }
  if (bases.length === 0) throw new PkiError('pki/extension', 'list of subtrees is empty');
  return bases;
}

/** `minimum` must be 0, which DER leaves out, and `maximum` absent: so nothing may follow the base. */
function readSubtree(reader: DerReader): GeneralName {
  const base = readGeneralName(reader);
  if (!reader.atEnd) throw new PkiError('pki/extension', 'subtree with a minimum or maximum');
  return base;
}
