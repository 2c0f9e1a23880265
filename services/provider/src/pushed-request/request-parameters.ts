import { AUTHORIZATION_PARAMETERS } from '@kazasu/oidc';
import type { Form } from '@kazasu/server/http';
import { SANDBOX_PARAMETERS } from '../api/sandbox.ts';
import type { Client } from '../client/index.ts';
import { TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { readRequestObject } from './request-object.ts';

/** What the authorization endpoint knows; the rest is passed over, as it is there, and not kept. */
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(AUTHORIZATION_PARAMETERS),
  'response_mode',
  'prompt',
  'ui_locales',
  ...Object.values(SANDBOX_PARAMETERS),
]);

/** What may stand beside a signed request (RFC 9126 section 3). */
const BESIDE_SIGNED: ReadonlySet<string> = new Set([
  'client_id',
  'client_assertion',
  'client_assertion_type',
  'request',
]);

type Deps = Pick<ProviderDeps, 'config' | 'clock' | 'clientAuthentication'>;

/**
 * The parameters of a pushed request, each once: those of the form, or those of the request object and no other. Throws a TokenError
 * for a repeated one, a `request_uri`, parameters beside a request object, an unsigned request of who is registered to sign, and all
 * that readRequestObject refuses.
 */
export async function requestParameters(
  deps: Deps,
  client: Client,
  form: Form,
): Promise<ReadonlyMap<string, string>> {
  if (form.repeated.length > 0) throw new TokenError('invalid_request', 'duplicated parameter');
  if (form.has('request_uri')) {
    throw new TokenError('invalid_request', 'The parameter request_uri cannot be pushed');
  }
  const known = new Map([...(await read(deps, client, form))].filter(([name]) => KNOWN.has(name)));
  return known.set('client_id', client.clientId);
}

async function read(deps: Deps, client: Client, form: Form): Promise<ReadonlyMap<string, string>> {
  const request = form.get('request');
  if (!request) {
    if (client.messageSigning === true) throw new TokenError('invalid_request', 'The request must be signed');
    return new Map(form.names.map((name) => [name, form.get(name) ?? '']));
  }
  if (!form.names.every((name) => BESIDE_SIGNED.has(name))) {
    throw new TokenError('invalid_request', 'Parameters beside a signed request');
  }
  return readRequestObject(deps, client, request);
}
