import type { XmlPart } from '../xml/index.ts';
import type { FormNotes } from './form.ts';
import { isNamed } from './grammar.ts';
import { ASIC, DS } from './names.ts';
import { XADES_COVERAGE } from './rules-form.ts';
import { isInSignature, isObject, type ResolvedReference, type Surroundings } from './target.ts';

/**
 * Who holds a document with a valid signature takes all of it for signed. So all of it must be: the document around the
 * signature, or the parts that the caller says to read alone; where there is nothing around it, its objects or the octets
 * given; and in any case every object in the signature, all the octets given, and every part that is going to be read.
 */
export function checkCoverage(
  place: Surroundings,
  resolved: readonly ResolvedReference[],
  form: FormNotes,
): void {
  const covered = new Set(resolved.map(({ target }) => target.covers));
  const covers = (...kinds: readonly ResolvedReference['target']['covers'][]) =>
    kinds.some((kind) => covered.has(kind));
  if (!covers('document', 'root', 'object', 'part', 'detached')) form.fail(XADES_COVERAGE, 'nothing');
  else if (!covers('document', 'root', 'part') && hasSurroundings(place))
    form.fail(XADES_COVERAGE, 'document');
  if (hasUncoveredObject(place, resolved)) form.fail(XADES_COVERAGE, 'object');
  if (!covers('document') && place.tree.hasOuterInstructions) form.fail(XADES_COVERAGE, 'instruction');
  checkGiven(place, resolved, form);
  const part = place.parts.find((id) => !isPartCovered(id, place, resolved));
  if (part !== undefined) form.fail(XADES_COVERAGE, 'part', { part });
}

/** Octets that were given and are not signed would else be taken for signed by whoever gave them. */
function checkGiven(
  { detached, content }: Surroundings,
  resolved: readonly ResolvedReference[],
  form: FormNotes,
): void {
  const referred = new Set(
    resolved.flatMap(({ reference, target }) => (target.covers === 'detached' ? [reference.uri] : [])),
  );
  const uri = [...detached.keys()].find((key) => !referred.has(key));
  if (uri !== undefined) form.fail(XADES_COVERAGE, 'given', { uri });
  if (content !== undefined && !referred.has(undefined)) form.fail(XADES_COVERAGE, 'given');
}

function isPartCovered(id: string, { tree }: Surroundings, resolved: readonly ResolvedReference[]): boolean {
  const element = tree.identifiers.get(id);
  if (element === undefined || element === 'several' || isInSignature(element)) return false;
  return resolved.some(({ reference, target }) => {
    if (target.covers === 'document' || target.covers === 'root') return true;
    // Of text in base64 the element's name and attributes are not signed.
    if (target.covers !== 'part' || reference.transforms.base64) return false;
    return target.element.isSameNode(element);
  });
}

/**
 * Anything besides this signature. Several may share a file under the one root element that means nothing else (ETSI EN 319
 * 162-1 section 4.4.3.2).
 */
function hasSurroundings({ tree, signature }: Surroundings): boolean {
  if (signature.part.element.isSameNode(tree.root)) return false;
  const root = tree.rootPart;
  if (!isNamed(root, ASIC, 'XAdESSignatures') || tree.root.attrs.length > 0 || root.foreign > 0) return true;
  return root.text.trim() !== '' || !root.children.every((child) => isNamed(child, DS, 'Signature'));
}

function hasUncoveredObject(place: Surroundings, resolved: readonly ResolvedReference[]): boolean {
  return place.signature.objects.some(
    (object) => object !== place.propertiesObject && !resolved.some((one) => coversObject(object, one)),
  );
}

/** What an object's own tag says beside is judged with the digest; that of an element in it is part of the data. */
function coversObject(object: XmlPart, { reference, target }: ResolvedReference): boolean {
  if (target.covers !== 'object') return false;
  if (reference.transforms.base64) return object.element.isSameNode(target.element);
  return isObject(object, target.element);
}
