/**
 * The status services, for verifiers under contract: OCSP, lists, serial links, trust anchors. Everything wants the
 * verifier token; the counter's token does not open them.
 */
import { BytesError, fromBase64 } from '@kazasu/bytes';
import { OCSP_REQUEST_OCTETS_MAX } from '@kazasu/pki/issue';
import { readBytes, readJson } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import { PATHS, SerialLinksRequest } from './api.ts';
import { currentCrl } from './crl/index.ts';
import type { AuthorityDeps } from './deps.ts';
import { requireToken } from './http/index.ts';
import { answerOcsp } from './ocsp/index.ts';
import { lineageOf } from './serial-link/index.ts';
import { trustOf } from './trust/index.ts';

const LINK_OCTETS_MAX = 1024;

export function mountStatus(app: Hono, deps: AuthorityDeps): void {
  const guard = requireToken(deps.config.verifierToken);
  for (const path of [PATHS.ocsp, `${PATHS.ocsp}/*`, '/crl/*', '/v1/*']) app.use(path, guard);
  mountOcsp(app, deps);
  app.get(PATHS.crl, async (context) => {
    const { issuerKeyId, scope } = context.req.param();
    const { list, number } = await currentCrl(deps, issuerKeyId, scope);
    // Issuer and scope are in the address, so the number alone tells versions apart.
    const tag = `"${number}"`;
    context.header('ETag', tag);
    if (context.req.header('if-none-match') === tag) return context.body(null, 304);
    return context.body(bodyOf(list), 200, { 'Content-Type': 'application/pkix-crl' });
  });
  app.post(PATHS.serialLinks, async (context) => {
    const id = await readJson(context.req.raw, SerialLinksRequest, LINK_OCTETS_MAX);
    return context.json(await lineageOf(deps, id));
  });
  app.get(PATHS.trust, (context) => context.json(trustOf(deps)));
}

/** RFC 6960 appendix A.1: the request in the body, or in base64 at the end of the path. */
function mountOcsp(app: Hono, deps: AuthorityDeps): void {
  const answer = async (context: Context, request: Uint8Array) =>
    context.body(bodyOf(await answerOcsp(deps, request)), 200, {
      'Content-Type': 'application/ocsp-response',
    });
  app.post(PATHS.ocsp, async (context) =>
    answer(context, await readBytes(context.req.raw, 'application/ocsp-request', OCSP_REQUEST_OCTETS_MAX)),
  );
  app.get(`${PATHS.ocsp}/:request{.+}`, async (context) =>
    answer(context, requestInPath(context.req.param('request'))),
  );
}

/** What is no base64 becomes no request, so that the answer is `malformedRequest`. */
function requestInPath(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    if (error instanceof BytesError) return new Uint8Array();
    throw error;
  }
}

function bodyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}
