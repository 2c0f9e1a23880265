import type { XmlPart } from '../xml/index.ts';
import { isNamed, leafText } from './grammar.ts';
import { BASE64, XADES } from './names.ts';
import { isObject, type ResolvedReference, type Surroundings } from './target.ts';

/**
 * Whether all that the object around the data says of it (`MimeType`, `Encoding`) is signed too: by a reference to the whole
 * object as XML, or word for word in the signer's own format of the data (ETSI EN 319 132-1 section 5.2.4). A reader goes by
 * it: the same octets are one thing as plain text and another as a page.
 */
export function isFormatSigned(
  one: ResolvedReference,
  place: Surroundings,
  resolved: readonly ResolvedReference[],
): boolean {
  const { reference, target } = one;
  if (target.covers !== 'object') return true;
  const object = place.signature.objects.find((candidate) => isObject(candidate, target.element));
  if (object === undefined || resolved.some((other) => coversAsXml(object, other))) return true;
  const format = formatOf(reference.id, place);
  const signed = new Map(
    ['MimeType', 'Encoding'].map((name) => [
      name,
      leafText(format?.children.find((child) => isNamed(child, XADES, name))),
    ]),
  );
  return [...object.attributes].every(([name, value]) => {
    if (name === 'Id' || (name === 'Encoding' && value === BASE64 && reference.transforms.base64))
      return true;
    return signed.get(name)?.trim().toLowerCase() === value.trim().toLowerCase();
  });
}

/** With its own tag, which a reference to text in base64, or to the one element in it, leaves out. */
function coversAsXml(object: XmlPart, { reference, target }: ResolvedReference): boolean {
  if (target.covers !== 'object' || reference.transforms.base64) return false;
  return object.element.isSameNode(target.element);
}

function formatOf(id: string | undefined, { signedProperties }: Surroundings): XmlPart | undefined {
  if (id === undefined) return undefined;
  return signedProperties.children
    .filter((child) => isNamed(child, XADES, 'SignedDataObjectProperties'))
    .flatMap(({ children }) => children)
    .find(
      (child) =>
        isNamed(child, XADES, 'DataObjectFormat') && child.attributes.get('ObjectReference') === `#${id}`,
    );
}
