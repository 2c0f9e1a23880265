/**
 * Certificates of phones (スマホ用電子証明書): issued online to keys that a phone made, on a request signed by the card. `POST
 * /phone/certificates` is open to everybody, because the card's signature says who asks; `POST /phone/ends` takes them back, on the phone's signature or the card's. Pages may ask from
 * the app's origin alone. Refuses requests
 * that are not signed by a living card, were honoured before, or whose phone does not show that it has the keys.
 */
import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { PATHS, PhoneRequest, SignedMessage } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { onlyTheApp } from './app-origin.ts';
import { endPhone } from './end.ts';
import { issueToPhone } from './issue.ts';

/** A statement with two keys, a certificate and three signatures, in base64. */
const BODY_OCTETS_MAX = 24_576;

export function mountPhone(app: Hono, deps: AuthorityDeps): void {
  app.use('/phone/*', onlyTheApp(deps.config.phoneOrigin));
  app.post(PATHS.phoneEnds, async (context) => {
    await endPhone(deps, await readJson(context.req.raw, SignedMessage, BODY_OCTETS_MAX));
    return context.body(null, 204);
  });
  app.post(PATHS.phoneCertificates, async (context) => {
    const request = await readJson(context.req.raw, PhoneRequest, BODY_OCTETS_MAX);
    return context.json(await issueToPhone(deps, request), 201);
  });
}
