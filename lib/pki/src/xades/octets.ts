import { concat, equal } from '@kazasu/bytes';
import { createHash, hash } from '../crypto.ts';
import { isParseError, PkiError } from '../error.ts';
import type { Check } from '../report.ts';
import { failed, passed, undetermined } from '../rule.ts';
import {
  CANONICALISATIONS,
  type Canonicalisation,
  canonicalElement,
  canonicalRoot,
  canonicalTree,
  openXml,
  partOf,
  withoutElement,
} from '../xml/index.ts';
import type { AnyHash } from './algorithms.ts';
import { isFormatSigned } from './data-format.ts';
import { leafText, octetsOf } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { CANONICAL_XML_10 } from './names.ts';
import { XADES_REFERENCE } from './rules.ts';
import type { ResolvedReference, Surroundings, Target } from './target.ts';

/** One check a reference: what it covers, and whether that is unchanged. */
export function digestChecks(place: Surroundings, resolved: readonly ResolvedReference[]): Check[] {
  const known = new Map<string, Digest>();
  return resolved.map((one) => {
    const { reference, target } = one;
    const { position, uri = '', transforms } = reference;
    const transform = transforms.base64 && { transform: 'base64' };
    const facts = { position, covers: target.covers, uri: uri.slice(0, COUNTS.uri), ...transform };
    const found = digestOf(one, place, known);
    if (found === 'not-given') return undetermined(XADES_REFERENCE, 'not-given', facts);
    if ('code' in found) return failed(XADES_REFERENCE, 'unreadable', { ...facts, code: found.code });
    const unchanged = equal(found.digest, reference.digest);
    if (!unchanged) return failed(XADES_REFERENCE, 'digest', facts);
    if (!isFormatSigned(one, place, resolved)) return undetermined(XADES_REFERENCE, 'format', facts);
    return passed(XADES_REFERENCE, facts);
  });
}

type Digest = { readonly digest: Uint8Array } | { readonly code: string } | 'not-given';

/** The same data in the same form is digested once, however many references are to it. */
function digestOf(resolved: ResolvedReference, place: Surroundings, known: Map<string, Digest>): Digest {
  const { uri, transforms, hash: name } = resolved.reference;
  const key = JSON.stringify([uri, transforms, name]);
  const digest = known.get(key) ?? newDigest(resolved, place);
  known.set(key, digest);
  return digest;
}

function newDigest(resolved: ResolvedReference, place: Surroundings): Digest {
  try {
    const pieces = octetsFor(resolved, place);
    return pieces === undefined ? 'not-given' : { digest: hashOf(resolved.reference.hash, pieces) };
  } catch (error) {
    if (!isParseError(error)) throw error;
    return { code: error.code };
  }
}

const CLOSED_UP_MAX = 1 << 16;

/** Octets in pieces, so that what is left out need not be closed up. */
type Pieces = readonly Uint8Array[];

function hashOf(name: AnyHash, pieces: Pieces): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return hash(name, only, 'buffer');
  // To close up a small document costs less than to hash it in pieces.
  if (pieces.every(({ length }) => length < CLOSED_UP_MAX)) return hash(name, concat(...pieces), 'buffer');
  const running = createHash(name);
  for (const piece of pieces) running.update(piece);
  return running.digest();
}

/** The octets that the digest is over (XML Signature 1.1 section 4.4.3.2). */
function octetsFor({ reference, target }: ResolvedReference, place: Surroundings): Pieces | undefined {
  const { canonicalisation, base64, enveloped } = reference.transforms;
  if (target.covers === 'detached') {
    const { octets } = target;
    return octets && [canonicalisation ? canonicalFile(octets, canonicalisation, place) : octets];
  }
  if (base64) return [decoded(target)];
  const how = canonicalisation ?? CANONICALISATIONS.get(CANONICAL_XML_10);
  if (how === undefined) throw new PkiError('pki/xml', 'no canonicalisation');
  // A reference into the same document is to nodes without the comments, whatever follows (section 4.4.3.3).
  const octets = canonicalTarget(place, target, { ...how, withComments: false });
  return enveloped ? withoutElement(octets, place.signature.part.element) : [octets];
}

function canonicalTarget(
  { tree }: Surroundings,
  target: Exclude<Target, { covers: 'detached' }>,
  how: Canonicalisation,
): Uint8Array {
  if (target.covers === 'document') return canonicalTree(tree, how);
  return target.covers === 'root' ? canonicalRoot(tree, how) : canonicalElement(tree, target.element, how);
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
    const { byComments, bySections } = tree.divided;
    const isDivided = bySections.length > 0 || (!how.withComments && byComments.length > 0);
    if (dividedText === 'refused' && isDivided)
      throw new PkiError('pki/xml', 'text divided by a comment or a CDATA section');
    return canonicalTree(tree, how);
  } finally {
    tree.close();
  }
}
