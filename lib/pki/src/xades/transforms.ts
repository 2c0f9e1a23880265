import type { Canonicalisation, XmlPart } from '../xml/index.ts';
import { readCanonicalisation } from './canonicalisation.ts';
import { leafText, sequenceOf } from './grammar.ts';
import { BASE64, DS, ENVELOPED } from './names.ts';

/** What is done to the data before its digest: leave out the signature itself, then one way to octets. */
export interface Transforms {
  readonly enveloped: boolean;
  readonly canonicalisation?: Canonicalisation;
  /** Decode the text. */
  readonly base64?: true;
}

type TransformFault = 'algorithm' | 'order' | 'structure';

/**
 * The only chains that are taken: nothing, the enveloped-signature transform, one canonicalisation or base64, or the
 * first two together. XSLT and XPath can cut anything out of what a person believes to have signed; they are no
 * algorithms here.
 */
export function readTransforms(part: XmlPart | undefined): Transforms | TransformFault {
  if (part === undefined) return { enveloped: false };
  const steps = sequenceOf(part, DS, { Transform: 'some' })?.Transform;
  if (steps === undefined) return 'structure';
  let chain: Transforms | undefined;
  for (const step of steps) {
    const read = readTransform(step);
    if (read === undefined) return 'algorithm';
    if (chain !== undefined && (!isEnvelopedAlone(chain) || read.enveloped || read.base64)) return 'order';
    chain = chain === undefined ? read : { ...read, enveloped: true };
  }
  return chain ?? { enveloped: false };
}

function isEnvelopedAlone({ enveloped, canonicalisation }: Transforms): boolean {
  return enveloped && canonicalisation === undefined;
}

function readTransform(step: XmlPart): Transforms | undefined {
  const algorithm = step.attributes.get('Algorithm');
  if (algorithm === ENVELOPED || algorithm === BASE64) {
    if (leafText(step)?.trim() !== '') return undefined;
    return algorithm === ENVELOPED ? { enveloped: true } : { enveloped: false, base64: true };
  }
  const canonicalisation = readCanonicalisation(step);
  return canonicalisation && { enveloped: false, canonicalisation };
}
