import { readFileSync } from 'node:fs';
import { AdminProblem } from '@kazasu/provider/api';
import * as v from 'valibot';
import { ask } from '../http.ts';
import { CommandProblem } from '../problem.ts';

/** Where clients and platform operators are administered: the provider's base, and the token that opens it. */
export interface Administration {
  readonly provider: string;
  readonly token: string;
}

/** What is registered: the command that does it, and the option behind each member, with what it wants. */
export interface Registered {
  readonly command: 'client' | 'operator' | 'audit';
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

/** One request to the administration; a refusal is a CommandProblem that says what the provider said. */
export async function administer(
  at: Administration,
  { command }: Pick<Registered, 'command'>,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Response> {
  const response = await ask(`${at.provider}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${at.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return response;
  const problem = v.safeParse(AdminProblem, await response.json().catch(() => undefined));
  const said = problem.success ? `${problem.output.error}: ${problem.output.message}` : 'no reason given';
  throw new CommandProblem(
    'refused',
    `The provider refused (${response.status}, ${said}).`,
    response.status === 401
      ? 'The token is not the one of this provider: name the data folder of the running town with --data.'
      : `Change the registration accordingly; \`kazasu ${command} list\` shows what is registered.`,
  );
}
