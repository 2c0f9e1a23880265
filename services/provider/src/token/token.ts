import { type GrantType, isGrantType } from '@kazasu/oidc';
import { apiHeaders, type Form, HttpError, readForm } from '@kazasu/server/http';
import { codeOf } from '@kazasu/server/log';
import type { Hono } from 'hono';
import type { Client } from '../client/index.ts';
import { GrantError } from '../grant/index.ts';
import { unforeseen } from '../unforeseen.ts';
import { authenticateClient } from './authenticate.ts';
import { describeGrantError } from './describe-grant-error.ts';
import { grantAuthorizationCode } from './grant-authorization-code.ts';
import { grantClientCredentials } from './grant-client-credentials.ts';
import { grantRefreshToken } from './grant-refresh-token.ts';
import { type TokenDeps, type TokenParts, tokenDeps } from './token-deps.ts';
import { TokenError } from './token-error.ts';

type TokenBody = Readonly<Record<string, string | number>>;

const GRANTS: {
  readonly [Type in GrantType]: (deps: TokenDeps, client: Client, form: Form) => Promise<TokenBody>;
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
    return context.json(body, status, headers);
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ error: 'invalid_request', error_description: 'Only POST is allowed' }, 405);
  });
}

interface Answer {
  readonly status: 200 | 400 | 401 | 429 | 500 | 503;
  readonly body: TokenBody;
  readonly headers?: Readonly<Record<string, string>>;
  readonly grant: GrantType | 'none';
}

async function answer(deps: TokenDeps, request: Request): Promise<Answer> {
  let grant: Answer['grant'] = 'none';
  try {
    const form = await readForm(request, FORM_MAX);
    grant = readGrantType(form);
    const client = await authenticateClient(deps, form);
    deps.inspector?.authenticated();
    if (form.repeated.length > 0) throw new TokenError('invalid_request', 'duplicated parameter');
    return { status: 200, body: await GRANTS[grant](deps, client, form), grant };
  } catch (error) {
    return { ...refusal(deps, error), grant };
  }
}

function readGrantType(form: Form): GrantType {
  const type = form.get('grant_type');
  if (!type) throw new TokenError('invalid_request', 'Missing form parameter: grant_type');
  if (!isGrantType(type)) throw new TokenError('unsupported_grant_type', 'Unsupported grant_type');
  return type;
}

/** The one place where errors become answers; what is not foreseen stays opaque. */
function refusal(deps: TokenDeps, error: unknown): Omit<Answer, 'grant'> {
  const told = asTokenError(error);
  if (told !== undefined) {
    if (told.check !== undefined) deps.inspector?.authenticated(told.check);
    deps.log.info('token.refused', { code: error instanceof GrantError ? error.code : told.code });
    return { status: told.status, body: { error: told.code, error_description: told.description } };
  }
  deps.log.error('token.failed', { code: codeOf(error) });
  return unforeseen(error);
}

function asTokenError(error: unknown): TokenError | undefined {
  if (error instanceof TokenError) return error;
  if (error instanceof GrantError) return describeGrantError(error.code);
  if (error instanceof HttpError) return formError(error);
  return undefined;
}

/** A body that is no form has no `grant_type`, which is what the real service says about it. */
function formError(error: HttpError): TokenError {
  const missing = error.code === 'http/media-type';
  return new TokenError('invalid_request', missing ? 'Missing form parameter: grant_type' : error.message);
}
