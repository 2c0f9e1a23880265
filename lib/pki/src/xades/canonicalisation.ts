import { CANONICALISATIONS, type Canonicalisation, type XmlPart } from '../xml/index.ts';
import { isPure, leafText, sequenceOf } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { EC } from './names.ts';

/**
 * A canonicalisation by its URI. The exclusive one may carry a list of prefixes (Exclusive XML Canonicalization section
 * 3.1); nothing else may carry anything. Used for `CanonicalizationMethod` and `Transform` alike.
 */
export function readCanonicalisation(part: XmlPart): Canonicalisation | undefined {
  const algorithm = part.attributes.get('Algorithm') ?? '';
  const known = CANONICALISATIONS.get(algorithm);
  if (known === undefined || !isPure(part) || part.text.trim() !== '') return undefined;
  if (part.children.length === 0) return known;
  const list = sequenceOf(part, EC, { InclusiveNamespaces: 'one' })?.InclusiveNamespaces[0];
  if (list === undefined || !algorithm.startsWith(EC) || leafText(list)?.trim() !== '') return undefined;
  const prefixes = (list.attributes.get('PrefixList') ?? '')
    .split(/[ \t\r\n]+/)
    .filter((name) => name !== '');
  return prefixes.length > COUNTS.prefixes ? undefined : { ...known, prefixes };
}
