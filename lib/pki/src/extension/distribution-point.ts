import { contextTag, type DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { OID } from '../oid.ts';
import { decodeSequence, type ExtensionType } from './extension.ts';

/** Where a CRL is found: full names, or a name relative to the CRL issuer (kept encoded: nobody in this field uses it). */
export type DistributionPointName =
  | { readonly fullName: readonly GeneralName[] }
  | { readonly relativeName: Uint8Array };

export interface DistributionPoint {
  readonly name: DistributionPointName | undefined;
  /** The point's CRL covers only some reasons. */
  readonly someReasons: boolean;
  /** Set if another party than the certificate's issuer signs the CRL. */
  readonly crlIssuer: readonly GeneralName[] | undefined;
}

const POINTS_MAX = 64;

/** RFC 5280 section 4.2.1.13 */
export const CRL_DISTRIBUTION_POINTS: ExtensionType<readonly DistributionPoint[]> = {
  oid: OID.crlDistributionPoints,
  name: 'cRLDistributionPoints',
  decode: (der) =>
    decodeSequence(der, (inside) => {
      const points: DistributionPoint[] = [];
      while (!inside.atEnd) {
        points.push(readPoint(inside.enter()));
        if (points.length > POINTS_MAX) throw new PkiError('pki/budget', 'too many distribution points');
      }
      if (points.length === 0) throw new PkiError('pki/extension', 'cRLDistributionPoints without a point');
      return points;
    }),
};

function readPoint(reader: DerReader): DistributionPoint {
  const name = readDistributionPointName(reader);
  const someReasons = reader.peek() === contextTag(1, false);
  if (someReasons) reader.bitString(contextTag(1, false));
  const issuer = reader.enterIf(contextTag(2));
  const crlIssuer = issuer === undefined ? undefined : readGeneralNames(issuer);
  reader.finish();
  if (name === undefined && crlIssuer === undefined) {
    throw new PkiError('pki/extension', 'distribution point that names nothing');
  }
  return { name, someReasons, crlIssuer };
}

/** `distributionPoint [0]`, a CHOICE and so always explicitly tagged; undefined if absent. */
export function readDistributionPointName(reader: DerReader): DistributionPointName | undefined {
  const outer = reader.enterIf(contextTag(0));
  if (outer === undefined) return undefined;
  const full = outer.enterIf(contextTag(0));
  const name =
    full === undefined
      ? { relativeName: outer.encoded(outer.next(contextTag(1))) }
      : { fullName: readGeneralNames(full) };
  outer.finish();
  return name;
}
