/**
 * What was chosen for later, looked at where the relying party comes with what it got: one function for each place, which returns
 * when all goes on as ever, perhaps late, and throws what that place would throw. Where there is no sandbox nothing is looked at.
 */
import { hashToken } from '@kazasu/server/keys';
import { StoreError } from '@kazasu/server/store';
import { TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { type Dpop, DpopError } from '../dpop/index.ts';
import { hashesOf, parseRefreshToken } from '../grant/refresh-token.ts';
import type { SignResult } from '../sign/sealed.ts';
import { SignError } from '../sign/sign-error.ts';
import { UserinfoError } from '../userinfo/userinfo-error.ts';
import type { ChosenOutcome } from './choice-data.ts';
import { findChoice, findChoiceByCode, findChoiceByRefreshToken } from './choice-store.ts';
import type { Later, Problem } from './outcome/index.ts';

type LaterDeps = Pick<ProviderDeps, 'store' | 'sandbox'> & {
  /** The newest nonce for proofs; where there is no such place none is handed out. */
  readonly dpop?: Pick<Dpop, 'newestNonce'>;
};

/** Before the code is used up. */
export async function beforeToken(
  deps: LaterDeps,
  { code, clientId }: { readonly code: string; readonly clientId: string },
): Promise<void> {
  if (deps.sandbox === undefined) return;
  const chosen = await findChoiceByCode(deps.store, hashToken(code), clientId);
  const problem = await problemAt(deps, chosen, 'token');
  if (problem !== undefined) throw tokenFault(deps, problem);
}

/** Before the refresh token is used up. */
export async function beforeRefresh(
  deps: LaterDeps,
  { refreshToken, clientId }: { readonly refreshToken: string; readonly clientId: string },
): Promise<void> {
  const token = deps.sandbox && parseRefreshToken(refreshToken);
  if (token === undefined) return;
  const chosen = await findChoiceByRefreshToken(deps.store, hashesOf(token), clientId);
  const problem = await problemAt(deps, chosen, 'refresh');
  if (problem !== undefined) throw tokenFault(deps, problem);
}

/** For a session whose token is good. */
export async function beforeUserinfo(deps: LaterDeps, sessionId: string): Promise<void> {
  if (deps.sandbox === undefined) return;
  const problem = await problemAt(deps, await findChoice(deps.store, sessionId), 'userinfo');
  if (problem === undefined) return;
  const { status, error, description = '' } = problem;
  const other = playedOutage(status) ?? proofFault(deps, problem);
  if (other !== undefined) throw other;
  throw new UserinfoError(error as UserinfoError['code'], description, status as UserinfoError['status']);
}

/** For a session that may have the result: the result as it is to be handed out. */
export async function withResult(
  deps: LaterDeps,
  sessionId: string,
  result: SignResult,
): Promise<SignResult> {
  if (deps.sandbox === undefined) return result;
  const chosen = await findChoice(deps.store, sessionId);
  const problem = await problemAt(deps, chosen, 'result');
  const later = chosen?.outcome.later;
  if (problem !== undefined) throw resultFault(problem, later);
  if (later === undefined || !('certificateStatus' in later) || !('certificate_status' in result))
    return result;
  return { ...result, certificate_status: { ...result.certificate_status, status: later.certificateStatus } };
}

/** Waits if this place is to be late; the error if it is to have one. */
async function problemAt(
  { sandbox }: Pick<LaterDeps, 'sandbox'>,
  chosen: ChosenOutcome | undefined,
  at: Later['at'],
): Promise<Problem | undefined> {
  const later = chosen?.outcome.later;
  if (chosen === undefined || later?.at !== at) return undefined;
  if ('late' in later) await sandbox?.hold(() => sandbox.sleep(chosen.delayMs));
  return 'problem' in later ? later.problem : undefined;
}

function tokenFault(deps: LaterDeps, problem: Problem): Error {
  const { status, error, description = '' } = problem;
  const other = playedOutage(status) ?? proofFault(deps, problem);
  return other ?? new TokenError(error as TokenError['code'], description, status as TokenError['status']);
}

/** What is said of a proof is said in its own way: another scheme in the challenge, and the nonce beside it. */
function proofFault({ dpop }: LaterDeps, { error, description = '' }: Problem): DpopError | undefined {
  if (error === 'use_dpop_nonce') return new DpopError(error, description, dpop?.newestNonce());
  const isOfProof = error === 'invalid_dpop_proof' || description === 'The token is bound to another key';
  return isOfProof ? new DpopError(error as DpopError['code'], description) : undefined;
}

function resultFault({ status, description = '' }: Problem, later: Later | undefined): Error {
  const code = later !== undefined && 'code' in later ? later.code : undefined;
  return code === undefined ? outage(status) : new SignError(code, description);
}

export function playedOutage(status: number): Error | undefined {
  return status >= 500 ? outage(status) : undefined;
}

/** What is told as 503 and as 500 in every place, since nobody foresaw it there. */
function outage(status: number): Error {
  if (status === 503) return new StoreError('store/unavailable', 'an outage that the sandbox plays');
  return Object.assign(new Error('a fault that the sandbox plays'), { code: 'sandbox/fault' });
}
