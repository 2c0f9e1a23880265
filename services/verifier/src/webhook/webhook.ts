import { isAllowedUrl, isPublicAddress } from '@kazasu/server/outbound';
import { randomId } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { WebhookRequest } from './messages.ts';
import { createSecret, sealSecret } from './secret.ts';
import type { Webhook } from './webhook-data.ts';
import { changeWebhook, insertWebhook, rotateSecret } from './webhook-store.ts';

/** Of one tenant. */
const WEBHOOKS_MAX = 20;

type WebhookDeps = Pick<VerifierDeps, 'store' | 'keys' | 'clock' | 'config'>;

/** The secret is told here and never again. Throws `webhook-address`, `webhook-limit`. */
export async function addWebhook(
  { store, keys, clock, config }: WebhookDeps,
  tenantId: string,
  request: WebhookRequest,
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  requireAddress(request.url, config.local);
  const webhook = {
    ...{ ...request, webhookId: randomId(), tenantId, createdAt: Math.floor(clock.now()) },
    eventTypes: [...new Set(request.eventTypes)],
    secretOverlapUntil: undefined,
  };
  const secret = createSecret();
  const sealed = sealSecret(keys.master, webhook.webhookId, secret);
  const added = await store.transaction((within) => insertWebhook(within, webhook, sealed, WEBHOOKS_MAX));
  if (!added) throw new VerifierError('webhook-limit', { limit: WEBHOOKS_MAX });
  return { webhook, secret };
}

/** Throws `webhook-address`, `webhook-unknown`. */
export async function editWebhook(
  { store, config }: WebhookDeps,
  place: { readonly tenantId: string; readonly webhookId: string },
  request: WebhookRequest,
): Promise<Webhook> {
  requireAddress(request.url, config.local);
  const eventTypes = [...new Set(request.eventTypes)];
  const changed = await changeWebhook(store, { ...request, ...place, eventTypes });
  if (changed === undefined) throw new VerifierError('webhook-unknown');
  return changed;
}

/** The new secret; the one there is signs beside it for the overlap, one before that no more. Throws `webhook-unknown`. */
export async function changeSecret(
  { store, keys, clock }: WebhookDeps,
  place: { readonly tenantId: string; readonly webhookId: string },
  overlapMs: number,
): Promise<string> {
  const secret = createSecret();
  const sealed = sealSecret(keys.master, place.webhookId, secret);
  const until = Math.floor(clock.now()) + overlapMs;
  if (!(await rotateSecret(store, place, sealed, until))) throw new VerifierError('webhook-unknown');
  return secret;
}

/** What can be said before anybody connects; names are judged when they are resolved, at every connection. */
function requireAddress(text: string, local: boolean): void {
  if (isAllowedUrl(text, local)) {
    const host = new URL(text).hostname.replace(/^\[|\]$/g, '');
    const isAddress = /^[\d.]+$/.test(host) || host.includes(':');
    if (local || !isAddress || isPublicAddress(host)) return;
  }
  throw new VerifierError('webhook-address');
}
