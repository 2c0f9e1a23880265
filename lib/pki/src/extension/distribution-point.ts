import { contextTag, type DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { type NameAttribute, readRdn } from '../name.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

/** Where a CRL is found: full names, or one relative name to be put behind the name of who issues the CRL. */
export type DistributionPointName =
  | { readonly fullName: readonly GeneralName[] }
  | { readonly relativeName: Uint8Array; readonly rdn: readonly NameAttribute[] };

export interface DistributionPoint {
  readonly name: DistributionPointName | undefined;
  /** The point's CRL covers only some reasons. */
  readonly someReasons: boolean;
  /** Which: bit n of `ReasonFlags` as 1 << n; undefined means all. */
  readonly reasons: number | undefined;
  /** Set if another party than the certificate's issuer signs the CRL. */
  readonly crlIssuer: readonly GeneralName[] | undefined;
}

const POINTS_MAX = 64;

/** RFC 5280 section 4.2.1.13 */
export const CRL_DISTRIBUTION_POINTS: ExtensionType<readonly DistributionPoint[]> = {
  oid: OID.crlDistributionPoints,
  name: 'cRLDistributionPoints',
  decode: (der) => decodeSequence(der, readPoints),
};

/** RFC 5280 section 4.2.1.15: where delta CRLs are found. Of a CRL too (5.2.6). */
export const FRESHEST_CRL: ExtensionType<readonly DistributionPoint[]> = {
  oid: OID.freshestCrl,
  name: 'freshestCRL',
  decode: (der) => decodeSequence(der, readPoints),
};

function readPoints(reader: DerReader): readonly DistributionPoint[] {
  const points: DistributionPoint[] = [];
  while (!reader.atEnd) {
    if (points.length >= POINTS_MAX) throw new PkiError('pki/budget', 'too many distribution points');
    points.push(readPoint(reader.enter()));
  }
  if (points.length === 0) throw new PkiError('pki/extension', 'list of distribution points is empty');
  return points;
}

function readPoint(reader: DerReader): DistributionPoint {
  const name = readDistributionPointName(reader);
  const reasons = readReasons(reader, contextTag(1, false));
  const issuer = reader.enterIf(contextTag(2));
  const crlIssuer = issuer === undefined ? undefined : readGeneralNames(issuer);
  reader.finish();
  if (name === undefined && crlIssuer === undefined) {
    throw new PkiError('pki/extension', 'distribution point that names nothing');
  }
  return { name, someReasons: reasons !== undefined, reasons, crlIssuer };
}

/** `ReasonFlags`: nine bits, at least one, in the shortest form of a named bit list (X.690 11.2.2). */
export function readReasons(reader: DerReader, tag: number): number | undefined {
  if (reader.peek() !== tag) return undefined;
  const { bytes, unusedBits } = reader.bitString(tag);
  const bits = bytes.length * 8 - unusedBits;
  let mask = 0;
  for (let bit = 0; bit < Math.min(bits, 9); bit++) {
    if (((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) mask |= 1 << bit;
  }
  if (bits === 0 || bits > 9 || mask < 1 << (bits - 1)) {
    throw new PkiError('pki/extension', 'reasons empty or not in their shortest form');
  }
  return mask;
}

/** `distributionPoint [0]`, a CHOICE and so always explicitly tagged; undefined if absent. */
export function readDistributionPointName(reader: DerReader): DistributionPointName | undefined {
  const outer = reader.enterIf(contextTag(0));
  if (outer === undefined) return undefined;
  const full = outer.enterIf(contextTag(0));
  const name = full === undefined ? readRelativeName(outer) : { fullName: readGeneralNames(full) };
  outer.finish();
  return name;
}

function readRelativeName(reader: DerReader): DistributionPointName {
  const start = reader.offset;
  const rdn = readRdn(reader, contextTag(1));
  return { relativeName: reader.bytes.subarray(start, reader.offset), rdn };
}
