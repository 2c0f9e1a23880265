import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  DER,
  derBitString,
  derContext,
  derOid,
  derSequence,
  derUnsignedInteger,
  derUtf8String,
  derValue,
} from '@kazasu/bytes';
import {
  authorityKeyId,
  basicConstraints,
  type Ext,
  ext,
  keyUsage,
  subjectKeyId,
} from './maker-extensions.ts';

/** Far enough apart that only tests of dates think of them. */
export const FROM = Date.UTC(2020, 0, 1);
export const NOW = Date.UTC(2026, 0, 1);
export const TO = Date.UTC(2040, 0, 1);

export interface Made {
  readonly der: Uint8Array;
  readonly key: KeyObject;
  /** DER of the subject. */
  readonly subject: Uint8Array;
  readonly keyId: Uint8Array;
}

export interface MakeOrder {
  /** Common name, or DER of a whole name. */
  readonly name?: string | Uint8Array;
  /** DER; default: the issuer's subject. */
  readonly issuerName?: Uint8Array;
  /** Default: a new P-256 key. */
  readonly key?: KeyObject;
  /** In place of the default extension of the same kind, or beside them; `undefined` leaves the default one out. */
  readonly set?: { readonly [oid: string]: Ext | undefined };
  /** Behind all others, also a second one of a kind. */
  readonly add?: readonly Ext[];
  /** Whole INTEGER, for those that are none of the standard's. */
  readonly serial?: Uint8Array;
  readonly from?: number;
  readonly to?: number;
  /** The signature's key, if it is not the issuer's: for signatures that do not hold. */
  readonly signedBy?: KeyObject;
  /** `AlgorithmIdentifier` in the unsigned frame, if it shall differ. */
  readonly outerAlgorithm?: Uint8Array;
}

const ECDSA_SHA256 = derSequence(derOid('1.2.840.10045.4.3.2'));
let serials = 1n;

/** A self-signed authority. */
export function makeRoot(order: MakeOrder = {}): Made {
  return make(undefined, { name: 'Root', ...order, set: { ...authorityDefaults(), ...order.set } });
}

export function makeAuthority(issuer: Made, order: MakeOrder = {}): Made {
  return make(issuer, { name: 'Sub', ...order, set: { ...authorityDefaults(), ...order.set } });
}

export function makeLeaf(issuer: Made, order: MakeOrder = {}): Made {
  const usage = keyUsage(0);
  return make(issuer, { name: 'Leaf', ...order, set: { [usage.oid]: usage, ...order.set } });
}

function authorityDefaults(): { [oid: string]: Ext } {
  const constraints = basicConstraints(true);
  const usage = keyUsage(5, 6);
  return { [constraints.oid]: constraints, [usage.oid]: usage };
}

function make(issuer: Made | undefined, order: MakeOrder): Made {
  const key = order.key ?? newKey();
  const spki = Uint8Array.from(publicHalf(key));
  const keyId = keyIdOf(spki);
  const subject = typeof order.name === 'string' ? nameOf(order.name) : (order.name ?? nameOf(''));
  const ids = [subjectKeyId(keyId), ...(issuer ? [authorityKeyId(issuer.keyId)] : [])];
  const set = { ...Object.fromEntries(ids.map((ext) => [ext.oid, ext])), ...order.set };
  const extensions = [...Object.values(set), ...(order.add ?? [])].filter((ext) => ext !== undefined);
  const tbs = derSequence(
    derContext(0, derUnsignedInteger(2)),
    order.serial ?? derUnsignedInteger(0x1000n + serials++),
    ECDSA_SHA256,
    order.issuerName ?? issuer?.subject ?? subject,
    derSequence(timeOf(order.from ?? FROM), timeOf(order.to ?? TO)),
    subject,
    spki,
    ...(extensions.length > 0 ? [derContext(3, derSequence(...extensions.map(({ der }) => der)))] : []),
  );
  const signature = sign('sha256', tbs, order.signedBy ?? issuer?.key ?? key);
  const der = derSequence(tbs, order.outerAlgorithm ?? ECDSA_SHA256, derBitString(signature));
  return { der, key, subject, keyId };
}

export function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function publicHalf(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ format: 'der', type: 'spki' });
}

/** RFC 5280 4.2.1.2, method (1). */
function keyIdOf(spki: Uint8Array): Uint8Array {
  // The last 65 octets are the uncompressed point.
  return Uint8Array.from(createHash('sha1').update(spki.subarray(-65)).digest());
}

/** `CN=name`, or no name at all for an empty text. */
export function nameOf(name: string): Uint8Array<ArrayBuffer> {
  if (name === '') return derSequence();
  return derSequence(derValue(DER.set, derSequence(derOid('2.5.4.3'), derUtf8String(name))));
}

/** RFC 5280 4.1.2.5: UTCTime until 2049. */
export function timeOf(time: number): Uint8Array {
  const digits = new Date(time).toISOString().slice(0, 19).replace(/[-T:]/g, '');
  const utc = Number(digits.slice(0, 4)) < 2050;
  const text = `${utc ? digits.slice(2) : digits}Z`;
  return derValue(utc ? DER.utcTime : DER.generalizedTime, new TextEncoder().encode(text));
}

export interface CrlMakeOrder {
  readonly revoked?: readonly { readonly serial: number; readonly at: number }[];
  /** Default: number 1 and the issuer's key; `undefined` leaves one out. */
  readonly set?: { readonly [oid: string]: Ext | undefined };
  readonly add?: readonly Ext[];
  readonly from?: number;
  /** `undefined` for none. */
  readonly to?: number | undefined;
  readonly issuerName?: Uint8Array;
  readonly signedBy?: KeyObject;
}

export function makeCrl(issuer: Made, order: CrlMakeOrder = {}): Uint8Array {
  const defaults = [ext('2.5.29.20', derUnsignedInteger(1)), authorityKeyId(issuer.keyId)];
  const set = { ...Object.fromEntries(defaults.map((one) => [one.oid, one])), ...order.set };
  const extensions = [...Object.values(set), ...(order.add ?? [])].filter((one) => one !== undefined);
  const to = 'to' in order ? order.to : NOW + 86_400_000;
  const revoked = (order.revoked ?? []).map(({ serial, at }) =>
    derSequence(derUnsignedInteger(serial), timeOf(at)),
  );
  const tbs = derSequence(
    derUnsignedInteger(1),
    ECDSA_SHA256,
    order.issuerName ?? issuer.subject,
    timeOf(order.from ?? NOW - 86_400_000),
    ...(to === undefined ? [] : [timeOf(to)]),
    ...(revoked.length > 0 ? [derSequence(...revoked)] : []),
    ...(extensions.length > 0 ? [derContext(0, derSequence(...extensions.map(({ der }) => der)))] : []),
  );
  const signature = sign('sha256', tbs, order.signedBy ?? issuer.key);
  return derSequence(tbs, ECDSA_SHA256, derBitString(signature));
}
