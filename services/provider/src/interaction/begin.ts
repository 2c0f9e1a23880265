import { remoteAddress, seeOther } from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
import { randomId, randomShortToken, randomToken } from '@kazasu/server/random';
import type { Context } from 'hono';
import type { AuthorizationRequest } from '../authorize/authorization-request.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { takeSignTransaction } from '../sign/index.ts';
import { keepBeginning } from './asked-from.ts';
import { createCookie, interactionPath } from './cookie.ts';
import { latestEnd } from './extend.ts';
import { insertInteraction, type NewInteraction } from './interaction-store.ts';

/** An interaction that waits, and the secret of the browser that began it. */
export interface Begun {
  readonly id: string;
  readonly token: string;
  /** How long that browser may come back. */
  readonly cookieMs: number;
}

/**
 * Stores the request and sends the browser to the waiting page, with the cookie that alone may see the outcome. Undefined, and
 * nothing stored, where what is to be signed was gone.
 */
export async function beginInteraction(
  context: Context,
  deps: ProviderDeps,
  request: AuthorizationRequest,
): Promise<Response | undefined> {
  const begun = await storeInteraction(context, deps, request);
  if (begun === undefined) return undefined;
  const { id, token, cookieMs } = begun;
  const cookie = createCookie(deps.config, { id, token, lifetimeMs: cookieMs });
  return seeOther(context, interactionPath(deps.config, id), { 'Set-Cookie': cookie });
}

/** What is to be signed is taken for this interaction alone; undefined, and nothing stored, where somebody else took it first. */
export async function storeInteraction(
  context: Context,
  deps: ProviderDeps,
  request: AuthorizationRequest,
): Promise<Begun | undefined> {
  const id = randomId();
  const token = randomToken();
  const now = deps.clock.now();
  const lifetimeMs = DIVERGENCES.loginLifetimeMs.value;
  const interaction: NewInteraction = {
    id,
    browserHash: hashToken(token),
    clientId: request.client.clientId,
    redirectUri: request.redirectUri,
    responseMode: request.responseMode,
    scope: request.scope,
    echo: request.state,
    nonce: request.nonce,
    codeChallenge: request.codeChallenge,
    dpopJkt: request.dpopJkt,
    revocation: request.revocation,
    uiLocales: request.uiLocales?.slice(0, 100),
    challengeNonce: randomShortToken(),
    createdAt: now,
    expiresAt: now + lifetimeMs,
    askedFrom: keepBeginning(
      deps.keys,
      id,
      (name) => context.req.header(name),
      remoteAddress(context, deps.forwarding),
    ),
  };
  if (!(await store(deps, interaction, request.signTransactionId))) return undefined;
  const { client, signTransactionId } = request;
  deps.inspector?.begun({ id, clientId: client.clientId, signTransactionId });
  // The cookie outlives the login, however often its time is extended: a browser that comes too late still gets its error.
  return { id, token, cookieMs: latestEnd(interaction) - now + lifetimeMs };
}

/** False where what is to be signed was gone. */
async function store(
  deps: ProviderDeps,
  interaction: NewInteraction,
  signTransactionId: string | undefined,
): Promise<boolean> {
  if (signTransactionId === undefined) {
    await insertInteraction(deps.store, interaction);
    return true;
  }
  const { id: interactionId, clientId, createdAt: now, expiresAt } = interaction;
  return deps.store.transaction(async (within) => {
    const by = { id: signTransactionId, clientId, interactionId };
    if (!(await takeSignTransaction(within, by, { now, expiresAt }))) return false;
    await insertInteraction(within, interaction);
    return true;
  });
}
