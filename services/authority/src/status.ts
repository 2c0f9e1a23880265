/**
 * The status services, for verifiers under contract: OCSP, lists, serial links, the latest four items, trust anchors.
 * Everything wants a verifier's token; the counter's token does not open them. A question is counted, with the purpose
 * that its header names, before it is answered.
 */
import { BytesError, fromBase64 } from '@kazasu/bytes';
import { OCSP_REQUEST_OCTETS_MAX } from '@kazasu/pki/issue';
import { readBytes, readJson } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import {
  ConsentRequest,
  LatestItemsRequest,
  PATHS,
  PURPOSE_HEADER,
  SerialLinksRequest,
  type StatusService,
} from './api.ts';
import { deliverItems, giveConsent } from './consent/index.ts';
import { answerCrl } from './crl/index.ts';
import type { AuthorityDeps } from './deps.ts';
import { DAY, queryOf, verifierAt } from './http/index.ts';
import { type AnswerLife, answerOcsp } from './ocsp/index.ts';
import { lineageOf } from './serial-link/index.ts';
import { trustOf } from './trust/index.ts';
import { countQuestion, usageOf, type Verifier } from './verifier/index.ts';

const QUESTION_OCTETS_MAX = 1024;
const CONSENT_OCTETS_MAX = 20_480;

type Answer = (context: Context, verifier: Verifier) => Promise<Response>;

export function mountStatus(app: Hono, deps: AuthorityDeps): void {
  mountOcsp(app, deps);
  app.get(PATHS.crl, counted(deps, 'crl', answerCrl(deps)));
  app.post(
    PATHS.serialLinks,
    counted(deps, 'serial-link', async (context) => {
      const id = await readJson(context.req.raw, SerialLinksRequest, QUESTION_OCTETS_MAX);
      return context.json(await lineageOf(deps, id));
    }),
  );
  mountItems(app, deps);
  const trust: Answer = async (context) => context.json(trustOf(deps));
  app.get(PATHS.trust, known(deps, trust));
  app.get(
    PATHS.ownUsage,
    known(deps, async (context, { verifierId }) => {
      const range = { from: queryOf(context, 'from', DAY), to: queryOf(context, 'to', DAY) };
      return context.json(await usageOf(deps, verifierId, range));
    }),
  );
}

/** For verifiers under contract. */
function known(deps: AuthorityDeps, answer: Answer): (context: Context) => Promise<Response> {
  return async (context) => answer(context, await verifierAt(deps, context.req.raw));
}

/** A question, counted under the purpose of its header. */
function counted(
  deps: AuthorityDeps,
  service: StatusService,
  answer: Answer,
): (context: Context) => Promise<Response> {
  return known(deps, async (context, verifier) => {
    await countQuestion(deps, verifier, service, context.req.header(PURPOSE_HEADER));
    return answer(context, verifier);
  });
}

/** RFC 6960 appendix A.1: the request in the body, or in base64 at the end of the path. */
function mountOcsp(app: Hono, deps: AuthorityDeps): void {
  const answer = async (context: Context, request: Uint8Array) => {
    const { response, life } = await answerOcsp(deps, request);
    return context.body(response, 200, {
      'Content-Type': 'application/ocsp-response',
      ...(life && context.req.method === 'GET' && lifeHeaders(life)),
    });
  };
  app.post(
    PATHS.ocsp,
    counted(deps, 'ocsp', async (context) =>
      answer(context, await readBytes(context.req.raw, 'application/ocsp-request', OCSP_REQUEST_OCTETS_MAX)),
    ),
  );
  app.get(
    `${PATHS.ocsp}/:request{.+}`,
    counted(deps, 'ocsp', async (context) =>
      answer(context, requestInPath(context.req.param('request') ?? '')),
    ),
  );
}

/** The latest four items name their purpose in the question itself. */
function mountItems(app: Hono, deps: AuthorityDeps): void {
  app.post(
    PATHS.consents,
    known(deps, async (context, verifier) => {
      const message = await readJson(context.req.raw, ConsentRequest, CONSENT_OCTETS_MAX);
      return context.json(await giveConsent(deps, verifier, message), 201);
    }),
  );
  app.post(
    PATHS.latestItems,
    known(deps, async (context, verifier) => {
      const request = await readJson(context.req.raw, LatestItemsRequest, QUESTION_OCTETS_MAX);
      await countQuestion(deps, verifier, 'latest-items', request.purpose);
      return context.json(await deliverItems(deps, verifier, request));
    }),
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

/**
 * RFC 5019 section 6.2, for whoever keeps what they have fetched. `Cache-Control` says that it must be asked for again
 * all the same: a cache that answered for this service would hide a revocation, and a question that nobody counted.
 */
function lifeHeaders({ producedAt, nextUpdate }: AnswerLife): Record<string, string> {
  return {
    'Last-Modified': new Date(producedAt).toUTCString(),
    Expires: new Date(nextUpdate).toUTCString(),
  };
}
