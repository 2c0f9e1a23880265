import { OID } from '../oid.ts';
import { defineRule } from '../rule.ts';
import { defineRequirement, type Requirement, type Subject } from './requirement.ts';

/**
 * Extensions whose criticality RFC 5280 fixes, apart from those with a requirement of their own. policyConstraints is
 * missing on purpose: RFC 3280 left its criticality open, NIST's suite has many good paths with one that is not critical,
 * and the path judges by it either way.
 */
const FIXED = [
  { name: 'inhibitAnyPolicy', oid: OID.inhibitAnyPolicy, citation: 'RFC 5280 4.2.1.14', critical: true },
  {
    name: 'subjectDirectoryAttributes',
    oid: OID.subjectDirectoryAttributes,
    citation: 'RFC 5280 4.2.1.8',
    critical: false,
  },
  { name: 'freshestCRL', oid: OID.freshestCrl, citation: 'RFC 5280 4.2.1.15', critical: false },
  {
    name: 'authorityInfoAccess',
    oid: OID.authorityInfoAccess,
    citation: 'RFC 5280 4.2.2.1',
    critical: false,
  },
  { name: 'subjectInfoAccess', oid: OID.subjectInfoAccess, citation: 'RFC 5280 4.2.2.2', critical: false },
] as const;

/** One requirement for each row of the table. */
export const CRITICALITY_REQUIREMENTS: readonly Requirement[] = FIXED.map(
  ({ name, oid, citation, critical }) => {
    const id = `requirement.${name}`;
    const markOf = ({ certificate }: Subject) => certificate.extensions.get(oid)?.critical;
    return critical
      ? defineRequirement(
          defineRule({
            id,
            citation,
            title: {
              en: `${name}, if there, is critical`,
              ja: `${name}拡張がある場合、クリティカルであること`,
            },
            reasons: {
              'not-critical': {
                en: `${name} is not critical`,
                ja: `${name}拡張が、クリティカルと指定されていません`,
              },
            },
          }),
          (subject) => (markOf(subject) === false ? 'not-critical' : undefined),
        )
      : defineRequirement(
          defineRule({
            id,
            citation,
            title: {
              en: `${name}, if there, is not critical`,
              ja: `${name}拡張がある場合、クリティカルでないこと`,
            },
            reasons: {
              critical: { en: `${name} is critical`, ja: `${name}拡張が、クリティカルと指定されています` },
            },
          }),
          (subject) => (markOf(subject) === true ? 'critical' : undefined),
        );
  },
);
