import { toHex, toUtf8 } from '@kazasu/bytes';
import type { Verdict } from '@kazasu/pki';
import type { EvidenceObject, OpenedPart } from '../bundle/index.ts';
import { commit, type Entry, type EntryKind, encodeEntry } from '../entry/index.ts';
import { sha256 } from '../merkle/index.ts';
import { encodeRequestPart, encodeSignaturePart, type RecordedSignature } from '../part/index.ts';

/** A record before it is in a log. */
export interface TestRecord {
  readonly entry: Uint8Array;
  readonly parts: Readonly<Record<string, OpenedPart>>;
  readonly objects: readonly EvidenceObject[];
}

export interface RecordOrder {
  readonly id?: string;
  readonly kind?: EntryKind;
  readonly at: number;
  readonly contents: Readonly<Record<string, Uint8Array>>;
  readonly objects: readonly EvidenceObject[];
}

/** Salts are hashes of the names: tests need no secrets, and the same record twice. */
export function makeRecord({
  id = 'record-1',
  kind = 'verification',
  at,
  contents,
  objects,
}: RecordOrder): TestRecord {
  const parts = Object.fromEntries(
    Object.entries(contents).map(([name, content]) => [
      name,
      { salt: sha256(toUtf8(`${id}/${name}`)), content },
    ]),
  );
  const entry: Entry = {
    id,
    kind,
    at,
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, { salt, content }]) => [name, toHex(commit(salt, content))]),
    ),
    objects: objects.map(({ octets }) => toHex(sha256(octets))),
  };
  return { entry: encodeEntry(entry), parts, objects };
}

export interface VerificationOrder {
  readonly at: number;
  readonly digests: readonly string[];
  readonly signatures: readonly RecordedSignature[];
  readonly verdict?: Verdict;
  readonly method?: 'values' | 'cms' | 'xades' | 'pades';
  readonly document?: { readonly sha256: string };
}

/** The three parts of a verification. */
export function verificationParts(order: VerificationOrder): Record<string, Uint8Array> {
  const { at, digests, signatures, verdict = 'valid', method = 'values', document } = order;
  const request = { method, purpose: '住民票の写しの交付申請', revocation: 'crl' as const, digests };
  return {
    request: encodeRequestPart({ ...request, ...(document && { document }) }),
    report: toUtf8(JSON.stringify({ verdict, time: at, checks: [] })),
    signature: encodeSignaturePart({ signatures }),
  };
}
