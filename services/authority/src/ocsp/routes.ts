import { BytesError, fromBase64, toHex } from '@kazasu/bytes';
import { OCSP_REQUEST_OCTETS_MAX, type OcspRequest, readOcspRequest } from '@kazasu/pki/issue';
import { readBytes } from '@kazasu/server/http';
import type { Context } from 'hono';
import { PURPOSE_HEADER } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { keep } from '../http/index.ts';
import { sha256 } from '../key.ts';
import { answerOcsp, type OcspReply } from './ocsp.ts';

/** How a request comes, and how its answer goes; between the two its questions are counted. */
export interface OcspForm {
  /** Undefined for what is no request. */
  read(context: Context): Promise<OcspRequest | undefined>;
  answer(deps: AuthorityDeps, context: Context, request: OcspRequest | undefined): Promise<Response>;
}

/** RFC 6960 appendix A.1: the request in the body. Its answer is for this asker alone and kept by nobody. */
export const OCSP_BY_POST: OcspForm = {
  async read(context) {
    return readOcspRequest(
      await readBytes(context.req.raw, 'application/ocsp-request', OCSP_REQUEST_OCTETS_MAX),
    );
  },
  async answer(deps, context, request) {
    return bodyOf(context, await answerOcsp(deps, request));
  },
};

/**
 * RFC 6960 appendix A.1: the request in base64 at the end of the path, which is how verifiers ask who want to be
 * answered by caches (RFC 5019 section 6). Without nonce the answer may be kept until its cycle ends.
 */
export const OCSP_BY_GET: OcspForm = {
  async read(context) {
    return readOcspRequest(requestInPath(context.req.param('request') ?? ''));
  },
  async answer(deps, context, request) {
    const reply = await answerOcsp(deps, request);
    const { life, response } = reply;
    if (life === undefined) return bodyOf(context, reply);
    const version = { tag: toHex(sha256(response)), modifiedAt: life.producedAt };
    const seconds = Math.max(0, Math.floor((life.freshUntil - deps.clock.now()) / 1000));
    const isKnown = keep(context, version, `max-age=${seconds}, public, no-transform, must-revalidate`);
    context.header('Expires', new Date(life.nextUpdate).toUTCString());
    // A cache that many share hands an answer on to nobody but the contract, and the purpose, under which it was asked for.
    context.header('Vary', `Authorization, ${PURPOSE_HEADER}`);
    return isKnown ? context.body(null, 304) : bodyOf(context, reply);
  },
};

function bodyOf(context: Context, { response }: OcspReply): Response {
  return context.body(response, 200, {
    'Content-Type': 'application/ocsp-response',
    'Content-Length': String(response.length),
  });
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
