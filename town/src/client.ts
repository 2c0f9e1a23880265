import { isDeepStrictEqual } from 'node:util';
import { ADMIN_PATHS, AdminProblem, type ClientRegistration, ClientView } from '@kazasu/provider/api';
import * as v from 'valibot';
import { TownError } from './error.ts';

/** Where relying parties are registered, and the token that opens it. */
export interface Administration {
  readonly provider: string;
  readonly token: string;
}

/** Registers a relying party at the provider, as its operator would. Throws a TownError `town/client-refused`. */
export function registerClient(at: Administration, registration: ClientRegistration): Promise<ClientView> {
  return send(at, 'POST', registration, ADMIN_PATHS.clients);
}

async function send(
  at: Administration,
  method: 'POST' | 'PUT',
  registration: ClientRegistration,
  path: string,
): Promise<ClientView> {
  const response = await ask(at, method, registration, path);
  if (response.ok) {
    return v.parse(ClientView, await response.json());
  }
  const problem = v.safeParse(AdminProblem, await response.json().catch(() => undefined));
  const said = problem.success ? `${problem.output.error}: ${problem.output.message}` : 'no reason given';
  throw new TownError(
    'town/client-refused',
    `The provider does not register ${registration.clientId} (${response.status}, ${said}).`,
    'Change the registration accordingly.',
  );
}

/** Registers a relying party of the town's own, unless just this registration stands already. */
export async function registerOwn(at: Administration, registration: ClientRegistration): Promise<void> {
  const known = v.parse(v.array(ClientView), await (await ask(at, 'GET')).json());
  const before = known.find(({ clientId }) => clientId === registration.clientId);
  if (before !== undefined && isDeepStrictEqual(changeable(before), changeable(registration))) {
    return;
  }
  if (before === undefined) {
    await registerClient(at, registration);
    return;
  }
  // The town was moved to other ports, or the site has a new key: it knows its people as before.
  await send(at, 'PUT', registration, ADMIN_PATHS.client.replace(':clientId', registration.clientId));
}

function changeable(registration: ClientRegistration) {
  const { redirectUris, jwks, name, scopes, platformOperator, profile, substitute } = registration;
  const rules = { profile: profile ?? 'compatible', substitute: substitute ?? 'beside' };
  return { redirectUris, jwks, name, scopes, platformOperator, ...rules };
}

function ask(
  at: Administration,
  method: 'GET' | 'POST' | 'PUT',
  body?: unknown,
  path: string = ADMIN_PATHS.clients,
): Promise<Response> {
  return fetch(`${at.provider}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${at.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
