/**
 * What is sealed of a record, in one piece: the answer, and the parts with their salts. The key is of this record alone,
 * and lies wrapped by the master key in a row of its own.
 *
 *     number (1 octet) ‖ for each: kind (1) ‖ length of name (1) ‖ name ‖ length (4, big-endian) ‖ octets
 *
 * Reports are much alike within, so it is deflated (RFC 1951) before it is sealed: a third of the octets for as many years.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { concat, fromUtf8, toUtf8 } from '@kazasu/bytes';
import { SALT_LENGTH } from '@kazasu/evidence';
import { seal, unseal } from '@kazasu/server/keys';
import { randomOctets } from '@kazasu/server/random';
import { createSecretKey, type KeyObject } from '../../crypto.ts';
import { EvidenceLogError } from '../error.ts';

export interface RecordContent {
  readonly answer: Uint8Array;
  readonly parts: Readonly<Record<string, { readonly salt: Uint8Array; readonly content: Uint8Array }>>;
}

export interface SealedContent {
  readonly sealed: Uint8Array;
  /** The record's key, wrapped. */
  readonly wrapped: Uint8Array;
}

const KEY_LENGTH = 32;
/** More than any draft has: see DRAFT_OCTETS_MAX. */
const CONTENT_MAX = 64 * 1024 * 1024;
const KINDS = { answer: 0, part: 1 } as const;

export function sealContent(master: KeyObject, id: string, content: RecordContent): SealedContent {
  const key = randomOctets(KEY_LENGTH);
  const deflated = deflateRawSync(encode(content), { level: 1 });
  const sealed = seal(createSecretKey(key), deflated, contextOf(id, 'content'));
  const wrapped = seal(master, key, contextOf(id, 'key'));
  key.fill(0);
  return { sealed, wrapped };
}

/** Throws a KeyError where the key does not open it, an EvidenceLogError where what it opens is no content. */
export function openContent(
  master: KeyObject,
  id: string,
  { sealed, wrapped }: SealedContent,
): RecordContent {
  const key = unseal(master, wrapped, contextOf(id, 'key'));
  const deflated = unseal(createSecretKey(key), sealed, contextOf(id, 'content'));
  key.fill(0);
  return decode(new Uint8Array(inflateRawSync(deflated, { maxOutputLength: CONTENT_MAX })));
}

/** A sealed value opens in its own record and place alone. */
function contextOf(id: string, part: string): string {
  return `record ${id} ${part}`;
}

function encode({ answer, parts }: RecordContent): Uint8Array {
  const pieces = [
    piece(KINDS.answer, '', answer),
    ...Object.entries(parts).map(([name, { salt, content }]) => piece(KINDS.part, name, salt, content)),
  ];
  return concat(Uint8Array.of(pieces.length), ...pieces);
}

function piece(kind: number, name: string, ...octets: readonly Uint8Array[]): Uint8Array {
  const named = toUtf8(name);
  const length = new Uint8Array(4);
  const sum = octets.reduce((total, each) => total + each.length, 0);
  new DataView(length.buffer).setUint32(0, sum);
  return concat(Uint8Array.of(kind, named.length), named, length, ...octets);
}

function decode(octets: Uint8Array): RecordContent {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const parts: Record<string, { salt: Uint8Array; content: Uint8Array }> = {};
  let answer: Uint8Array | undefined;
  let at = 1;
  for (let left = view.getUint8(0); left > 0; left -= 1) {
    const [kind, nameLength] = [view.getUint8(at), view.getUint8(at + 1)];
    const name = fromUtf8(octets.subarray(at + 2, at + 2 + nameLength));
    const start = at + 2 + nameLength + 4;
    at = start + view.getUint32(start - 4);
    const content = octets.slice(start, at);
    if (kind === KINDS.answer) answer = content;
    else if (kind === KINDS.part)
      parts[name] = { salt: content.slice(0, SALT_LENGTH), content: content.slice(SALT_LENGTH) };
    else damaged();
  }
  if (answer === undefined || at !== octets.length) damaged();
  return { answer, parts };
}

function damaged(): never {
  throw new EvidenceLogError('evidence/damaged', 'what was sealed is no content of a record');
}
