import type { XmlPart } from '../xml/index.ts';
import { isNamed, leafText } from './grammar.ts';
import { XADES } from './names.ts';

/** ETSI EN 319 132-1 section 5.2.9: `implied`, or the object identifier or URI of an explicit one. */
export function readPolicy(part: XmlPart | undefined): { readonly policy: string } | undefined | 'malformed' {
  if (part === undefined) return undefined;
  const [choice] = part.children;
  if (part.children.length !== 1 || choice === undefined || choice.namespace !== XADES) return 'malformed';
  if (choice.name === 'SignaturePolicyImplied') return { policy: 'implied' };
  if (choice.name !== 'SignaturePolicyId') return 'malformed';
  const id = choice.children.find((child) => isNamed(child, XADES, 'SigPolicyId'));
  const identifiers = id?.children.filter((child) => isNamed(child, XADES, 'Identifier')) ?? [];
  const text = identifiers.length === 1 ? leafText(identifiers[0])?.trim() : undefined;
  if (text === undefined || text === '' || text.length > 1024) return 'malformed';
  return { policy: text.replace(/^urn:oid:/i, '') };
}
