import { fromBase64, fromPem, toBase64, toUtf8 } from '@kazasu/bytes';
import { type Certificate, isParseError, parseCertificate } from '@kazasu/pki';
import type { CheckOptions, EvidenceTrust } from '../check/index.ts';
import { ED25519, type NoteKey } from '../checkpoint/index.ts';
import { JsonReader } from '../json/index.ts';

/** What `format` of a trust file says. */
export const TRUST_FORMAT = 'kazasu-evidence-trust/1';

const CERTIFICATES_MAX = 256;
const KEYS_MAX = 256;

/** What a trust file settles of a judgement. */
export type TrustChoice = { readonly trust: EvidenceTrust } & Pick<CheckOptions, 'profiles'>;

/**
 * Reads a trust file: whom its owner believes, got by another way than the bundle. Throws `evidence/trust`, naming the member and what
 * it must be. Every member but `format` may be missing.
 */
export function parseTrustFile(octets: Uint8Array): TrustChoice {
  const { format, anchors, timestampAnchors, logs, witnesses, profile } = JsonReader.document(
    octets,
    'evidence/trust',
  ).members(['format'], ['anchors', 'timestampAnchors', 'logs', 'witnesses', 'profile']);
  format.oneOf([TRUST_FORMAT]);
  return {
    trust: {
      anchors: certificatesIn(anchors),
      timestampAnchors: certificatesIn(timestampAnchors),
      logKeys: keysIn(logs, 'origin'),
      witnesses: keysIn(witnesses, 'name'),
    },
    ...(profile?.oneOf(['signature', 'none']) === 'none' && { profiles: [] }),
  };
}

/** Writes one. */
export function encodeTrustFile(trust: {
  readonly anchors?: readonly Uint8Array[];
  readonly timestampAnchors?: readonly Uint8Array[];
  readonly logKeys?: readonly NoteKey[];
  readonly witnesses?: readonly NoteKey[];
  readonly profile?: 'signature' | 'none';
}): Uint8Array {
  const { anchors = [], timestampAnchors = [], logKeys = [], witnesses = [], profile } = trust;
  const out = {
    format: TRUST_FORMAT,
    anchors: anchors.map(toBase64),
    timestampAnchors: timestampAnchors.map(toBase64),
    logs: logKeys.map(({ name, publicKey }) => ({ origin: name, publicKey: toBase64(publicKey) })),
    witnesses: witnesses.map(({ name, publicKey }) => ({ name, publicKey: toBase64(publicKey) })),
    ...(profile && { profile }),
  };
  return toUtf8(JSON.stringify(out, null, 2));
}

function certificatesIn(reader: JsonReader | undefined): Certificate[] {
  return (reader?.list(CERTIFICATES_MAX) ?? []).map((one) => {
    const text = one.text(100_000);
    try {
      return parseCertificate(text.startsWith('-----') ? fromPem('CERTIFICATE', text) : fromBase64(text));
    } catch (error) {
      if (isParseError(error)) one.refuse('one certificate, as PEM or as DER in base64');
      throw error;
    }
  });
}

function keysIn(reader: JsonReader | undefined, nameMember: 'origin' | 'name'): NoteKey[] {
  return (reader?.list(KEYS_MAX) ?? []).map((one) => {
    const { [nameMember]: name, publicKey } = one.members([nameMember, 'publicKey']);
    const key = publicKey.octets();
    if (key.length !== ED25519.key) publicKey.refuse(`a raw Ed25519 key of ${ED25519.key} octets in base64`);
    return { name: name.text(255), publicKey: key };
  });
}
