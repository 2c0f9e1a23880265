import { type ResponseMode, responseModeOf, type Scope } from '@kazasu/oidc';
import type { Client } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Revocation } from '../proof/revocation.ts';
import type { Check, TrustedRequest } from './check.ts';
import { checkAcrValues, revocationOf } from './check-acr-values.ts';
import { checkClient } from './check-client.ts';
import { checkDpopJkt } from './check-dpop-jkt.ts';
import { checkNonce } from './check-nonce.ts';
import { checkPkce } from './check-pkce.ts';
import { checkPrompt } from './check-prompt.ts';
import { checkPushed } from './check-pushed.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import { checkRepeated } from './check-repeated.ts';
import { checkRequestObject } from './check-request-object.ts';
import { checkResponseMode } from './check-response-mode.ts';
import { checkResponseType } from './check-response-type.ts';
import { checkScope, scopeOf } from './check-scope.ts';
import { checkSignTransaction, signTransactionOf } from './check-sign-transaction.ts';
import { checkState, stateOf } from './check-state.ts';
import type { Parameters } from './parameters.ts';
import { takeOwnPushed } from './pushed.ts';
import type { ClientRefusal, PageRefusal } from './refusal.ts';

/** The rules in the order in which they are asked; the first that is broken is the one that is reported. */
const CHECKS: readonly Check[] = [
  checkRepeated,
  checkPushed,
  checkResponseType,
  checkResponseMode,
  checkRequestObject,
  checkScope,
  checkState,
  checkNonce,
  checkPkce,
  checkDpopJkt,
  checkAcrValues,
  checkSignTransaction,
  checkPrompt,
];

/** A request that keeps every rule. */
export interface AuthorizationRequest {
  readonly client: Client;
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly scope: readonly Scope[];
  readonly state: string;
  readonly nonce: string;
  readonly codeChallenge: string;
  /** RFC 7638 of the key that alone may redeem the code. */
  readonly dpopJkt: string | undefined;
  readonly revocation: Revocation;
  /** What the person is asked to sign; still to be taken, and others may be quicker. */
  readonly signTransactionId: string | undefined;
  /** Languages the relying party would like the pages to be in; any text. */
  readonly uiLocales: string | undefined;
}

/** A refusal that the client hears, with what is needed to tell it. */
export interface RefusedRequest {
  readonly kind: 'refused';
  readonly clientId: string;
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
  readonly refusal: ClientRefusal;
}

export type JudgedRequest =
  | { kind: 'accepted'; request: AuthorizationRequest; parameters: Parameters }
  | RefusedRequest
  | PageRefusal;

/**
 * As it came to the authorization endpoint: what the client pushed takes the place of everything that stands beside its address. Throws a
 * ClientBusy, before anything of that is used up, where browsers come for the client more often than they may.
 */
export async function judgeRequest(sent: Parameters, deps: ProviderDeps): Promise<JudgedRequest> {
  const client = await checkClient(sent, deps);
  if ('kind' in client && client.kind === 'page') return client;
  deps.clientLimits.checkBrought(client.clientId);
  const pushed = await takeOwnPushed(sent, client, deps);
  if (pushed !== undefined && 'kind' in pushed) return pushed;
  return judgeParameters({ client, parameters: pushed ?? sent, pushed: pushed !== undefined }, deps);
}

/** First whether the redirect URI can be trusted at all, then the table. Asked when a request is pushed, and again when it is used. */
export async function judgeParameters(
  { client, parameters, pushed }: Omit<TrustedRequest, 'redirectUri'>,
  deps: Pick<ProviderDeps, 'store' | 'clock'>,
): Promise<JudgedRequest> {
  const redirectUri = checkRedirectUri(parameters, client);
  if (typeof redirectUri !== 'string') return redirectUri;
  const trusted: TrustedRequest = { parameters, client, redirectUri, pushed };
  for (const check of CHECKS) {
    const refusal = await check(trusted, deps);
    if (refusal) return refusedRequest(trusted, refusal);
  }
  return { kind: 'accepted', request: readRequest(trusted), parameters };
}

function refusedRequest(
  { parameters, client, redirectUri }: TrustedRequest,
  refusal: ClientRefusal,
): RefusedRequest {
  const { clientId } = client;
  const responseMode = answerModeOf(parameters, client);
  return { kind: 'refused', clientId, redirectUri, responseMode, state: stateOf(parameters), refusal };
}

/** Who is registered for signed answers gets no other, whatever was asked for. */
function answerModeOf(parameters: Parameters, { profile, messageSigning }: Client): ResponseMode {
  if (profile !== 'strict') return 'query';
  if (messageSigning === true) return 'query.jwt';
  return responseModeOf(parameters.get('response_mode')) ?? 'query';
}

function readRequest({ parameters, client, redirectUri }: TrustedRequest): AuthorizationRequest {
  return {
    client,
    redirectUri,
    responseMode: answerModeOf(parameters, client),
    scope: scopeOf(parameters),
    state: stateOf(parameters) ?? '',
    nonce: parameters.get('nonce') ?? '',
    codeChallenge: parameters.get('code_challenge') ?? '',
    dpopJkt: parameters.get('dpop_jkt'),
    revocation: revocationOf(parameters),
    signTransactionId: signTransactionOf(parameters),
    uiLocales: parameters.get('ui_locales'),
  };
}
