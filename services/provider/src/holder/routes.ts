import { apiHeaders, bearerToken, HttpError, readJson } from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
import type { Context, Hono } from 'hono';
import {
  HOLDER_PATHS,
  type HolderProblem,
  type HolderProblemCode,
  PasskeyMade,
  PasskeyUsed,
  RegistrationProof,
} from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { onlyThePhone } from '../interaction/app-origin.ts';
import { HOLDER_STATUS, HolderRefusal } from './holder-problem.ts';
import { openSession } from './holder-session.ts';
import { holderView } from './holder-view.ts';
import { beginRegistration, keepPasskey, proveCard } from './registration.ts';
import { deleteHolderSession, type OpenSession } from './session-store.ts';
import { beginUnlock, finishUnlock } from './unlock.ts';

/** A proof without items is below 9,000 characters, a passkey's answer below 13,000. */
const BODY_MAX = 16_384;

/** Undefined is answered with 204. */
type Take = (request: Request) => Promise<object | undefined>;

export function mountHolder(app: Hono, deps: ProviderDeps): void {
  const base = deps.config.basePath;
  const step = (path: string, take: Take) => {
    app.use(`${base}${path}`, apiHeaders(), onlyThePhone(deps.config.phoneOrigin));
    app.post(`${base}${path}`, (context) => answer(context, deps, take));
  };
  const unlocked = (path: string, take: (session: OpenSession, request: Request) => ReturnType<Take>) =>
    step(path, async (request) =>
      take(await openSession(deps, tokenHashOf(request, 'session_unknown')), request),
    );
  step(HOLDER_PATHS.begin, () => beginRegistration(deps));
  step(HOLDER_PATHS.passkey, async (request) => {
    const tokenHash = tokenHashOf(request, 'registration_unknown');
    const { credential } = await readJson(request, PasskeyMade, BODY_MAX);
    await keepPasskey(deps, tokenHash, credential);
    return undefined;
  });
  step(HOLDER_PATHS.card, async (request) => {
    const tokenHash = tokenHashOf(request, 'registration_unknown');
    return proveCard(deps, tokenHash, await readJson(request, RegistrationProof, BODY_MAX));
  });
  step(HOLDER_PATHS.unlockBegin, () => beginUnlock(deps));
  step(HOLDER_PATHS.unlock, async (request) => {
    const tokenHash = tokenHashOf(request, 'unlock_unknown');
    const { credential } = await readJson(request, PasskeyUsed, BODY_MAX);
    return finishUnlock(deps, tokenHash, credential);
  });
  unlocked(HOLDER_PATHS.holder, (session) => holderView(deps, session));
  step(HOLDER_PATHS.lock, async (request) => {
    await deleteHolderSession(deps.store, tokenHashOf(request, 'session_unknown'));
    return undefined;
  });
}

/** Only the hash of a token is kept; what has no token at all is answered as an unknown one. */
function tokenHashOf(request: Request, otherwise: HolderProblemCode): string {
  const token = bearerToken(request);
  if (token === undefined) throw new HolderRefusal(otherwise);
  return hashToken(token);
}

async function answer(context: Context, deps: ProviderDeps, take: Take): Promise<Response> {
  try {
    const taken = await take(context.req.raw);
    return taken === undefined ? context.body(null, 204) : context.json(taken);
  } catch (error) {
    const code = codeOfRefusal(error);
    if (code === undefined) throw error;
    deps.log.info('holder.refused', { code });
    const problem: HolderProblem = { error: code };
    return context.json(problem, error instanceof HttpError ? error.status : HOLDER_STATUS[code]);
  }
}

function codeOfRefusal(error: unknown): HolderProblemCode | undefined {
  if (error instanceof HolderRefusal) return error.code;
  return error instanceof HttpError ? 'request_invalid' : undefined;
}
