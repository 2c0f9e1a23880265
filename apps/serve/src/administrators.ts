/** `kazasu admin add` and `remove`: named administrators, with the service's database and keys at hand. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type Administrator,
  AdministratorError,
  type OnMachine,
  registrationIn,
} from '@kazasu/server/administration';
import { environment } from '@kazasu/server/config';
import { runAtHand, UsageError, withServiceAtHand } from './at-hand.ts';
import { ADMINISTERED, isAdministered } from './services.ts';

const OPTIONS = {
  service: { type: 'string' },
  config: { type: 'string' },
  id: { type: 'string' },
  role: { type: 'string', multiple: true },
  jwks: { type: 'string' },
  alone: { type: 'boolean' },
  by: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export const ADMINISTRATORS_HELP = `kazasu admin add --id ID --role ROLE --jwks FILE [OPTIONS]
kazasu admin remove --id ID --alone [OPTIONS]

Named administrators of a service, written with its database and its keys at hand, while it runs or stands still. Settings are those of
kazasu serve SERVICE. This is how the first two come. When two key administrators are there, they add and remove
others: kazasu admin propose.

Options:
  --service NAME  ${Object.keys(ADMINISTERED).join(', ')} (provider)
  --id ID         who: letters, digits and . _ -
  --role ROLE     viewer, key-admin; client-admin of the provider, tenant-admin of the verifier,
                  contract-admin of the authority; may be given several times
  --jwks FILE     the public key, as kazasu admin key writes it
  --alone         although two could agree to it, or to remove: for when their keys are lost or stolen. The audit log says so
  --config FILE   settings as JSON; KAZASU_CONFIG names it too
  --by NAME       who does it, for the audit log (admin)
  --json          answer as JSON

See docs/operate/admin.md.`;

type Typed = ReturnType<typeof parse>;

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
}

/** Does what was typed behind `kazasu admin`; resolves to the exit code. */
export async function administratorsCommand(
  words: readonly string[],
  say: (text: string) => void = (text) => void process.stdout.write(`${text}\n`),
  onProblem: (text: string) => void = (text) => void process.stderr.write(`${text}\n`),
  variables = environment(),
): Promise<number> {
  return runAtHand({ parse, help: ADMINISTRATORS_HELP, name: 'kazasu admin add', run, messageOf }, words, {
    say,
    onProblem,
    variables,
  });
}

async function run(typed: Typed, variables: ReturnType<typeof environment>): Promise<string> {
  const { service = 'provider' } = typed.values;
  if (!isAdministered(service)) {
    throw new UsageError(`--service is one of ${Object.keys(ADMINISTERED).join(', ')}`);
  }
  const { openOnMachine, ADMINISTRATOR_ROLES: roles } = await ADMINISTERED[service]();
  const all = await withServiceAtHand(service, typed.values, variables, async (atHand) => {
    const machine = await openOnMachine(atHand);
    await act(machine, typed, roles);
    return machine.list();
  });
  return typed.values.json === true ? JSON.stringify(all, null, 2) : all.map(line).join('\n');
}

async function act(
  machine: OnMachine,
  { positionals, values }: Typed,
  roles: readonly string[],
): Promise<void> {
  const [what, ...more] = positionals;
  const { id, alone = false } = values;
  if (more.length > 0 || id === undefined) throw new UsageError('add or remove, and --id');
  if (what === 'add') {
    await machine.add(registrationOf(id, values, roles), alone);
    return;
  }
  if (what !== 'remove') throw new UsageError('add or remove?');
  if (!alone)
    throw new UsageError('on the machine an administrator is removed with --alone; otherwise propose it');
  await machine.remove(id, true);
}

function registrationOf(id: string, { role = [], jwks }: Typed['values'], roles: readonly string[]) {
  if (jwks === undefined) throw new UsageError('--jwks names the file with the public key');
  const typed = { administratorId: id, roles: role, jwk: publicKeyIn(jwks) };
  const registration = registrationIn(typed, roles);
  if (registration !== undefined) return registration;
  throw new UsageError(`--id: letters, digits and . _ -; --role: ${roles.join(', ')}`);
}

/** One JWK, or a set of one. */
function publicKeyIn(path: string): unknown {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as { keys?: unknown[] };
    return Array.isArray(value.keys) && value.keys.length === 1 ? value.keys[0] : value;
  } catch (cause) {
    throw new UsageError(`${path} cannot be read as JSON`, { cause });
  }
}

function messageOf(error: Error): string | undefined {
  if (!(error instanceof AdministratorError)) return undefined;
  return error.code === 'administrator/two-are-there'
    ? `${error.message}: kazasu admin propose administrator add. If their keys are lost, --alone.`
    : error.message;
}

function line({ administratorId, roles, thumbprint }: Administrator): string {
  return `${administratorId}  ${roles.join(',')}  ${thumbprint}`;
}
