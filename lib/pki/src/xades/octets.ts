import { equal } from '@kazasu/bytes';
import { hash } from '../crypto.ts';
import { isParseError, PkiError } from '../error.ts';
import type { Check } from '../report.ts';
import { failed, passed, undetermined } from '../rule.ts';
import {
  CANONICALISATIONS,
  type Canonicalisation,
  canonicalElement,
  canonicalTree,
  openXml,
  partOf,
} from '../xml/index.ts';
import { leafText, octetsOf } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { CANONICAL_XML_10 } from './names.ts';
import { XADES_REFERENCE } from './rules.ts';
import type { ResolvedReference, Surroundings, Target } from './target.ts';
import { isFileDivided } from './text.ts';

/** One check a reference: what it covers, and whether that is unchanged. */
export function digestChecks(place: Surroundings, resolved: readonly ResolvedReference[]): Check[] {
  return resolved.map(({ reference, target }) => {
    const { position, uri = '' } = reference;
    const facts = { position, covers: target.covers, uri: uri.slice(0, COUNTS.uri) };
    try {
      const octets = octetsFor({ reference, target }, place);
      if (octets === undefined) return undetermined(XADES_REFERENCE, 'not-given', facts);
      const unchanged = equal(hash(reference.hash, octets, 'buffer'), reference.digest);
      return unchanged ? passed(XADES_REFERENCE, facts) : failed(XADES_REFERENCE, 'digest', facts);
    } catch (error) {
      if (!isParseError(error)) throw error;
      return failed(XADES_REFERENCE, 'unreadable', { ...facts, code: error.code });
    }
  });
}

/** The octets that the digest is over (XML Signature 1.1 section 4.4.3.2). */
function octetsFor({ reference, target }: ResolvedReference, place: Surroundings): Uint8Array | undefined {
  const { canonicalisation, base64 } = reference.transforms;
  if (target.covers === 'detached') {
    const { octets } = target;
    return octets && canonicalisation ? canonicalFile(octets, canonicalisation, place) : octets;
  }
  if (base64) return decoded(target);
  const how = canonicalisation ?? CANONICALISATIONS.get(CANONICAL_XML_10);
  if (how === undefined) throw new PkiError('pki/xml', 'no canonicalisation');
  // A reference into the same document is to nodes without the comments, whatever follows (section 4.4.3.3).
  return canonicalTarget(place, target, { ...how, withComments: false }, reference.transforms.enveloped);
}

function canonicalTarget(
  { tree, signature }: Surroundings,
  target: Exclude<Target, { covers: 'detached' }>,
  how: Canonicalisation,
  enveloped: boolean,
): Uint8Array {
  const without = enveloped ? signature.part.element : undefined;
  if (target.covers === 'document') return canonicalTree(tree, how, without);
  return canonicalElement(tree, target.element, how, without);
}

function decoded(target: Exclude<Target, { covers: 'detached' }>): Uint8Array {
  const text = target.covers === 'document' ? undefined : leafText(partOf(target.element));
  const octets = text === undefined ? undefined : octetsOf(text);
  if (octets === undefined) throw new PkiError('pki/xml', 'not base64');
  return octets;
}

/** A file beside the document, to be canonicalised: XML under the same rules, with its comments if so asked. */
function canonicalFile(octets: Uint8Array, how: Canonicalisation, { dividedText }: Surroundings): Uint8Array {
  const tree = openXml(octets);
  try {
    if (dividedText !== 'accepted' && isFileDivided(tree, how.withComments))
      throw new PkiError('pki/xml', 'text divided by a comment or a CDATA section');
    return canonicalTree(tree, how);
  } finally {
    tree.close();
  }
}
