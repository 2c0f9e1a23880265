import type { PathJudgement } from '../../path/index.ts';
import type { Check } from '../../report.ts';
import type { SubIndication } from '../report.ts';

/** Checks by their identifiers: what a fault of the path is called in ETSI EN 319 102-1 tables 5 and 6. */
const FAULTS: readonly (readonly [prefix: string, fault: SubIndication])[] = [
  ['path.issuer', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['path.signature', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['path.anchors', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['path.algorithm', 'CRYPTO_CONSTRAINTS_FAILURE'],
  ['path.policy', 'CHAIN_CONSTRAINTS_FAILURE'],
  ['profile.', 'CHAIN_CONSTRAINTS_FAILURE'],
  ['authority.', 'CHAIN_CONSTRAINTS_FAILURE'],
  ['timestamp.', 'CHAIN_CONSTRAINTS_FAILURE'],
];

/** `bounds`: the fault is nothing but the leaf's time, for which a time-stamp may make up. */
export function pathFault(path: PathJudgement): SubIndication | 'bounds' | undefined {
  if (path.verdict === 'valid') return undefined;
  const faults = path.checks.filter(({ status }) => status === 'failed' || status === 'undetermined');
  const other = faults.find((check) => !isBounds(check));
  if (other === undefined) return faults.length > 0 ? 'bounds' : 'CERTIFICATE_CHAIN_GENERAL_FAILURE';
  return FAULTS.find(([prefix]) => other.id.startsWith(prefix))?.[1] ?? 'CERTIFICATE_CHAIN_GENERAL_FAILURE';
}

function isBounds({ id, facts }: Check): boolean {
  return id === 'path.validity' && facts?.position === 0;
}
