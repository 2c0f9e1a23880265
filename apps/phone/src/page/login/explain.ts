import { supportCode } from '../support-code.ts';
import type { ProblemText, Texts } from '../text/index.ts';
import type { Problem } from './screen-state.ts';

/** A problem as the person reads it. */
export interface Explanation extends ProblemText {
  /** Short, for support. */
  readonly code: string;
}

type Subject = Exclude<keyof Texts['problem'], 'ui' | 'pinWrong'>;

/** Every code has its text; a new code does not compile until it has one. */
const SUBJECT_OF: { readonly [code in Problem['code']]: Subject } = {
  'phone/unreachable': 'unreachable',
  'phone/answer': 'fault',
  'phone/challenge': 'fault',
  'phone/no-certificate': 'noCertificate',
  'phone/code': 'code',
  'phone/box': 'boxClosed',
  'phone/other-card': 'otherCard',
  'phone/lock': 'lock',
  'phone/agent': 'agent',
  'phone/reader-busy': 'readerBusy',
  'phone/needs-card': 'needsCard',
  'phone/fault': 'fault',
  'provider/transaction_unknown': 'unknown',
  'provider/transaction_taken': 'taken',
  'provider/transaction_expired': 'expired',
  'provider/transaction_state': 'state',
  'provider/session_unknown': 'sessionUnknown',
  'provider/request_invalid': 'fault',
  'provider/match_failed': 'matchFailed',
  'provider/too_many_requests': 'serviceUnavailable',
  'provider/proof_invalid': 'proofInvalid',
  'provider/certificate_invalid': 'certificateInvalid',
  'provider/certificate_expired': 'certificateExpired',
  'provider/certificate_revoked': 'certificateRevoked',
  'provider/revocation_unknown': 'revocationUnknown',
  'provider/items_invalid': 'itemsInvalid',
  'provider/chip_invalid': 'chipInvalid',
  'provider/service_unavailable': 'serviceUnavailable',
  'card/removed': 'removed',
  'card/session': 'removed',
  'card/timeout': 'timeout',
  'card/busy': 'timeout',
  'card/pin-wrong': 'pinWrongText',
  'card/pin-blocked': 'pinBlocked',
  'card/pin-format': 'pinWrongText',
  'card/last-try': 'pinWrongText',
  'card/not-found': 'cardUnfit',
  'card/security-status': 'cardUnfit',
  'card/response': 'cardUnfit',
  'card/unexpected-status': 'cardUnfit',
  'card/command': 'cardUnfit',
  'card/file': 'cardUnfit',
};

/** Every code that a person can meet, for the help. */
export const PROBLEM_CODES = Object.keys(SUBJECT_OF) as readonly Problem['code'][];

/** `signing`: it is the signature's certificate and password that the problem is about. */
export function explain(
  problem: Problem,
  texts: Pick<Texts, 'problem' | 'signProblem'>,
  signing = false,
): Explanation {
  const code = supportCode(problem.code);
  if (problem.pin === 'text' && problem.code === 'card/pin-blocked') {
    return { ...texts.problem.textPinBlocked, code };
  }
  // The PIN of the items is the same in both.
  const ofSignature = signing && problem.pin !== 'text';
  const catalogue = ofSignature ? { ...texts.problem, ...texts.signProblem } : texts.problem;
  const text = catalogue[SUBJECT_OF[problem.code]];
  if (problem.code === 'card/pin-wrong' && problem.triesLeft !== undefined) {
    return { ...text, title: catalogue.pinWrong(problem.triesLeft), code };
  }
  return { ...text, code };
}
