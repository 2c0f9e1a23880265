import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import {
  HistoryRequest,
  HOLDER_PATHS,
  PasskeyEnd,
  PasskeyMade,
  PasskeyUsed,
  RegistrationProof,
  ServiceEnd,
} from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { endPasskey, eraseAccount } from './end-account.ts';
import { historyOf } from './history.ts';
import { openSession } from './holder-session.ts';
import { holderView } from './holder-view.ts';
import { beginRegistration, keepPasskey, proveCard } from './registration.ts';
import { endService, servicesOf } from './services.ts';
import { deleteHolderSession, type OpenSession } from './session-store.ts';
import { holderSteps, type Steps, tokenHashOf } from './steps.ts';
import { beginUnlock, finishUnlock } from './unlock.ts';

/** A proof without items is below 9,000 characters, a passkey's answer below 13,000. */
const BODY_MAX = 16_384;

export function mountHolder(app: Hono, deps: ProviderDeps): void {
  const steps = holderSteps(app, deps);
  mountRegistration(steps, deps);
  mountUnlock(steps, deps);
  mountAccount(steps, deps);
}

function mountRegistration({ step }: Steps, deps: ProviderDeps): void {
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
}

function mountUnlock({ step }: Steps, deps: ProviderDeps): void {
  step(HOLDER_PATHS.unlockBegin, () => beginUnlock(deps));
  step(HOLDER_PATHS.unlock, async (request) => {
    const tokenHash = tokenHashOf(request, 'unlock_unknown');
    const { credential } = await readJson(request, PasskeyUsed, BODY_MAX);
    return finishUnlock(deps, tokenHash, credential);
  });
  step(HOLDER_PATHS.lock, async (request) => {
    await deleteHolderSession(deps.store, tokenHashOf(request, 'session_unknown'));
    return undefined;
  });
}

function mountAccount({ step }: Steps, deps: ProviderDeps): void {
  const unlocked = (
    path: string,
    take: (session: OpenSession, request: Request) => Promise<object | undefined>,
  ) =>
    step(path, async (request) =>
      take(await openSession(deps, tokenHashOf(request, 'session_unknown')), request),
    );
  unlocked(HOLDER_PATHS.holder, (session) => holderView(deps, session));
  unlocked(HOLDER_PATHS.history, async ({ holderId }, request) => {
    const { after } = await readJson(request, HistoryRequest, BODY_MAX);
    return historyOf(deps, holderId, after);
  });
  unlocked(HOLDER_PATHS.services, ({ holderId }) => servicesOf(deps, holderId));
  unlocked(HOLDER_PATHS.servicesEnd, async ({ holderId }, request) => {
    const { clientId } = await readJson(request, ServiceEnd, BODY_MAX);
    return endService(deps, holderId, clientId);
  });
  unlocked(HOLDER_PATHS.passkeysEnd, async (session, request) => {
    const { id } = await readJson(request, PasskeyEnd, BODY_MAX);
    return endPasskey(deps, session, id);
  });
  unlocked(HOLDER_PATHS.end, async ({ holderId }) => {
    await eraseAccount(deps, holderId);
    return undefined;
  });
}
