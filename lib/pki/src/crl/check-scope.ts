import { type Certificate, extensionOf } from '../certificate.ts';
import { decodedValue } from '../extension/extension.ts';
import {
  BASIC_CONSTRAINTS,
  CRL_DISTRIBUTION_POINTS,
  type DistributionPointName,
  ISSUING_DISTRIBUTION_POINT,
} from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { sameName } from '../name.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_SCOPE = defineRule({
  id: 'revocation.crl.scope',
  citation: 'RFC 5280 5.2.5, 6.3.3 (b)(2)',
  reasons: {
    indirect: 'an indirect CRL: it lists certificates of other issuers too',
    'some-reasons': 'the CRL covers only some reasons',
    'other-kind': 'the CRL covers only authorities, only end entities, or only attribute certificates',
    'other-point': "the CRL is for another distribution point than the certificate's (another municipality)",
  },
});

/** The CRL covers this certificate: its distribution point, its kind, and every reason. */
export function checkScope({ crl, certificate }: CrlSubject) {
  const scope = decodedValue(crl.extensions, ISSUING_DISTRIBUTION_POINT);
  if (scope === undefined) return passed(CRL_SCOPE); // everything that this issuer signed
  if (scope.indirect) return undetermined(CRL_SCOPE, 'indirect');
  if (scope.onlySomeReasons) return undetermined(CRL_SCOPE, 'some-reasons');
  const authority = extensionOf(certificate, BASIC_CONSTRAINTS)?.authority === true;
  const otherKind = authority ? scope.onlyUserCertificates : scope.onlyAuthorityCertificates;
  if (otherKind || scope.onlyAttributeCertificates) return undetermined(CRL_SCOPE, 'other-kind');
  if (scope.name !== undefined && !isPointOf(certificate, scope.name)) {
    return undetermined(CRL_SCOPE, 'other-point');
  }
  return passed(CRL_SCOPE);
}

/** One of the CRL's names is one of the names of a distribution point that covers all reasons. */
function isPointOf(certificate: Certificate, scope: DistributionPointName): boolean {
  const points = extensionOf(certificate, CRL_DISTRIBUTION_POINTS) ?? [];
  return points.some(
    ({ name, someReasons, crlIssuer }) =>
      !someReasons && crlIssuer === undefined && name !== undefined && shareName(name, scope),
  );
}

/** Names relative to the CRL issuer are not compared: nobody in this field writes them, and no match refuses. */
function shareName(a: DistributionPointName, b: DistributionPointName): boolean {
  if (!('fullName' in a) || !('fullName' in b)) return false;
  return a.fullName.some((one) => b.fullName.some((other) => sameGeneralName(one, other)));
}

function sameGeneralName(a: GeneralName, b: GeneralName): boolean {
  if (a.kind === 'directoryName' && b.kind === 'directoryName') return sameName(a.name, b.name);
  if (a.kind === 'uniformResourceIdentifier' && b.kind === a.kind) return a.text === b.text;
  return false;
}
