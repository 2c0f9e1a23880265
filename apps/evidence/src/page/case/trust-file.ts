import { fromBase64 } from '@kazasu/bytes';
import type { NoteKey } from '@kazasu/evidence';

/** What `format` of a file of trust says. */
export const TRUST_FORMAT = 'kazasu-evidence-trust/1';

/** Whom a person believes, written down beforehand. */
export interface TrustFile {
  /** DER of certificates of the authorities that issued signers' certificates. */
  readonly anchors: readonly Uint8Array[];
  /** DER of certificates of the authorities of time-stamps. */
  readonly timestampAnchors: readonly Uint8Array[];
  readonly logKeys: readonly NoteKey[];
}

const OCTETS_MAX = 1 << 20;
const ENTRIES_MAX = 64;

/**
 * Reads `{"format", "anchors": [base64], "timestampAnchors": [base64], "logs": [{"origin", "publicKey": base64}]}`, exactly.
 * Throws for anything else: half a file of trust is none.
 */
export function readTrustFile(octets: Uint8Array): TrustFile {
  if (octets.length > OCTETS_MAX) throw new TypeError('a file of trust is smaller');
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  const { format, anchors, timestampAnchors, logs } = members(value, [
    'format',
    'anchors',
    'timestampAnchors',
    'logs',
  ]);
  if (format !== TRUST_FORMAT) throw new TypeError('not a file of trust');
  return {
    anchors: list(anchors).map(octetsOf),
    timestampAnchors: list(timestampAnchors).map(octetsOf),
    logKeys: list(logs).map(logKey),
  };
}

function logKey(value: unknown): NoteKey {
  const { origin, publicKey } = members(value, ['origin', 'publicKey']);
  const key = octetsOf(publicKey);
  if (typeof origin !== 'string' || origin === '' || key.length !== 32)
    throw new TypeError('not the key of a log');
  return { name: origin, publicKey: key };
}

function members<Name extends string>(value: unknown, names: readonly Name[]): Record<Name, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('not an object');
  const found = Object.keys(value);
  const fits = found.length === names.length && names.every((name) => found.includes(name));
  if (!fits) throw new TypeError('other members than a file of trust has');
  return value as Record<Name, unknown>;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > ENTRIES_MAX) throw new TypeError('not a list, or too long');
  return value;
}

function octetsOf(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw new TypeError('not base64');
  return fromBase64(value);
}
