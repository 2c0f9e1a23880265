/**
 * Certificates of the next card (facts b.5: P-384 and SHA-384), for who tests software against them before there is such
 * a card. Issued at the counter to keys that somebody else made, for the holder of a card, and revoked with what is on
 * that card. Owns issuing. Refuses other keys, requests that their key did not sign,
 * and holders without an active card. Makes no card: the virtual one signs with RSA alone. Mounted where
 * `cardGeneration` is `next`, and nowhere else.
 */
import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { actorOf, residentIdOf } from '../admin/index.ts';
import { NextCertificatesRequest, PATHS } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { issueNext } from './issue.ts';

/** Two requests in base64, with room. */
const BODY_OCTETS_MAX = 8192;

export function mountNextCard(app: Hono, deps: AuthorityDeps): void {
  if (deps.config.cardGeneration !== 'next') return;
  app.post(PATHS.nextCertificates, async (context) => {
    const request = await readJson(context.req.raw, NextCertificatesRequest, BODY_OCTETS_MAX);
    const residentId = residentIdOf(context.req.param('residentId'));
    return context.json(await issueNext({ deps, residentId, actor: actorOf(context) }, request), 201);
  });
}
