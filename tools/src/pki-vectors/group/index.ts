/**
 * The cases, one table a group. Each bad case names the good one that it is made from: the fault is the difference. Refuses to
 * ask the implementation under test; what it should say stands beside each case.
 */
import type { Group } from '../case.ts';
import { ALGORITHM_CASES } from './algorithm.ts';
import { CMS_CASES } from './cms.ts';
import { CRL_CASES } from './crl.ts';
import { DELTA_CASES } from './delta.ts';
import { NAME_CASES } from './name-constraint.ts';
import { OCSP_CASES } from './ocsp.ts';
import { PADES_CASES } from './pades.ts';
import { PATH_CASES } from './path.ts';
import { POLICY_CASES } from './policy.ts';
import { TIMESTAMP_CASES } from './timestamp.ts';
import { XADES_CASES } from './xades.ts';

export const GROUPS: readonly Group[] = [
  { name: 'path', operation: 'path', title: 'Certification paths', cases: PATH_CASES },
  { name: 'policy', operation: 'path', title: 'Certificate policies', cases: POLICY_CASES },
  { name: 'name-constraint', operation: 'path', title: 'Name constraints', cases: NAME_CASES },
  { name: 'algorithm', operation: 'path', title: 'Algorithms and keys', cases: ALGORITHM_CASES },
  { name: 'crl', operation: 'path', title: 'Certificate revocation lists', cases: CRL_CASES },
  { name: 'delta-indirect', operation: 'path', title: 'Delta and indirect lists', cases: DELTA_CASES },
  { name: 'ocsp', operation: 'ocsp', title: 'OCSP answers', cases: OCSP_CASES },
  { name: 'cms', operation: 'cms', title: 'CMS and CAdES', cases: CMS_CASES },
  { name: 'timestamp', operation: 'timestamp', title: 'Time-stamp tokens', cases: TIMESTAMP_CASES },
  { name: 'xades', operation: 'xades', title: 'XAdES', cases: XADES_CASES },
  { name: 'pades', operation: 'pades', title: 'PAdES', cases: PADES_CASES },
];
