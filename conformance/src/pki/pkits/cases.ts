import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathOptions } from '@kazasu/pki';

/** One test of NIST's Public Key Interoperability Test Suite, version 1.0.1, sections 4.1 to 4.16. */
export interface PkitsCase {
  /** Number of the test in the document; `/n` for its part n. */
  readonly test: string;
  readonly endEntity: string;
  /** File names without their endings. The trust anchor and its CRL are always there. */
  readonly authorities: readonly string[];
  readonly crls: readonly string[];
  readonly expected: 'valid' | 'invalid';
  readonly settings: Partial<PathOptions>;
  /** user-constrained-policy-set where the document states it. */
  readonly policies: readonly string[] | undefined;
}

const ANCHOR_CRL = 'TrustAnchorRootCRL';

/** NIST-test-policy-n */
function policyOid(number: string): string {
  return number === 'any' ? '2.5.29.32.0' : `2.16.840.1.101.3.2.1.48.${number}`;
}

export function pkitsCases(): readonly PkitsCase[] {
  const lines = readFileSync(join(import.meta.dirname, 'cases.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [test = '', endEntity = '', via = '', crls = '', expected, settings = '', policies = ''] =
      line.split('\t');
    return {
      test,
      endEntity: `${endEntity}EE`,
      authorities: words(via).map((name) => `${name}Cert`),
      crls: [ANCHOR_CRL, ...words(crls)],
      expected: expected === 'valid' ? 'valid' : 'invalid',
      settings: settingsOf(words(settings)),
      policies: policies === '?' || policies === '-' ? undefined : policiesOf(policies),
    };
  });
}

function words(text: string): string[] {
  return text === '-' ? [] : text.split(' ');
}

function policiesOf(list: string): string[] {
  return list === 'none' ? [] : list.split(',').map(policyOid);
}

function settingsOf(flags: readonly string[]): Partial<PathOptions> {
  const policies = flags.find((flag) => flag.startsWith('policies='));
  return {
    ...(policies && { policies: policiesOf(policies.slice('policies='.length)) }),
    requireExplicitPolicy: flags.includes('explicit'),
    inhibitPolicyMapping: flags.includes('no-mapping'),
    inhibitAnyPolicy: flags.includes('no-any'),
  };
}

/** Every file of one of the suite's folders by its name without ending. */
export function readFolder(folder: string): ReadonlyMap<string, Uint8Array> {
  const names = readdirSync(folder);
  return new Map(
    names.map((name) => [name.replace(/\.(crt|crl)$/, ''), readFileSync(join(folder, name))] as const),
  );
}
