import type { ExchangeEvent } from '../record/event.ts';
import type { Texts } from './text.ts';

type AssertionCheck = keyof Texts['assertionChecks'];

/** In the order in which the token endpoint judges. */
const ORDER: readonly AssertionCheck[] = [
  'form',
  'subject',
  'issuer',
  'client',
  'known',
  'key',
  'algorithm',
  'signature',
  'times',
  'audience',
  'jti',
];

/** Which check a refusal speaks of: the first whose words it has. */
const FAILS: readonly (readonly [AssertionCheck, RegExp])[] = [
  ['client', /client_id parameter not matching/],
  ['known', /Invalid client or Invalid client credentials/],
  ['subject', /sub claim is required/],
  ['issuer', /Issuer mismatch/],
  ['key', /Unable to load public key/],
  ['algorithm', /invalid signature algorithm/],
  ['signature', /Signature on JWT token failed/],
  ['times', /exp claim is required|Token is not active|too far in the future|issued in the future/],
  ['audience', /Invalid token audience/],
  ['jti', /jti claim is required|Token reuse detected/],
  ['form', /Invalid token$/],
];

export interface JudgedAssertion {
  readonly check: AssertionCheck;
  readonly status: 'passed' | 'failed' | 'open';
}

/** What became of the client's assertion, as the answer tells: each check, in order. */
export function assertionChecks({ error, status }: ExchangeEvent): readonly JudgedAssertion[] {
  if (error?.error !== 'invalid_client') {
    const before = /grant_type|the body/.test(error?.description ?? '') || status >= 500;
    return ORDER.map((check) => ({ check, status: before ? 'open' : 'passed' }));
  }
  const failed = FAILS.find(([, says]) => says.test(error.description ?? ''))?.[0];
  const at = failed === undefined ? 0 : ORDER.indexOf(failed);
  return ORDER.map((check, index) => ({
    check,
    status: check === failed ? 'failed' : index < at ? 'passed' : 'open',
  }));
}
