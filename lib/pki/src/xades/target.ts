import type { XmlElement } from 'libxml2-wasm';
import type { XmlPart, XmlTree } from '../xml/index.ts';
import type { FormNotes } from './form.ts';
import { DS, MANIFEST_TYPE } from './names.ts';
import type { Reference } from './reference.ts';
import { XADES_TARGET, XADES_TRANSFORMS } from './rules-form.ts';
import type { XmlSignature } from './signature.ts';

/** What a reference is to. `document` is the whole, or its root element (`root`); `octets` stand outside it. */
export type Target =
  | { readonly covers: 'document' }
  | {
      readonly covers: 'root' | 'object' | 'part' | 'signed-properties' | 'key-info';
      readonly element: XmlElement;
    }
  | { readonly covers: 'detached'; readonly octets: Uint8Array | undefined };

export interface ResolvedReference {
  readonly reference: Reference;
  readonly target: Target;
}

/** Where references may lead. */
export interface Surroundings {
  readonly tree: XmlTree;
  readonly signature: XmlSignature;
  /** The object that holds the qualifying properties, and the signed ones of them. */
  readonly propertiesObject: XmlPart;
  readonly signedProperties: XmlPart;
  readonly detached: ReadonlyMap<string, Uint8Array>;
  readonly content: Uint8Array | undefined;
  readonly parts: readonly string[];
  readonly dividedText: 'refused' | 'accepted';
}

export function resolveReferences(place: Surroundings, form: FormNotes): ResolvedReference[] | undefined {
  const { references } = place.signature;
  const resolved: ResolvedReference[] = [];
  const unnamed = references.filter(({ uri }) => uri === undefined);
  if (unnamed.length > 1) return form.fail(XADES_TARGET, 'unnamed');
  for (const reference of references) {
    const target = targetOf(reference, place);
    const { position } = reference;
    if (typeof target === 'string') return form.fail(XADES_TARGET, target, { position });
    if (!fits(reference, target)) return form.fail(XADES_TRANSFORMS, 'target', { position });
    resolved.push({ reference, target });
  }
  return resolved;
}

type TargetFault = 'missing' | 'ambiguous' | 'pointer' | 'element' | 'itself' | 'manifest' | 'unnamed';

/** Never fetches: what is not in the document is among what was given, by its URI to the letter, or not known. */
function targetOf({ uri, type }: Reference, place: Surroundings): Target | TargetFault {
  const { signature, tree, content, detached } = place;
  if (type === MANIFEST_TYPE) return 'manifest';
  if (uri === undefined) return content === undefined ? 'unnamed' : { covers: 'detached', octets: content };
  if (uri === '') return signature.part.element.isSameNode(tree.root) ? 'itself' : { covers: 'document' };
  if (!uri.startsWith('#')) return { covers: 'detached', octets: detached.get(uri) };
  if (uri.includes('(')) return 'pointer';
  const element = tree.identifiers.get(uri.slice(1));
  if (element === undefined) return 'missing';
  if (element === 'several') return 'ambiguous';
  return elementTarget(element, uri.slice(1), place);
}

function elementTarget(element: XmlElement, id: string, place: Surroundings): Target | TargetFault {
  const { signature, tree, signedProperties, propertiesObject, parts } = place;
  const { keyInfo, objects } = signature;
  if (element.isSameNode(signature.part.element)) return 'itself';
  if (element.isSameNode(tree.root)) return { covers: 'root', element };
  if (element.isSameNode(signedProperties.element)) return { covers: 'signed-properties', element };
  if (keyInfo && element.isSameNode(keyInfo.element)) return { covers: 'key-info', element };
  const object = objects.find((candidate) => candidate !== propertiesObject && isObject(candidate, element));
  if (object !== undefined) return { covers: 'object', element };
  return parts.includes(id) && !isInSignature(element) ? { covers: 'part', element } : 'element';
}

/** A part is read where it stands. One that was moved into a signature is out of sight of whoever reads the rest. */
export function isInSignature(element: XmlElement): boolean {
  for (let above = element.parent; above !== null; above = above.parent) {
    if (above.name === 'Signature' && above.namespaceUri === DS) return true;
  }
  return false;
}

/** An object, or the one element that is all its content. */
export function isObject(object: XmlPart, element: XmlElement): boolean {
  if (object.element.isSameNode(element)) return true;
  const [only] = object.children;
  const isAll = object.children.length === 1 && object.text.trim() === '' && object.foreign === 0;
  return isAll && only?.element.isSameNode(element) === true;
}

/** The signature is left out only of what it stands in, and only an object or a part may be text in base64. */
function fits({ transforms }: Reference, { covers }: Target): boolean {
  if (transforms.enveloped) return covers === 'document' || covers === 'root';
  return transforms.base64 === undefined || covers === 'object' || covers === 'part';
}
