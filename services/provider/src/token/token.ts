import { endpointsOf, type GrantType, isGrantType } from '@kazasu/oidc';
import { answerJson, apiHeaders, type Form, HttpError, readForm } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { accessTokenAlgorithmOf, type Client } from '../client/index.ts';
import { type Refusal, refusal, TokenError } from '../client-authentication/index.ts';
import { DpopError, nonceHeader, type Proof } from '../dpop/index.ts';
import { GrantError } from '../grant/index.ts';
import { describeGrantError } from './describe-grant-error.ts';
import { grantAuthorizationCode } from './grant-authorization-code.ts';
import { grantClientCredentials } from './grant-client-credentials.ts';
import { grantRefreshToken } from './grant-refresh-token.ts';
import { type TokenDeps, type TokenParts, tokenDeps } from './token-deps.ts';

type TokenBody = Readonly<Record<string, string | number>>;

const GRANTS: {
  readonly [Type in GrantType]: (
    deps: TokenDeps,
    client: Client,
    form: Form,
    boundTo?: string,
  ) => Promise<TokenBody>;
} = {
  authorization_code: grantAuthorizationCode,
  refresh_token: grantRefreshToken,
  client_credentials: grantClientCredentials,
};

/** A code, a verifier, two identifiers and an assertion of the greatest length need less than half. */
const FORM_MAX = 20_000;

export function mountToken(app: Hono, parts: TokenParts): void {
  const deps = tokenDeps(parts);
  const path = `${deps.config.protocolPath}/token`;
  app.use(path, apiHeaders());
  app.post(path, async (context) => {
    const { status, body, grant, headers } = await answer(deps, context.req.raw);
    deps.answers.inc({ grant, result: String(body.error ?? 'ok') });
    return answerJson(context, body, status, headers);
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ error: 'invalid_request', error_description: 'Only POST is allowed' }, 405);
  });
}

interface Answer {
  readonly status: 200 | Refusal['status'];
  readonly body: TokenBody;
  readonly headers?: Readonly<Record<string, string>>;
  readonly grant: GrantType | 'none';
}

async function answer(deps: TokenDeps, request: Request): Promise<Answer> {
  let grant: Answer['grant'] = 'none';
  try {
    const form = await readForm(request, FORM_MAX);
    grant = readGrantType(form);
    const client = await deps.clientAuthentication.authenticate(form);
    if (form.repeated.length > 0) throw new TokenError('invalid_request', 'duplicated parameter');
    deps.signing.requireUsable(accessTokenAlgorithmOf(client, deps.config.accessTokenAlgorithm));
    const proof = await proofOf(deps, client, request);
    const body = await GRANTS[grant](deps, client, form, proof?.thumbprint);
    return { status: 200, body, grant, headers: nonceHeader(proof?.newNonce) };
  } catch (error) {
    return { ...refused(deps, error), grant };
  }
}

/**
 * The key that the tokens will be bound to. A client of the strict profile must show one; every other may, and gets a bearer
 * token where it does not.
 */
async function proofOf(deps: TokenDeps, client: Client, request: Request): Promise<Proof | undefined> {
  const proof = await deps.dpop.proofOf(request, { url: endpointsOf(deps.config.issuer).token });
  if (proof === undefined && client.profile === 'strict') {
    throw new DpopError('invalid_dpop_proof', 'The DPoP proof is missing');
  }
  return proof;
}

function readGrantType(form: Form): GrantType {
  const type = form.get('grant_type');
  if (!type) throw new TokenError('invalid_request', 'Missing form parameter: grant_type');
  if (!isGrantType(type)) throw new TokenError('unsupported_grant_type', 'Unsupported grant_type');
  return type;
}

/** What grants refuse has its own words here; in a sandbox a grant may also play a refused assertion. */
function refused(deps: TokenDeps, error: unknown): Refusal {
  if (error instanceof GrantError) {
    const { status, code, description } = describeGrantError(error.code);
    deps.log.info('token.refused', { code: error.code });
    return { status, body: { error: code, error_description: description } };
  }
  if (error instanceof TokenError && error.check !== undefined) deps.inspector?.authenticated(error.check);
  return refusal(deps, error instanceof HttpError ? formError(error) : error, 'token');
}

/** A body that is no form has no `grant_type`, which is what the real service says about it. */
function formError(error: HttpError): TokenError {
  const missing = error.code === 'http/media-type';
  return new TokenError('invalid_request', missing ? 'Missing form parameter: grant_type' : error.message);
}
