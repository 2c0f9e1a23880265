import { ADMIN_PATHS, AdminProblem, type ClientRegistration, ClientView } from '@kazasu/provider/api';
import * as v from 'valibot';
import { TownError } from './error.ts';

/** Where relying parties are registered, and the token that opens it. */
export interface Administration {
  readonly provider: string;
  readonly token: string;
}

/** Registers a relying party at the provider, as its operator would. Throws a TownError `town/client-refused`. */
export async function registerClient(
  at: Administration,
  registration: ClientRegistration,
): Promise<ClientView> {
  const response = await ask(at, 'POST', registration);
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

/** The relying parties that the provider knows. */
export async function registeredClients(at: Administration): Promise<ClientView[]> {
  const response = await ask(at, 'GET');
  return v.parse(v.array(ClientView), await response.json());
}

function ask(at: Administration, method: 'GET' | 'POST', body?: unknown): Promise<Response> {
  return fetch(`${at.provider}${ADMIN_PATHS.clients}`, {
    method,
    headers: {
      authorization: `Bearer ${at.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
