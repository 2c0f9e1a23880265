/**
 * The counter's API (窓口), `/admin`: hands out cards, brings about life events, revokes certificates, keeps contracts with
 * verifiers, shows the audit. The counter's part wants the admin token; contracts and the audit are for those who administer
 * (`administration/`). Owns no rules: it reads requests, asks the folders that do, and writes answers. The counter's pages, for people, are in `page/` and ask the same folders.
 */
import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { mountOperators } from '../administration/index.ts';
import { CardOptions, CardRequest, PATHS, RevocationRequest } from '../api.ts';
import { personalise } from '../card/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { replaceCard } from '../event/index.ts';
import { queryOf, requireToken } from '../http/index.ts';
import { revoke } from '../revocation/index.ts';
import { mountAudit } from './audit-routes.ts';
import { mountEvents } from './event-routes.ts';
import { actorOf, certificateIdOf, residentIdOf } from './parameters.ts';
import { mountVerifiers } from './verifier-routes.ts';
import { certificatesOf, residentList, residentView } from './view.ts';

export { bringAbout } from './event-routes.ts';
export { actorOf, residentIdOf } from './parameters.ts';
export { residentView } from './view.ts';

/** A record of the longest name and address, in the widest characters, and the largest portrait in base64, with room. */
const BODY_OCTETS_MAX = 40_960;
const RESIDENT_ID = /^[a-z0-9-]{1,40}$/;

export function mountAdmin(app: Hono, deps: AuthorityDeps): void {
  // Before the counter's door: these have another.
  mountOperators(app, deps);
  mountVerifiers(app, deps);
  mountAudit(app, deps);
  app.use('/admin/*', requireToken(deps.config.adminToken));
  mountCards(app, deps);
  mountEvents(app, deps);
  mountMetrics(app, deps);
  app.get(PATHS.residents, async (context) =>
    context.json(await residentList(deps, queryOf(context, 'after', RESIDENT_ID) ?? '')),
  );
  app.get(PATHS.resident, async (context) =>
    context.json(await residentView(deps, residentIdOf(context.req.param('residentId')))),
  );
  app.get(PATHS.certificates, async (context) =>
    context.json(await certificatesOf(deps, residentIdOf(context.req.param('residentId')))),
  );
}

/** In the text format of Prometheus. */
function mountMetrics(app: Hono, { config, metrics }: AuthorityDeps): void {
  app.use(PATHS.metrics, requireToken(config.adminToken));
  app.get(PATHS.metrics, async (context) =>
    context.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  );
}

/** What was there before the events: cards that are handed over as soon as they are made, and revocation by number. */
function mountCards(app: Hono, deps: AuthorityDeps): void {
  app.post(PATHS.cards, async (context) => {
    const request = await readJson(context.req.raw, CardRequest, BODY_OCTETS_MAX);
    return context.json(await personalise(deps, request, actorOf(context)), 201);
  });
  app.post(PATHS.renewals, async (context) => {
    const options = await readJson(context.req.raw, CardOptions, BODY_OCTETS_MAX);
    const residentId = residentIdOf(context.req.param('residentId'));
    const renewal = { event: 'renewal', options, because: 'renewal' } as const;
    return context.json(await replaceCard({ deps, residentId, actor: actorOf(context) }, renewal), 201);
  });
  app.post(PATHS.revocations, async (context) => {
    const request = await readJson(context.req.raw, RevocationRequest, BODY_OCTETS_MAX);
    await revoke(deps, certificateIdOf(context.req.param()), request, actorOf(context));
    return context.body(null, 204);
  });
}
