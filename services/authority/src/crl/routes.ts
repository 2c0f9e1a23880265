import type { Context, Hono } from 'hono';
import { PATHS } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { keep } from '../http/index.ts';
import { latestCrl, newCrl } from './crl.ts';
import { streamCrl } from './parts.ts';

/** Of the counter's API: a new list now, although nothing was revoked. `actorOf` names the official. */
export function mountNewCrl(app: Hono, deps: AuthorityDeps, actorOf: (context: Context) => string): void {
  app.post(PATHS.newCrl, async (context) => {
    const { issuerKeyId, scope } = context.req.param();
    const { number, thisUpdate, nextUpdate } = await newCrl(deps, issuerKeyId, scope, actorOf(context));
    return context.json({ number, thisUpdate, nextUpdate }, 201);
  });
}

/** The list in force, in parts as they are read; nothing of it is read for whoever has it already. */
export function answerCrl(deps: AuthorityDeps): (context: Context) => Promise<Response> {
  const latest = latestCrl(deps);
  return async (context) => {
    const { issuerKeyId = '', scope = '' } = context.req.param();
    const list = await latest(issuerKeyId, scope);
    // Issuer and scope are in the address, so the number alone tells versions apart.
    const version = { tag: String(list.number), modifiedAt: list.thisUpdate };
    // Each use is asked about: what was revoked since must be seen at once.
    if (keep(context, version, 'private, no-cache')) return context.body(null, 304);
    context.header('Content-Length', String(list.octets));
    return context.body(streamCrl(deps.store, list), 200, { 'Content-Type': 'application/pkix-crl' });
  };
}
