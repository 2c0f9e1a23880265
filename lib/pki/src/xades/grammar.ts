import { BytesError, fromBase64 } from '@kazasu/bytes';
import type { XmlPart } from '../xml/index.ts';

type Occurs = 'one' | 'optional' | 'any' | 'some';

/**
 * The children of an element by name, if they are exactly the sequence that the schema has: its order, its numbers, its
 * namespace, and nothing but white space between them. Undefined otherwise: also for a comment or an instruction, which
 * canonicalising may drop and a reader may stumble over.
 */
export function sequenceOf<N extends string>(
  part: XmlPart,
  namespace: string,
  shape: { readonly [name in N]: Occurs },
): { readonly [name in N]: readonly XmlPart[] } | undefined {
  const { children } = part;
  if (!isPure(part) || part.text.trim() !== '') return undefined;
  const found: Partial<Record<N, readonly XmlPart[]>> = {};
  let at = 0;
  for (const [name, occurs] of Object.entries(shape) as [N, Occurs][]) {
    const start = at;
    while (at < children.length && isNamed(children[at], namespace, name)) at++;
    const count = at - start;
    if (count === 0 && (occurs === 'one' || occurs === 'some')) return undefined;
    if (count > 1 && (occurs === 'one' || occurs === 'optional')) return undefined;
    found[name] = children.slice(start, at);
  }
  return at === children.length ? (found as { readonly [name in N]: readonly XmlPart[] }) : undefined;
}

export function isNamed(part: XmlPart | undefined, namespace: string, name: string): boolean {
  return part?.name === name && part.namespace === namespace;
}

/** No comments and no instructions. */
export function isPure(part: XmlPart): boolean {
  return part.foreign === 0;
}

/** The text of an element that holds nothing else. */
export function leafText(part: XmlPart | undefined): string | undefined {
  return part !== undefined && isPure(part) && part.children.length === 0 ? part.text : undefined;
}

/** `xs:base64Binary`: RFC 4648 with padding, white space anywhere, and nothing else; one value has one spelling less spaces. */
export function leafOctets(part: XmlPart | undefined): Uint8Array | undefined {
  const text = leafText(part);
  return text === undefined ? undefined : octetsOf(text);
}

export function octetsOf(text: string): Uint8Array | undefined {
  try {
    const octets = fromBase64(text.replace(/[ \t\r\n]+/g, ''));
    return octets.length === 0 ? undefined : octets;
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}
