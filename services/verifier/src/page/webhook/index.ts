/**
 * Where a tenant is told of what, and what became of every delivery, with the reason of a failure in words and a button that sends it
 * again. By the routes of the API. Refuses to show secrets.
 */
import type { Hono } from 'hono';
import type { VerifierDeps } from '../../deps.ts';
import { looking, once } from '../visit.ts';
import { deliveryPage, resend } from './delivery-page.ts';
import { sendTest, webhooksPage } from './webhooks-page.ts';

export function mountWebhooks(pages: Hono, deps: VerifierDeps): void {
  pages.get(
    '/webhooks',
    looking(deps, (visit) => webhooksPage(visit)),
  );
  pages.post('/webhooks/:webhookId/test', once(deps, sendTest));
  const delivery = '/webhooks/:webhookId/deliveries/:deliveryId';
  pages.get(
    delivery,
    looking(deps, (visit) => deliveryPage(visit)),
  );
  pages.post(`${delivery}/resend`, once(deps, resend));
}
