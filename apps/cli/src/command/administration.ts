import { readFileSync } from 'node:fs';
import { toUtf8 } from '@kazasu/bytes';
import { createAdministrationRequest, type SigningKey } from '@kazasu/oidc';
import { ADMINISTRATOR_SCHEME, AdminProblem } from '@kazasu/provider/api';
import { systemClock } from '@kazasu/server/clock';
import { randomId } from '@kazasu/server/random';
import * as v from 'valibot';
import { ask } from '../http.ts';
import { CommandProblem } from '../problem.ts';

/** Where clients and platform operators are administered: the provider's base, and the token that opens it. */
export interface Administration {
  /** Its base address, whichever service it is. */
  readonly provider: string;
  /** Default the provider. */
  readonly service?: 'provider' | 'verifier' | 'authority';
  /** Of the town. */
  readonly token?: string;
  /** In its place: who signs each request. */
  readonly signer?: Signer;
}

export interface Signer {
  readonly administratorId: string;
  readonly key: SigningKey;
  /** The provider's base as it is known from outside. */
  readonly audience: string;
}

/** What is registered: the command that does it, and the option behind each member, with what it wants. */
export interface Registered {
  readonly command: 'client' | 'operator' | 'audit' | 'admin' | 'contract';
  readonly options: { readonly [member: string]: readonly [option: string, wants?: string] };
}

/** The registration as the contract has it, or all its faults at once, each under its option. */
export function checkRegistration<Schema extends v.GenericSchema>(
  { command, options }: Registered,
  schema: Schema,
  registration: unknown,
): v.InferOutput<Schema> {
  const checked = v.safeParse(schema, registration);
  if (checked.success) return checked.output;
  const faults = checked.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? '';
    const [option, wants] = options[path.split('.')[0] ?? ''] ?? [path];
    return `${option}: ${wants ?? issue.message}`;
  });
  throw new CommandProblem('usage', [...new Set(faults)].join('\n'), `See \`kazasu ${command} add --help\`.`);
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

export function readJson(
  path: string,
  wants = 'Give a file with the public keys as a JWK set: {"keys": [...]}.',
): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CommandProblem(
      'usage',
      `${path} cannot be read as JSON (${cause instanceof Error ? cause.message : 'unknown reason'}).`,
      wants,
    );
  }
}

/** One request to the administration; a refusal is a CommandProblem that says what the provider said. */
export async function administer(
  at: Administration,
  { command }: Pick<Registered, 'command'>,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Response> {
  const url = `${at.provider}${path}`;
  const sent = body === undefined ? '' : JSON.stringify(body);
  const response = await ask(url, {
    method,
    headers: {
      authorization: authorizationOf(at, { method, url, sent }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: sent }),
  });
  if (response.ok) return response;
  const problem = v.safeParse(AdminProblem, await response.json().catch(() => undefined));
  const said = problem.success ? `${problem.output.error}: ${problem.output.message}` : 'no reason given';
  throw new CommandProblem(
    'refused',
    `The ${at.service ?? 'provider'} refused (${response.status}, ${said}).`,
    remedyFor(at, { status: response.status, code: problem.success ? problem.output.error : '', command }),
  );
}

function authorizationOf(
  { token = '', signer }: Administration,
  { method, url, sent }: { readonly method: string; readonly url: string; readonly sent: string },
): string {
  if (signer === undefined) return `Bearer ${token}`;
  const { pathname, search } = new URL(url);
  const { key, ...who } = signer;
  const request = { ...who, method, path: `${pathname}${search}`, body: toUtf8(sent) };
  const once = { jti: randomId(), time: systemClock.now() };
  return `${ADMINISTRATOR_SCHEME} ${createAdministrationRequest({ ...request, ...once }, key)}`;
}

function remedyFor(
  { signer }: Administration,
  { status, code, command }: { readonly status: number; readonly code: string; readonly command: string },
): string {
  const known = REMEDIES[code];
  if (known !== undefined) return known;
  if (status === 401 && signer === undefined)
    return 'The token is not the one of this provider: name the data folder of the running town with --data.';
  if (status === 401)
    return 'Give the id and the key that are registered (--as, --key), the provider’s address as it is known from outside (--audience), and see that the clock is right.';
  if (command === 'admin') return '`kazasu admin pending` and `kazasu admin list` show what stands.';
  return `Change the registration accordingly; \`kazasu ${command} list\` shows what is registered.`;
}

const REMEDIES: { readonly [code: string]: string } = {
  'admin/named': 'Give who you are and your key: --provider, --as and --key.',
  'admin/role': 'Ask an administrator with the role; `kazasu admin list` shows them.',
  'admin/two-needed': 'Propose it: `kazasu admin propose --help`.',
  'proposal/own': 'Ask another key administrator to approve it.',
  'proposal/concerned': 'Ask another key administrator: it is about your own removal.',
  'proposal/too-many': 'Reject or take back what waits; `kazasu admin pending` shows it.',
  'proposal/digest': 'Look at it again with `kazasu admin show`.',
  'proposal/decided': '`kazasu admin show` tells what became of it.',
  'proposal/expired': 'Propose it anew.',
  verifier_exists: 'Give another id, or another token; `kazasu contract list` shows those that are taken.',
  'keys/changed': 'Look at what stands, and propose anew.',
  'trust/outdated': 'Look at what stands with `kazasu admin trust`, and propose anew.',
};
