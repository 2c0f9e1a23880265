import { createHash } from '../../crypto.ts';
import { bits, context, int, join, type Octets, seq, time } from '../asn1/index.ts';
import { authorityKeyId, basicConstraints, type Ext, keyUsage, subjectKeyId, USE } from './extension.ts';
import { type KeyName, keyIdOf, publicKeyInfo } from './keys.ts';
import { person } from './name.ts';
import { ALGORITHMS, type AlgorithmName, defaultAlgorithm, signatureOf } from './sign.ts';

/** A certificate with what is needed to issue others under it. */
export interface Made {
  readonly der: Octets;
  readonly name: Uint8Array;
  readonly key: KeyName;
  readonly spki: Uint8Array;
  readonly keyId: Uint8Array;
  /** DER INTEGER. */
  readonly serial: Uint8Array;
  readonly issuerName: Uint8Array;
}

/** What differs from the usual. Every field may be wrong on purpose. */
export interface Order {
  /** Common name, or a whole name. */
  readonly name?: string | Uint8Array;
  readonly key?: KeyName;
  readonly spki?: Uint8Array;
  readonly issuerName?: Uint8Array;
  /** DER INTEGER. */
  readonly serial?: Uint8Array;
  /** DER times. */
  readonly from?: Uint8Array;
  readonly to?: Uint8Array;
  /** In place of those of the same type, or added. */
  readonly set?: readonly Ext[];
  /** Types left out. */
  readonly without?: readonly string[];
  /** Added at the end, whatever is there already. */
  readonly add?: readonly Ext[];
  /** The version field, DER with its tag; empty leaves it out. */
  readonly version?: Uint8Array;
  readonly algorithm?: AlgorithmName;
  readonly innerIdentifier?: Uint8Array;
  readonly outerIdentifier?: Uint8Array;
  readonly signedBy?: KeyName;
  /** Octets behind the extensions in the part that is signed. */
  readonly behind?: Uint8Array;
  /** In place of the extensions field; empty leaves it out. */
  readonly extensions?: Uint8Array;
  /** In place of the BIT STRING of the signature. */
  readonly signatureBits?: (signature: Uint8Array) => Uint8Array;
  readonly damage?: true;
}

export const FROM = '2024-01-01T00:00:00Z';
export const TO = '2030-01-01T00:00:00Z';

function issue(order: Order, standard: { name: string; key: KeyName; issuer?: Made; own: Own }): Made {
  const { issuer } = standard;
  const key = order.key ?? standard.key;
  const spki = order.spki ?? publicKeyInfo(key);
  const keyId = keyIdOf(spki);
  const given = order.name ?? standard.name;
  const name = typeof given === 'string' ? person(given) : given;
  const issuerName = order.issuerName ?? issuer?.name ?? name;
  const signer = order.signedBy ?? issuer?.key ?? key;
  const algorithm = order.algorithm ?? defaultAlgorithm(signer);
  const identifier = ALGORITHMS[algorithm].identifier;
  const serial = order.serial ?? serialOf(name, issuerName, spki);
  const extensions = order.extensions ?? extensionsOf(order, standard.own(keyId, issuer?.keyId));
  const tbs = seq(
    order.version ?? context(0, int(2)),
    serial,
    order.innerIdentifier ?? identifier,
    issuerName,
    seq(order.from ?? time(FROM), order.to ?? time(TO)),
    name,
    spki,
    extensions,
    order.behind ?? new Uint8Array(),
  );
  const signature = Uint8Array.from(signatureOf(signer, algorithm, tbs));
  if (order.damage) signature[9] = (signature[9] ?? 0) ^ 1;
  const der = seq(
    tbs,
    order.outerIdentifier ?? identifier,
    order.signatureBits?.(signature) ?? bits(signature),
  );
  return { der, name, key, spki, keyId, serial, issuerName };
}

type Own = (keyId: Uint8Array, issuerKeyId: Uint8Array | undefined) => readonly Ext[];

function extensionsOf({ set = [], without = [], add = [] }: Order, own: readonly Ext[]): Uint8Array {
  const replaced = own.map((one) => set.find((other) => other.oid === one.oid) ?? one);
  const more = set.filter((one) => !own.some((other) => other.oid === one.oid));
  const all = [...replaced, ...more].filter((one) => !without.includes(one.oid)).concat(add);
  return all.length === 0 ? new Uint8Array() : context(3, seq(...all.map(({ der }) => der)));
}

/** The same for the same certificate each time. */
function serialOf(...parts: readonly Uint8Array[]): Uint8Array {
  const digest = createHash('sha256')
    .update(join(...parts))
    .digest('hex');
  return int(BigInt(`0x4${digest.slice(0, 15)}`));
}

const authority: Own = (keyId, issuerKeyId) => [
  basicConstraints(true),
  keyUsage(USE.certSign, USE.crlSign),
  subjectKeyId(keyId),
  ...(issuerKeyId === undefined ? [] : [authorityKeyId(issuerKeyId)]),
];

const endEntity: Own = (keyId, issuerKeyId) => [
  keyUsage(USE.sign, USE.nonRepudiation),
  subjectKeyId(keyId),
  ...(issuerKeyId === undefined ? [] : [authorityKeyId(issuerKeyId)]),
];

export const makeRoot = (order: Order = {}) => issue(order, { name: 'Root', key: 'root', own: authority });
export const makeCa = (issuer: Made, order: Order = {}) =>
  issue(order, { name: 'Issuing authority', key: 'ca', issuer, own: authority });
export const makeLeaf = (issuer: Made, order: Order = {}) =>
  issue(order, { name: 'Person', key: 'leaf', issuer, own: endEntity });
/** A leaf that its own key signed. */
export const makeSelfSigned = (order: Order = {}) =>
  issue(order, { name: 'Person', key: 'leaf', own: endEntity });
