import { supportCode } from '../support-code.ts';
import type { ProblemText, Texts } from '../text/index.ts';
import type { AccountErrorCode } from './account-error.ts';

type Own = keyof Texts['account']['problem'];
type Common = Exclude<keyof Texts['problem'], 'ui' | 'pinWrong'>;

/** Every code has its text, here or among the problems of a login. A new code does not compile until it has one. */
const SUBJECT_OF: {
  readonly [code in AccountErrorCode]: { readonly own: Own } | { readonly common: Common };
} = {
  'holder/registration_unknown': { own: 'registrationExpired' },
  'holder/registration_expired': { own: 'registrationExpired' },
  'holder/unlock_unknown': { own: 'passkeyCancelled' },
  'holder/passkey_invalid': { own: 'passkeyInvalid' },
  'holder/session_unknown': { common: 'sessionUnknown' },
  'holder/request_invalid': { common: 'fault' },
  'holder/too_many_requests': { common: 'serviceUnavailable' },
  'holder/proof_invalid': { common: 'proofInvalid' },
  'holder/certificate_invalid': { common: 'certificateInvalid' },
  'holder/certificate_expired': { common: 'certificateExpired' },
  'holder/certificate_revoked': { common: 'certificateRevoked' },
  'holder/revocation_unknown': { common: 'revocationUnknown' },
  'holder/last_passkey': { own: 'lastPasskey' },
  'holder/service_unavailable': { common: 'serviceUnavailable' },
  'phone/unreachable': { common: 'unreachable' },
  'phone/answer': { common: 'fault' },
  'passkey/none': { own: 'passkeyNone' },
  'passkey/cancelled': { own: 'passkeyCancelled' },
  'passkey/failed': { own: 'passkeyFailed' },
};

export const ACCOUNT_ERROR_CODES = Object.keys(SUBJECT_OF) as readonly AccountErrorCode[];

/** What a person reads, and the code for support and for the help. */
export function explainAccount(
  code: AccountErrorCode,
  texts: Pick<Texts, 'account' | 'problem'>,
): ProblemText & { readonly code: string } {
  const subject = SUBJECT_OF[code];
  const text = 'own' in subject ? texts.account.problem[subject.own] : texts.problem[subject.common];
  return { ...text, code: supportCode(code) };
}
