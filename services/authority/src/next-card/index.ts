/**
 * Certificates of the next card (facts b.5: P-384 and SHA-384), for who tests software against them before there is such
 * a card. Issued at the counter to keys that somebody else made, for the holder of a card, and revoked with what is on
 * that card. Owns reading the request (PKCS#10) and issuing. Refuses other keys, requests that their key did not sign,
 * and holders without an active card. Makes no card: the virtual one signs with RSA alone. Mounted where
 * `cardGeneration` is `next`, and nowhere else.
 */
import { readJson } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import type { AuthorityDeps } from '../deps.ts';
import { Base64 } from '../wire.ts';
import { issueNext } from './issue.ts';

/** `POST` NextCertificatesRequest → 201 NextCertificates. */
export const NEXT_CERTIFICATES_PATH = '/admin/residents/:residentId/next-certificates';

/** PKCS#10 requests (RFC 2986), DER; what they say beside the key is not looked at. */
const NextCertificatesRequest = v.strictObject({
  authentication: Base64,
  signature: v.optional(Base64),
});

/** Two requests in base64, with room. */
const BODY_OCTETS_MAX = 8192;

export function mountNextCard(app: Hono, deps: AuthorityDeps, actorOf: (context: Context) => string): void {
  if (deps.config.cardGeneration !== 'next') return;
  app.post(NEXT_CERTIFICATES_PATH, async (context) => {
    const request = await readJson(context.req.raw, NextCertificatesRequest, BODY_OCTETS_MAX);
    const residentId = context.req.param('residentId');
    return context.json(await issueNext(deps, { residentId, actor: actorOf(context), request }), 201);
  });
}
