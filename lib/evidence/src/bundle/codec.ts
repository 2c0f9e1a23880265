import { fromHex, fromUtf8, toBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { ED25519, isSignatureLine } from '../checkpoint/index.ts';
import { isPartName, SALT_LENGTH } from '../entry/index.ts';
import { EvidenceError } from '../error.ts';
import { JsonReader } from '../json/index.ts';
import {
  BUNDLE_FORMAT,
  BUNDLE_LIMITS,
  type Bundle,
  type EvidenceObject,
  type LogIdentity,
  OBJECT_TYPES,
  type OpenedPart,
  type ProofLink,
} from './bundle.ts';

/** Writes a bundle as one JSON file, octets in base64, hashes in hexadecimal. */
export function encodeBundle({ entry, parts, objects, proof, log }: Bundle): Uint8Array {
  const octets = toUtf8(
    JSON.stringify({
      format: BUNDLE_FORMAT,
      entry: toBase64(entry),
      parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, partOut(part)])),
      objects: objects.map(objectOut),
      proof: proof.map(linkOut),
      log: { origin: log.origin, publicKey: toBase64(log.publicKey) },
    }),
  );
  if (octets.length > BUNDLE_LIMITS.octets) throw new EvidenceError('evidence/budget', 'bundle too large');
  return octets;
}

/**
 * Reads a bundle's file; nothing in it is believed. Throws `evidence/bundle`, naming the member and what it must be, or
 * `evidence/budget` for one too large.
 */
export function parseBundle(octets: Uint8Array): Bundle {
  if (octets.length > BUNDLE_LIMITS.octets) throw new EvidenceError('evidence/budget', 'bundle too large');
  const document = JsonReader.document(octets, 'evidence/bundle');
  const { format, entry, parts, objects, proof, log } = document.members([
    'format',
    'entry',
    'parts',
    'objects',
    'proof',
    'log',
  ]);
  format.oneOf([BUNDLE_FORMAT]);
  return {
    entry: entry.octets(),
    parts: partsIn(parts),
    objects: objects.list(BUNDLE_LIMITS.objects).map(objectIn),
    proof: proof.list(BUNDLE_LIMITS.links, 1).map(linkIn),
    log: logIn(log),
  };
}

const partOut = ({ salt, content }: OpenedPart) => ({ salt: toBase64(salt), content: toBase64(content) });
const objectOut = ({ type, octets }: EvidenceObject) => ({ type, content: toBase64(octets) });

function linkOut({ entry, leafIndex, path, checkpoint, cosignatures, token, validation }: ProofLink) {
  return {
    ...(entry && { entry: toBase64(entry) }),
    leafIndex,
    path: path.map(toHex),
    checkpoint: fromUtf8(checkpoint),
    ...(cosignatures && { cosignatures }),
    ...(token && { token: toBase64(token) }),
    validation: validation.map(objectOut),
  };
}

function partsIn(reader: JsonReader): Record<string, OpenedPart> {
  const parts = reader.entries(BUNDLE_LIMITS.parts).map(([name, part]) => {
    if (!isPartName(name)) part.refuse('a part whose name is in lower case');
    const { salt, content } = part.members(['salt', 'content']);
    const opened = { salt: salt.octets(), content: content.octets() };
    if (opened.salt.length !== SALT_LENGTH) salt.refuse(`${SALT_LENGTH} octets`);
    return [name, opened] as const;
  });
  return Object.fromEntries(parts);
}

function objectIn(reader: JsonReader): EvidenceObject {
  const { type, content } = reader.members(['type', 'content']);
  return { type: type.oneOf(OBJECT_TYPES), octets: content.octets() };
}

function linkIn(reader: JsonReader, position: number): ProofLink {
  const required = ['leafIndex', 'path', 'checkpoint', 'validation'] as const;
  const optional = ['entry', 'cosignatures', 'token'] as const;
  const { entry, leafIndex, path, checkpoint, cosignatures, token, validation } = reader.members(
    required,
    optional,
  );
  if ((entry === undefined) !== (position === 0)) reader.refuse('with `entry` in every step but the first');
  return {
    ...(entry && { entry: entry.octets() }),
    leafIndex: leafIndex.wholeNumber(),
    path: path.list(BUNDLE_LIMITS.path).map((hash) => fromHex(hash.hash())),
    checkpoint: toUtf8(checkpoint.text(65_536)),
    ...(cosignatures && { cosignatures: cosignatures.list(BUNDLE_LIMITS.cosignatures).map(lineIn) }),
    ...(token && { token: token.octets() }),
    validation: validation.list(BUNDLE_LIMITS.validation).map(objectIn),
  };
}

function lineIn(reader: JsonReader): string {
  const line = reader.text();
  return isSignatureLine(line) ? line : reader.refuse('a signature line of a note');
}

function logIn(reader: JsonReader): LogIdentity {
  const { origin, publicKey } = reader.members(['origin', 'publicKey']);
  const key = publicKey.octets();
  if (key.length !== ED25519.key) publicKey.refuse(`${ED25519.key} octets`);
  return { origin: origin.text(255), publicKey: key };
}
