import { readFileSync } from 'node:fs';
import { ADMIN_PATHS, AdminProblem, ClientRegistration, ClientView } from '@kazasu/provider/api';
import * as v from 'valibot';
import { ask } from '../http.ts';
import { CommandProblem } from '../problem.ts';

/** Where clients are administered: the provider's base, and the token that opens it. */
export interface Administration {
  readonly provider: string;
  readonly token: string;
}

/** Registers a relying party; resolves to what the provider stored. */
export async function addClient(at: Administration, registration: unknown): Promise<ClientView> {
  const checked = v.safeParse(ClientRegistration, registration);
  if (!checked.success) {
    const faults = checked.issues.map((issue) => sayFault(v.getDotPath(issue) ?? '', issue.message));
    throw new CommandProblem('usage', [...new Set(faults)].join('\n'), 'See `kazasu client add --help`.');
  }
  const response = await request(at, 'POST', ADMIN_PATHS.clients, checked.output);
  return v.parse(ClientView, await response.json());
}

/** The option behind each member of a registration, and what it wants. */
const OPTIONS: { readonly [member: string]: readonly [option: string, wants?: string] } = {
  clientId: ['--id', 'letters and digits, 1 to 255'],
  redirectUris: ['--redirect-uri', 'an absolute address of up to 255 characters'],
  jwks: ['--jwks', 'a JWK set with one to ten public keys'],
  jwksUri: ['--jwks-uri', 'an absolute address of up to 255 characters'],
  name: ['--name', 'up to 100 characters'],
  scopes: ['--scope', 'openid name address birthdate gender sign'],
  termsUrl: ['--terms-url', 'an absolute address of up to 255 characters'],
  privacyUrl: ['--privacy-url', 'an absolute address of up to 255 characters'],
};

function sayFault(path: string, message: string): string {
  const [option, wants] = OPTIONS[path.split('.')[0] ?? ''] ?? [path];
  return `${option}: ${wants ?? message}`;
}

export async function listClients(at: Administration): Promise<ClientView[]> {
  const response = await request(at, 'GET', ADMIN_PATHS.clients);
  return v.parse(v.array(ClientView), await response.json());
}

export async function removeClient(at: Administration, clientId: string): Promise<void> {
  await request(at, 'DELETE', ADMIN_PATHS.client.replace(':clientId', encodeURIComponent(clientId)));
}

/** Members of a JWK that only a private or a secret key has (RFC 7518 section 6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Reads a JWK set from a file: an object with `keys`, or a single JWK, which becomes a set of one. */
export function readJwks(path: string): unknown {
  const value = readJson(path);
  const jwks = typeof value === 'object' && value !== null && 'kty' in value ? { keys: [value] } : value;
  if (v.is(v.object({ keys: v.array(v.record(v.string(), v.unknown())) }), jwks)) {
    const leak = jwks.keys.some((key) => PRIVATE_MEMBERS.some((member) => member in key));
    if (leak) {
      throw new CommandProblem(
        'usage',
        `${path} holds a private key, which nobody but its owner may have. Nothing was sent.`,
        'Give the public keys alone.',
      );
    }
  }
  return jwks;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CommandProblem(
      'usage',
      `${path} cannot be read as JSON (${cause instanceof Error ? cause.message : 'unknown reason'}).`,
      'Give a file with the public keys as a JWK set: {"keys": [...]}.',
    );
  }
}

async function request(at: Administration, method: string, path: string, body?: unknown): Promise<Response> {
  const response = await ask(`${at.provider}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${at.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) {
    return response;
  }
  const problem = v.safeParse(AdminProblem, await response.json().catch(() => undefined));
  const said = problem.success ? `${problem.output.error}: ${problem.output.message}` : 'no reason given';
  throw new CommandProblem(
    'refused',
    `The provider refused (${response.status}, ${said}).`,
    response.status === 401
      ? 'The token is not the one of this provider: name the data folder of the running town with --data.'
      : 'Change the registration accordingly; `kazasu client list` shows what is registered.',
  );
}
