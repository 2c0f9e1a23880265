import { contextTag } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { OID } from '../oid.ts';
import { type DistributionPointName, readDistributionPointName, readReasons } from './distribution-point.ts';
import { decodeSequence, type ExtensionType, readDefaultFalse } from './extension.ts';

/** What a CRL covers. */
export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | undefined;
  readonly onlyUserCertificates: boolean;
  readonly onlyAuthorityCertificates: boolean;
  readonly onlySomeReasons: boolean;
  /** Which: bit n of `ReasonFlags` as 1 << n; undefined means all. */
  readonly reasons: number | undefined;
  readonly indirect: boolean;
  readonly onlyAttributeCertificates: boolean;
}

/** Honest ones name one place. What is compared with every certificate must not be of any size. */
const BYTES_MAX = 16_384;

/** RFC 5280 section 5.2.5. An empty one says nothing and is forbidden there. */
export const ISSUING_DISTRIBUTION_POINT: ExtensionType<IssuingDistributionPoint> = {
  oid: OID.issuingDistributionPoint,
  name: 'issuingDistributionPoint',
  decode: (der) => {
    if (der.length > BYTES_MAX) throw new PkiError('pki/budget', 'issuingDistributionPoint too large');
    return decodeSequence(der, (inside) => {
      if (inside.atEnd) throw new PkiError('pki/extension', 'issuingDistributionPoint is empty');
      const name = readDistributionPointName(inside);
      const onlyUserCertificates = readDefaultFalse(inside, contextTag(1, false));
      const onlyAuthorityCertificates = readDefaultFalse(inside, contextTag(2, false));
      const reasons = readReasons(inside, contextTag(3, false));
      const indirect = readDefaultFalse(inside, contextTag(4, false));
      const onlyAttributeCertificates = readDefaultFalse(inside, contextTag(5, false));
      const exclusive = [onlyUserCertificates, onlyAuthorityCertificates, onlyAttributeCertificates];
      if (exclusive.filter(Boolean).length > 1) {
        throw new PkiError('pki/extension', 'issuingDistributionPoint excludes itself');
      }
      return {
        name,
        onlyUserCertificates,
        onlyAuthorityCertificates,
        onlySomeReasons: reasons !== undefined,
        reasons,
        indirect,
        onlyAttributeCertificates,
      };
    });
  },
};
