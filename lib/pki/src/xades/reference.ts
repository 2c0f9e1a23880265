import type { XmlPart } from '../xml/index.ts';
import { type AnyHash, DIGESTS } from './algorithms.ts';
import type { FormNotes } from './form.ts';
import { leafOctets, leafText, sequenceOf } from './grammar.ts';
import { DS } from './names.ts';
import { XADES_ALGORITHM, XADES_STRUCTURE, XADES_TRANSFORMS } from './rules-form.ts';
import { readTransforms, type Transforms } from './transforms.ts';

/** `ds:Reference`, read. */
export interface Reference {
  readonly position: number;
  readonly id: string | undefined;
  /** Undefined if the attribute is left out: then the caller knows what is meant. */
  readonly uri: string | undefined;
  readonly type: string | undefined;
  readonly transforms: Transforms;
  readonly hash: AnyHash;
  readonly digest: Uint8Array;
}

export function readReference(part: XmlPart, position: number, form: FormNotes): Reference | undefined {
  const shape = { Transforms: 'optional', DigestMethod: 'one', DigestValue: 'one' } as const;
  const found = sequenceOf(part, DS, shape);
  if (found === undefined) return form.fail(XADES_STRUCTURE, 'reference', { position });
  const hash = readDigestMethod(found.DigestMethod[0]);
  if (hash === undefined) return form.fail(XADES_ALGORITHM, 'digest', { position });
  const digest = leafOctets(found.DigestValue[0]);
  if (digest === undefined) return form.fail(XADES_STRUCTURE, 'digest', { position });
  const transforms = readTransforms(found.Transforms[0]);
  if (typeof transforms === 'string') return form.fail(XADES_TRANSFORMS, transforms, { position });
  return {
    position,
    id: part.attributes.get('Id'),
    uri: part.attributes.get('URI'),
    type: part.attributes.get('Type'),
    transforms,
    hash,
    digest,
  };
}

/** A `ds:DigestMethod` without parameters. */
export function readDigestMethod(part: XmlPart | undefined): AnyHash | undefined {
  if (part === undefined || leafText(part)?.trim() !== '') return undefined;
  return DIGESTS.get(part.attributes.get('Algorithm') ?? '');
}
