import { DerReader } from '@kazasu/bytes';
import { CMS_OID } from '../cms-oid.ts';
import { isParseError } from '../error.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { type Attribute, type AttributeSet, attributesOf } from './attribute.ts';
import { ATTRIBUTE_ROWS } from './attribute-table.ts';
import { CMS_ATTRIBUTES } from './rules.ts';
import type { SignerInfo } from './signer-info.ts';

/** Signed attributes are there, in order and without double meaning; what is unsigned does not pose as signed. */
export function checkAttributes(
  signer: SignerInfo,
  contentType: string,
  content: () => Uint8Array | undefined,
): Check {
  const { signedAttributes, unsignedAttributes } = signer;
  if (signedAttributes === undefined) {
    if (contentType !== CMS_OID.data) return failed(CMS_ATTRIBUTES, 'absent');
    if (looksLikeAttributes(content())) return failed(CMS_ATTRIBUTES, 'confusable');
  }
  if (signedAttributes?.ordered === false) return failed(CMS_ATTRIBUTES, 'order');
  return (
    placeFault(signedAttributes, 'signed') ??
    placeFault(unsignedAttributes, 'unsigned') ??
    passed(CMS_ATTRIBUTES, {
      signed: signedAttributes?.attributes.length ?? 0,
      unsigned: unsignedAttributes?.attributes.length ?? 0,
    })
  );
}

function placeFault(set: AttributeSet | undefined, place: 'signed' | 'unsigned'): Check | undefined {
  for (const attribute of set?.attributes ?? []) {
    const { oid, values } = attribute;
    const row = ATTRIBUTE_ROWS.get(oid);
    if (row !== undefined && row.place !== place) return failed(CMS_ATTRIBUTES, 'misplaced', { oid });
    const single = row === undefined ? place === 'signed' : !row.repeatable;
    if (single && isTwice(attribute, set)) return failed(CMS_ATTRIBUTES, 'twice', { oid });
    const needsOne = row !== undefined && !row.repeatable;
    if ((needsOne && values.length !== 1) || values.length === 0) {
      return failed(CMS_ATTRIBUTES, 'values', { oid });
    }
  }
  return undefined;
}

function isTwice({ oid }: Attribute, set: AttributeSet | undefined): boolean {
  return attributesOf(set, oid).length > 1;
}

/**
 * A signature over signed attributes is one over octets that are a document themselves: shown as a signature without
 * attributes over that document, it would fit. So content that reads as attributes is not taken without attributes.
 */
function looksLikeAttributes(content: Uint8Array | undefined): boolean {
  if (content === undefined || content[0] !== 0x31) return false;
  try {
    const set = DerReader.document(content, 0x31);
    while (!set.atEnd) {
      const oid = set.enter().oid();
      if (CONFUSABLE.some((known) => known === oid)) return true;
    }
  } catch (error) {
    if (!isParseError(error)) throw error;
  }
  return false;
}

const CONFUSABLE: readonly string[] = [CMS_OID.contentType, CMS_OID.messageDigest];

/** The signer's algorithm is one of those listed (RFC 5652 section 5.1). */
export function isListed(signer: SignerInfo, listed: readonly { readonly oid: string }[]): boolean {
  return listed.some(({ oid }) => oid === signer.digestAlgorithm.oid);
}

/** The versions of the SignedData and of the signer fit what they hold. */
export function signerVersionFits({ version, id }: SignerInfo): boolean {
  return version === ('keyId' in id ? 3 : 1);
}
