import { createHash } from '../../crypto.ts';
import {
  bits,
  context,
  enumerated,
  generalTime,
  implicit,
  nul,
  type Octets,
  octets,
  oid,
  seq,
} from '../asn1/index.ts';
import type { Made } from './certificate.ts';
import { type Ext, ext } from './extension.ts';
import { type KeyName, keyBits, keyIdOf } from './keys.ts';
import { ALGORITHMS, type AlgorithmName, HASH_OIDS, type Hash, signatureOf } from './sign.ts';

export const NONCE = '1.3.6.1.5.5.7.48.1.2';
export const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6';

export type Status =
  | { readonly kind: 'good' | 'unknown' }
  | { readonly kind: 'revoked'; readonly at: string; readonly reason?: number };

export interface Single {
  readonly certificate?: Made;
  readonly issuer?: Made;
  /** DER INTEGER. */
  readonly serial?: Uint8Array;
  readonly hash?: Hash;
  readonly nameHash?: Uint8Array;
  readonly keyHash?: Uint8Array;
  readonly status?: Status;
  readonly from?: string;
  /** Null leaves nextUpdate out. */
  readonly to?: string | null;
  readonly add?: readonly Ext[];
}

export interface OcspOrder {
  readonly responder: Made;
  readonly singles: readonly Single[];
  readonly byKey?: true;
  readonly responderId?: Uint8Array;
  readonly producedAt?: string;
  readonly nonce?: Uint8Array;
  readonly add?: readonly Ext[];
  readonly certificates?: readonly Uint8Array[];
  readonly signedBy?: KeyName;
  readonly algorithm?: AlgorithmName;
  readonly damage?: true;
  readonly version?: Uint8Array;
  readonly status?: number;
  readonly type?: string;
}

function digest(hash: Hash, data: Uint8Array): Uint8Array {
  return createHash(hash).update(data).digest();
}

function statusOf(status: Status): Octets {
  if (status.kind !== 'revoked') return implicit(status.kind === 'good' ? 0 : 2, new Uint8Array());
  const reason = status.reason === undefined ? [] : [context(0, enumerated(status.reason))];
  return context(1, generalTime(status.at), ...reason);
}

function singleOf(one: Single): Octets {
  const { issuer, certificate, hash = 'sha1', from = '2026-05-31T23:50:00Z', add = [] } = one;
  const id = seq(
    seq(oid(HASH_OIDS[hash]), nul()),
    octets(one.nameHash ?? digest(hash, issuer?.name ?? new Uint8Array())),
    octets(one.keyHash ?? digest(hash, keyBits(issuer?.spki ?? new Uint8Array()))),
    one.serial ?? certificate?.serial ?? new Uint8Array(),
  );
  const to = one.to === undefined ? '2026-06-01T00:05:00Z' : one.to;
  return seq(
    id,
    statusOf(one.status ?? { kind: 'good' }),
    generalTime(from),
    ...(to === null ? [] : [context(0, generalTime(to))]),
    ...(add.length === 0 ? [] : [context(1, seq(...add.map(({ der }) => der)))]),
  );
}

export function makeOcsp(order: OcspOrder): Octets {
  const { responder, add = [] } = order;
  const key = order.signedBy ?? responder.key;
  const algorithm = order.algorithm ?? 'rsaSha256';
  const extensions = [...(order.nonce ? [ext(NONCE, octets(order.nonce))] : []), ...add];
  const id = order.byKey ? context(2, octets(keyIdOf(responder.spki))) : context(1, responder.name);
  const data = seq(
    order.version ?? new Uint8Array(),
    order.responderId ?? id,
    generalTime(order.producedAt ?? '2026-05-31T23:55:00Z'),
    seq(...order.singles.map(singleOf)),
    ...(extensions.length === 0 ? [] : [context(1, seq(...extensions.map(({ der }) => der)))]),
  );
  const signature = Uint8Array.from(signatureOf(key, algorithm, data));
  if (order.damage) signature[9] = (signature[9] ?? 0) ^ 1;
  const certificates = order.certificates ?? [responder.der];
  const basic = seq(
    data,
    ALGORITHMS[algorithm].identifier,
    bits(signature),
    ...(certificates.length === 0 ? [] : [context(0, seq(...certificates))]),
  );
  const type = order.type ?? '1.3.6.1.5.5.7.48.1.1';
  return seq(enumerated(order.status ?? 0), context(0, seq(oid(type), octets(basic))));
}

/** An answer that refuses to answer. */
export const refusal = (status: number) => seq(enumerated(status));
