/**
 * The routes of the status services, for verifiers under contract: OCSP, lists, serial links, the latest four items, trust
 * anchors, and what a verifier has used. Everything wants a verifier's token; the counter's token does not open them. A
 * question is counted, with the purpose that its header names, before it is answered. Answers are made in `ocsp/`, `crl/`,
 * `serial-link/`, `consent/` and `trust/`.
 */
import { readJson } from '@kazasu/server/http';
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
import { OCSP_BY_GET, OCSP_BY_POST, type OcspForm, questionsIn } from './ocsp/index.ts';
import { lineageOf } from './serial-link/index.ts';
import { trustOf } from './trust/index.ts';
import { countQuestion, usageOf, type Verifier } from './verifier/index.ts';

const QUESTION_OCTETS_MAX = 1024;
const CONSENT_OCTETS_MAX = 20_480;

type Answer = (context: Context, verifier: Verifier) => Promise<Response>;

export function mountStatus(app: Hono, deps: AuthorityDeps): void {
  app.post(PATHS.ocsp, ocsp(deps, OCSP_BY_POST));
  app.get(`${PATHS.ocsp}/:request{.+}`, ocsp(deps, OCSP_BY_GET));
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

/** One request may ask about several certificates: each is a question. */
function ocsp(deps: AuthorityDeps, { read, answer }: OcspForm): (context: Context) => Promise<Response> {
  return known(deps, async (context, verifier) => {
    const request = await read(context);
    const purpose = context.req.header(PURPOSE_HEADER);
    await countQuestion(deps, verifier, 'ocsp', purpose, questionsIn(request));
    return answer(deps, context, request);
  });
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
