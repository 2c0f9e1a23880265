import { bits, context, enumerated, int, type Octets, seq, time } from '../asn1/index.ts';
import type { Made } from './certificate.ts';
import { authorityKeyId, EXT, type Ext, ext } from './extension.ts';
import type { KeyName } from './keys.ts';
import { ALGORITHMS, type AlgorithmName, defaultAlgorithm, signatureOf } from './sign.ts';

export interface Entry {
  /** DER INTEGER. */
  readonly serial: Uint8Array;
  readonly at?: string;
  readonly reason?: number;
  readonly add?: readonly Ext[];
}

export interface CrlOrder {
  readonly issuerName?: Uint8Array;
  readonly signedBy?: KeyName;
  readonly algorithm?: AlgorithmName;
  readonly innerIdentifier?: Uint8Array;
  readonly from?: string;
  /** Null leaves nextUpdate out. */
  readonly to?: string | null;
  readonly number?: number | null;
  readonly numberCritical?: boolean;
  readonly revoked?: readonly Entry[];
  /** An empty list instead of none. */
  readonly emptyList?: true;
  readonly set?: readonly Ext[];
  readonly without?: readonly string[];
  readonly add?: readonly Ext[];
  readonly version?: Uint8Array;
  readonly damage?: true;
}

export const reasonCode = (code: number) => ext(EXT.reasonCode, enumerated(code));

function entryOf({ serial, at = '2026-05-01T00:00:00Z', reason, add = [] }: Entry): Octets {
  const own = [...(reason === undefined ? [] : [reasonCode(reason)]), ...add];
  return seq(serial, time(at), ...(own.length === 0 ? [] : [seq(...own.map(({ der }) => der))]));
}

export function makeCrl(issuer: Made, order: CrlOrder = {}): Octets {
  const { number = 7, revoked = [], set = [], without = [], add = [] } = order;
  const key = order.signedBy ?? issuer.key;
  const algorithm = order.algorithm ?? defaultAlgorithm(key);
  const { identifier } = ALGORITHMS[algorithm];
  const own = [
    authorityKeyId(issuer.keyId),
    ...(number === null ? [] : [ext(EXT.crlNumber, int(number), order.numberCritical)]),
  ];
  const kept = own.filter((one) => !without.includes(one.oid) && !set.some(({ oid }) => oid === one.oid));
  const extensions = [...kept, ...set, ...add];
  const to = order.to === undefined ? '2026-06-08T00:00:00Z' : order.to;
  const list = revoked.length > 0 || order.emptyList ? [seq(...revoked.map(entryOf))] : [];
  const tbs = seq(
    order.version ?? int(1),
    order.innerIdentifier ?? identifier,
    order.issuerName ?? issuer.name,
    time(order.from ?? '2026-05-31T00:00:00Z'),
    ...(to === null ? [] : [time(to)]),
    ...list,
    ...(extensions.length === 0 ? [] : [context(0, seq(...extensions.map(({ der }) => der)))]),
  );
  const signature = Uint8Array.from(signatureOf(key, algorithm, tbs));
  if (order.damage) signature[9] = (signature[9] ?? 0) ^ 1;
  return seq(tbs, identifier, bits(signature));
}
