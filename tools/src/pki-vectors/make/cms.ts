import { createHash } from '../../crypto.ts';
import {
  context,
  implicit,
  int,
  nul,
  type Octets,
  octets,
  oid,
  seq,
  set,
  setOf,
  time,
} from '../asn1/index.ts';
import type { Made } from './certificate.ts';
import type { KeyName } from './keys.ts';
import { directory } from './name.ts';
import { ALGORITHMS, type AlgorithmName, HASH_OIDS, type Hash, signatureOf } from './sign.ts';

export const CMS = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  policy: '1.2.840.113549.1.9.16.2.15',
  contentStamp: '1.2.840.113549.1.9.16.2.20',
  signatureStamp: '1.2.840.113549.1.9.16.2.14',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  algorithmProtection: '1.2.840.113549.1.9.52',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
} as const;

/** One attribute, encoded, with its type. */
export interface Attribute {
  readonly oid: string;
  readonly der: Octets;
}

export const attribute = (type: string, ...values: readonly Uint8Array[]): Attribute => ({
  oid: type,
  der: seq(oid(type), set(...values)),
});

export const hashOf = (hash: Hash, data: Uint8Array): Uint8Array => createHash(hash).update(data).digest();
const digestIdentifier = (hash: Hash) => seq(oid(HASH_OIDS[hash]), nul());

export interface Reference {
  readonly hash?: Hash;
  readonly digest?: Uint8Array;
  /** Left out with null. */
  readonly issuer?: Uint8Array | null;
  readonly serial?: Uint8Array;
}

/** `ESSCertIDv2`, or `ESSCertID` for SHA-1. */
export function reference(certificate: Made, order: Reference = {}): Octets {
  const { hash = 'sha256' } = order;
  const identifier = hash === 'sha1' || hash === 'sha256' ? [] : [seq(oid(HASH_OIDS[hash]))];
  const issuer = order.issuer === undefined ? certificate.issuerName : order.issuer;
  const named = issuer === null ? [] : [seq(seq(directory(issuer)), order.serial ?? certificate.serial)];
  return seq(...identifier, octets(order.digest ?? hashOf(hash, certificate.der)), ...named);
}

export const signingCertificate = (...references: readonly Uint8Array[]) =>
  attribute(CMS.signingCertificateV2, seq(seq(...references)));

export interface CmsOrder {
  readonly signer: Made;
  readonly content: Uint8Array;
  /** Octets inside, or none: detached. Default: the content. */
  readonly inside?: Uint8Array | null;
  readonly contentType?: string;
  readonly hash?: Hash;
  readonly digestIdentifier?: Uint8Array;
  readonly listed?: readonly Uint8Array[];
  readonly algorithm?: AlgorithmName;
  readonly signedBy?: KeyName;
  readonly set?: readonly Attribute[];
  readonly without?: readonly string[];
  readonly add?: readonly Attribute[];
  /** Attributes in the order given instead of that of DER. */
  readonly unsorted?: true;
  /** No signed attributes at all. */
  readonly bare?: true;
  readonly unsigned?: (signature: Uint8Array) => readonly Attribute[];
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly version?: number;
  readonly signerVersion?: number;
  readonly byKey?: true;
  readonly identifier?: Uint8Array;
  readonly damage?: true;
  /** Signer infos instead of the one that is made. */
  readonly signers?: (own: Uint8Array) => readonly Uint8Array[];
  readonly type?: string;
}

function attributesFor(order: CmsOrder): Octets[] {
  const { hash = 'sha256', contentType = CMS.data, set: changed = [], without = [], add = [] } = order;
  const standard = [
    attribute(CMS.contentType, oid(contentType)),
    attribute(CMS.messageDigest, octets(hashOf(hash, order.content))),
    signingCertificate(reference(order.signer)),
  ];
  const kept = standard.filter(
    (one) => !without.includes(one.oid) && !changed.some((c) => c.oid === one.oid),
  );
  const all = [...kept, ...changed, ...add].map(({ der }) => der);
  return order.unsorted ? all.sort(Buffer.compare).reverse() : all.sort(Buffer.compare);
}

function signerInfo(order: CmsOrder): Octets {
  const { signer, hash = 'sha256', algorithm = 'rsaSha256' } = order;
  const attributes = order.bare ? undefined : attributesFor(order);
  const data = attributes === undefined ? order.content : set(...attributes);
  const signature = Uint8Array.from(signatureOf(order.signedBy ?? signer.key, algorithm, data));
  if (order.damage) signature[9] = (signature[9] ?? 0) ^ 1;
  const unsigned = order.unsigned?.(signature) ?? [];
  const id = order.byKey ? implicit(0, signer.keyId) : seq(signer.issuerName, signer.serial);
  return seq(
    int(order.signerVersion ?? (order.byKey ? 3 : 1)),
    order.identifier ?? id,
    order.digestIdentifier ?? digestIdentifier(hash),
    ...(attributes === undefined ? [] : [context(0, ...attributes)]),
    ALGORITHMS[algorithm].identifier,
    octets(signature),
    ...(unsigned.length === 0 ? [] : [context(1, ...unsigned.map(({ der }) => der).sort(Buffer.compare))]),
  );
}

export function makeCms(order: CmsOrder): Octets {
  const { hash = 'sha256', contentType = CMS.data, certificates = [order.signer.der], crls = [] } = order;
  const own = signerInfo(order);
  const inside = order.inside === undefined ? order.content : order.inside;
  const version = order.version ?? (contentType !== CMS.data || order.byKey ? 3 : 1);
  const data = seq(
    int(version),
    set(...(order.listed ?? [order.digestIdentifier ?? digestIdentifier(hash)])),
    seq(oid(contentType), ...(inside === null ? [] : [context(0, octets(inside))])),
    ...(certificates.length === 0 ? [] : [context(0, ...[...certificates].sort(Buffer.compare))]),
    ...(crls.length === 0 ? [] : [context(1, ...crls)]),
    setOf(...(order.signers?.(own) ?? [own])),
  );
  return seq(oid(order.type ?? CMS.signedData), context(0, data));
}

export const signingTime = (iso: string) => attribute(CMS.signingTime, time(iso));
