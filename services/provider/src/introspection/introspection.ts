import { signJws } from '@kazasu/oidc';
import { API_HEADERS, answerJson, apiHeaders, readForm, wholeAnswer } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import { refusal, TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { describeToken, type Introspection } from './describe-token.ts';

type Parts = Pick<
  ProviderDeps,
  'config' | 'store' | 'clock' | 'log' | 'metrics' | 'keys' | 'clientAuthentication'
>;

/** An assertion and a token of the greatest length need less. */
const FORM_MAX = 20_000;

/** RFC 9701 section 4. */
const SIGNED = 'application/token-introspection+jwt';

export function mountIntrospection(app: Hono, deps: Parts): void {
  const answers = deps.metrics.counter(
    'introspection_answers_total',
    'Answers of the introspection endpoint',
    ['result'],
  );
  const path = `${deps.config.protocolPath}/token/introspect`;
  app.use(path, apiHeaders());
  app.post(path, async (context) => {
    try {
      const { clientId, told } = await introspect(deps, context.req.raw);
      answers.inc({ result: told.active ? 'active' : 'inactive' });
      return wantsSigned(context)
        ? wholeAnswer(context, {
            status: 200,
            headers: { ...API_HEADERS, 'Content-Type': SIGNED },
            body: signed(deps, clientId, told),
          })
        : answerJson(context, told);
    } catch (error) {
      const { status, body, headers } = refusal(deps, error, 'introspection');
      answers.inc({ result: body.error });
      return answerJson(context, body, status, headers);
    }
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ error: 'invalid_request', error_description: 'Only POST is allowed' }, 405);
  });
}

async function introspect(deps: Parts, request: Request): Promise<{ clientId: string; told: Introspection }> {
  const form = await readForm(request, FORM_MAX);
  const { clientId } = await deps.clientAuthentication.authenticate(form);
  if (form.repeated.length > 0) throw new TokenError('invalid_request', 'duplicated parameter');
  const token = form.get('token');
  if (!token) throw new TokenError('invalid_request', 'Missing parameter: token');
  return { clientId, told: await describeToken(deps, token, clientId) };
}

/** The signed form is asked for by name; `*` gets plain JSON. */
function wantsSigned(context: Context): boolean {
  const accepted = (context.req.header('Accept') ?? '').toLowerCase().split(',').slice(0, 20);
  return accepted.some((range) => range.split(';')[0]?.trim() === SIGNED);
}

/**
 * RFC 9701 section 5: for this client, at this time, with a type of its own, by the key that its ID tokens are signed with. What it tells of the
 * token stands one level down, so that it passes for no other token.
 */
function signed({ config, clock, keys }: Parts, clientId: string, told: Introspection): string {
  const claims = {
    iss: config.issuer,
    aud: clientId,
    iat: Math.floor(clock.now() / 1000),
    token_introspection: told,
  };
  return signJws(claims, keys.signing.idToken, 'token-introspection+jwt');
}
