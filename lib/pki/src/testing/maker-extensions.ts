import {
  concat,
  contextTag,
  DER,
  derContext,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';

/** A whole `Extension`. */
export interface Ext {
  readonly oid: string;
  readonly der: Uint8Array;
}

export function ext(oid: string, value: Uint8Array, critical = false): Ext {
  const flag = critical ? [derValue(DER.boolean, Uint8Array.of(0xff))] : [];
  return { oid, der: derSequence(derOid(oid), ...flag, derOctetString(value)) };
}

export const EXT = {
  ski: '2.5.29.14',
  keyUsage: '2.5.29.15',
  san: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  policies: '2.5.29.32',
  mappings: '2.5.29.33',
  aki: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  eku: '2.5.29.37',
  inhibitAny: '2.5.29.54',
  aia: '1.3.6.1.5.5.7.1.1',
} as const;

export function basicConstraints(authority: boolean, pathLength?: number, critical = true): Ext {
  const flag = authority ? [derValue(DER.boolean, Uint8Array.of(0xff))] : [];
  const length = pathLength === undefined ? [] : [derUnsignedInteger(pathLength)];
  return ext(EXT.basicConstraints, derSequence(...flag, ...length), critical);
}

/** By bit numbers: 0 digitalSignature, 5 keyCertSign, 6 cRLSign. */
export function keyUsage(...bits: readonly number[]): Ext {
  const octet = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  const unused = octet === 0 ? 0 : 31 - Math.clz32(octet & -octet);
  return ext(EXT.keyUsage, derValue(DER.bitString, Uint8Array.of(unused), Uint8Array.of(octet)), true);
}

export function subjectKeyId(keyId: Uint8Array, critical = false): Ext {
  return ext(EXT.ski, derOctetString(keyId), critical);
}

export function authorityKeyId(keyId: Uint8Array, critical = false): Ext {
  return ext(EXT.aki, derSequence(derValue(contextTag(0, false), keyId)), critical);
}

export function extendedKeyUsage(purposes: readonly string[], critical = false): Ext {
  return ext(EXT.eku, derSequence(...purposes.map(derOid)), critical);
}

export const dns = (name: string) => derValue(contextTag(2, false), ascii(name));
export const mailbox = (name: string) => derValue(contextTag(1, false), ascii(name));
export const uri = (name: string) => derValue(contextTag(6, false), ascii(name));
export const ip = (...octets: readonly number[]) => derValue(contextTag(7, false), Uint8Array.from(octets));
export const directory = (name: Uint8Array) => derContext(4, name);
export const otherName = (type: string, value: Uint8Array) =>
  derContext(0, derOid(type), derContext(0, value));

export function alternativeNames(names: readonly Uint8Array[], critical = false): Ext {
  return ext(EXT.san, derSequence(...names), critical);
}

interface Constraints {
  readonly permitted?: readonly Uint8Array[];
  readonly excluded?: readonly Uint8Array[];
}

export function nameConstraints({ permitted, excluded }: Constraints, critical = true): Ext {
  const list = (number: number, names: readonly Uint8Array[] | undefined) =>
    names ? [derContext(number, ...names.map((name) => derSequence(name)))] : [];
  return ext(EXT.nameConstraints, derSequence(...list(0, permitted), ...list(1, excluded)), critical);
}

export function policies(oids: readonly string[], critical = false): Ext {
  return ext(EXT.policies, derSequence(...oids.map((oid) => derSequence(derOid(oid)))), critical);
}

export function mappings(pairs: readonly (readonly [issuer: string, subject: string])[]): Ext {
  const encoded = pairs.map(([issuer, subject]) => derSequence(derOid(issuer), derOid(subject)));
  return ext(EXT.mappings, derSequence(...encoded), true);
}

export function policyConstraints(explicit: number | undefined, inhibit?: number, critical = true): Ext {
  const skip = (number: number, value: number | undefined) =>
    value === undefined ? [] : [derValue(contextTag(number, false), Uint8Array.of(value))];
  return ext(EXT.policyConstraints, derSequence(...skip(0, explicit), ...skip(1, inhibit)), critical);
}

/** Several of a kind, to give as `set`. */
export function setOf(...exts: readonly Ext[]): { [oid: string]: Ext } {
  return Object.fromEntries(exts.map((one) => [one.oid, one]));
}

function ascii(text: string): Uint8Array {
  return concat(new TextEncoder().encode(text));
}
