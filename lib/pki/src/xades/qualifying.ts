import type { XmlPart } from '../xml/index.ts';
import type { FormNotes } from './form.ts';
import { isNamed, sequenceOf } from './grammar.ts';
import { SIGNED_PROPERTIES_TYPE, XADES } from './names.ts';
import { XADES_QUALIFYING, XADES_SIGNED_PROPERTIES } from './rules.ts';
import type { XmlSignature } from './signature.ts';

export interface Qualifying {
  /** The `ds:Object` around them. */
  readonly object: XmlPart;
  readonly signedProperties: XmlPart;
  readonly unsignedProperties: XmlPart | undefined;
}

/** ETSI EN 319 132-1 section 4.3: one set, in one object of this signature that holds nothing else, about this signature. */
export function readQualifying(signature: XmlSignature, form: FormNotes): Qualifying | undefined {
  const holders = signature.objects.filter(holdsProperties);
  const [object] = holders;
  const [properties] = object?.children ?? [];
  if (object === undefined || properties === undefined) return form.fail(XADES_QUALIFYING, 'missing');
  if (holders.length > 1 || object.children.length > 1) return form.fail(XADES_QUALIFYING, 'several');
  if (properties.name !== 'QualifyingProperties') return form.fail(XADES_QUALIFYING, 'elsewhere');
  if (object.foreign > 0 || object.text.trim() !== '') return form.fail(XADES_QUALIFYING, 'structure');
  const shape = { SignedProperties: 'one', UnsignedProperties: 'optional' } as const;
  const found = sequenceOf(properties, XADES, shape);
  const [signedProperties] = found?.SignedProperties ?? [];
  if (found === undefined || signedProperties === undefined) return form.fail(XADES_QUALIFYING, 'structure');
  const { id } = signature;
  if (id === undefined || properties.attributes.get('Target') !== `#${id}`) {
    return form.fail(XADES_QUALIFYING, 'target');
  }
  return { object, signedProperties, unsignedProperties: found.UnsignedProperties[0] };
}

function holdsProperties(object: XmlPart): boolean {
  return object.children.some(
    (child) =>
      isNamed(child, XADES, 'QualifyingProperties') || isNamed(child, XADES, 'QualifyingPropertiesReference'),
  );
}

/** ETSI EN 319 132-1 section 4.4.2: one reference of the type, and it is to these very properties, whole. */
export function checkSignedReference(
  { references }: XmlSignature,
  { signedProperties }: Qualifying,
  form: FormNotes,
): void {
  const typed = references.filter(({ type }) => type === SIGNED_PROPERTIES_TYPE);
  const [reference] = typed;
  if (reference === undefined) form.fail(XADES_SIGNED_PROPERTIES, 'none');
  else if (typed.length > 1) form.fail(XADES_SIGNED_PROPERTIES, 'several');
  else if (reference.uri !== `#${signedProperties.attributes.get('Id')}`) {
    form.fail(XADES_SIGNED_PROPERTIES, 'other');
  }
}
