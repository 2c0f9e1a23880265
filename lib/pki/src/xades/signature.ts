import type { Canonicalisation, XmlPart } from '../xml/index.ts';
import { SIGNATURE_METHODS, type SignatureMethod } from './algorithms.ts';
import { readCanonicalisation } from './canonicalisation.ts';
import type { FormNotes } from './form.ts';
import { leafOctets, leafText, sequenceOf } from './grammar.ts';
import { hintedCertificates } from './key-info.ts';
import { COUNTS } from './limits.ts';
import { DS } from './names.ts';
import { type Reference, readReference } from './reference.ts';
import { XADES_ALGORITHM, XADES_STRUCTURE } from './rules-form.ts';

/** `ds:Signature`, read by its schema (XML Signature 1.1 section 4) and not yet believed. */
export interface XmlSignature {
  readonly part: XmlPart;
  readonly id: string | undefined;
  readonly signedInfo: XmlPart;
  readonly canonicalisation: Canonicalisation;
  readonly method: SignatureMethod;
  readonly references: readonly Reference[];
  readonly value: Uint8Array;
  readonly valuePart: XmlPart;
  readonly keyInfo: XmlPart | undefined;
  /** From KeyInfo, in DER. */
  readonly certificates: readonly Uint8Array[];
  readonly objects: readonly XmlPart[];
}

export function readSignature(part: XmlPart, form: FormNotes): XmlSignature | undefined {
  const shape = { SignedInfo: 'one', SignatureValue: 'one', KeyInfo: 'optional', Object: 'any' } as const;
  const found = sequenceOf(part, DS, shape);
  const [signedInfo] = found?.SignedInfo ?? [];
  const [valuePart] = found?.SignatureValue ?? [];
  if (found === undefined || signedInfo === undefined || valuePart === undefined) {
    return form.fail(XADES_STRUCTURE, 'signature');
  }
  if (found.Object.length > COUNTS.objects) return form.fail(XADES_STRUCTURE, 'too-many');
  const value = leafOctets(valuePart);
  if (value === undefined) return form.fail(XADES_STRUCTURE, 'value');
  const info = readSignedInfo(signedInfo, form);
  if (info === undefined) return undefined;
  const certificates = hintedCertificates(found.KeyInfo[0]);
  if (certificates === undefined) return form.fail(XADES_STRUCTURE, 'certificate');
  return {
    part,
    id: part.attributes.get('Id'),
    signedInfo,
    ...info,
    value,
    valuePart,
    keyInfo: found.KeyInfo[0],
    certificates,
    objects: found.Object,
  };
}

function readSignedInfo(part: XmlPart, form: FormNotes) {
  const shape = { CanonicalizationMethod: 'one', SignatureMethod: 'one', Reference: 'some' } as const;
  const found = sequenceOf(part, DS, shape);
  const [canonicalPart] = found?.CanonicalizationMethod ?? [];
  const [methodPart] = found?.SignatureMethod ?? [];
  if (found === undefined || canonicalPart === undefined || methodPart === undefined) {
    return form.fail(XADES_STRUCTURE, 'signed-info');
  }
  if (found.Reference.length > COUNTS.references) return form.fail(XADES_STRUCTURE, 'too-many');
  const canonicalisation = readCanonicalisation(canonicalPart);
  if (canonicalisation === undefined) return form.fail(XADES_ALGORITHM, 'canonicalisation');
  const method = readMethod(methodPart);
  if (method === undefined) return form.fail(XADES_ALGORITHM, 'signature');
  const references: Reference[] = [];
  for (const [position, child] of found.Reference.entries()) {
    const reference = readReference(child, position, form);
    if (reference === undefined) return undefined;
    references.push(reference);
  }
  return { canonicalisation, method, references };
}

/** Without parameters: a truncated output, or anything else that a method may be given, is refused. */
function readMethod(part: XmlPart): SignatureMethod | undefined {
  if (leafText(part)?.trim() !== '') return undefined;
  return SIGNATURE_METHODS.get(part.attributes.get('Algorithm') ?? '');
}
