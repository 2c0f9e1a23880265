/** `kazasu keys`: the provider's keys, through the configuration of its service. */
import { parseArgs } from 'node:util';
import {
  DEFAULT_AHEAD_MS,
  KEY_PURPOSES,
  type KeyAdministration,
  KeyChangeError,
  type KeyInState,
  type KeyPurpose,
  type KeyRecord,
  keyAdministration,
  ROTATED_PURPOSES,
  SIGNING_PURPOSES,
} from '@kazasu/provider/keys';
import { environment } from '@kazasu/server/config';
import { runAtHand, UsageError, withServiceAtHand } from './at-hand.ts';

const OPTIONS = {
  config: { type: 'string' },
  in: { type: 'string' },
  compromised: { type: 'boolean' },
  by: { type: 'string' },
  alone: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export const KEYS_HELP = `kazasu keys WHAT [OPTIONS]

The keys of the provider, while it runs on any number of nodes or stands still. Settings are those of kazasu serve provider.
Where two administrators must agree, these change keys only with --alone; otherwise see kazasu admin propose.

  init                        make the tables and the first version of each key; needed once where keys lie in a token
  list                        every version: what it is now, and from when
  rotate [PURPOSE…]           make the next version, published now and used in 24 hours (all keys that sign)
      --in 90m|24h|7d         … or then; at least 30 seconds
      --compromised           it was stolen: no earlier version is believed from now on, the new one counts in 30 seconds; of keys that sign
  retire PURPOSE VERSION      take a next version back, or believe an old one no more
  reseal                      seal anew by the current version of items what is kept for years; may be broken off and begun again
  destroy PURPOSE VERSION     take a version that is gone out of the folder or the token

Options:
  --config FILE   settings as JSON; KAZASU_CONFIG names it too
  --by NAME       who does it, for the audit log (admin)
  --alone         where two administrators must agree: without them. The audit log says so
  --json          answer as JSON

PURPOSE is one of ${ROTATED_PURPOSES.join(', ')}. See docs/operate/keys.md.`;

type Typed = ReturnType<typeof parse>;

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
}

/** Does what was typed behind `kazasu keys`; resolves to the exit code. */
export async function keysCommand(
  words: readonly string[],
  say: (text: string) => void = (text) => void process.stdout.write(`${text}\n`),
  onProblem: (text: string) => void = (text) => void process.stderr.write(`${text}\n`),
  variables = environment(),
): Promise<number> {
  return runAtHand({ parse, help: KEYS_HELP, name: 'kazasu keys', run, messageOf }, words, {
    say,
    onProblem,
    variables,
  });
}

function run(typed: Typed, variables: ReturnType<typeof environment>): Promise<string> {
  return withAdministration(typed, variables, async (keys) => {
    if (typed.positionals[0] === 'reseal') return resealed(keys, typed);
    const rows = (await act(keys, typed)).map(told);
    return typed.values.json === true ? JSON.stringify(rows, null, 2) : table(rows);
  });
}

/** A change says what is in its way. */
function messageOf(error: Error): string | undefined {
  return error instanceof KeyChangeError ? error.message : undefined;
}

async function withAdministration<T>(
  typed: Typed,
  variables: ReturnType<typeof environment>,
  work: (keys: KeyAdministration) => Promise<T>,
): Promise<T> {
  return withServiceAtHand('provider', typed.values, variables, (atHand) => {
    const alone = typed.values.alone === true;
    if (atHand.fourEyes && !alone && CHANGES.includes(typed.positionals[0] ?? '')) {
      throw new KeyChangeError(
        'keys/two-needed',
        'two administrators must agree to a change of keys: kazasu admin propose key. If nobody is left to agree, --alone',
      );
    }
    return work(keyAdministration({ ...atHand, alone: alone && atHand.fourEyes }));
  });
}

const CHANGES: readonly string[] = ['rotate', 'retire', 'destroy'];

async function act(keys: KeyAdministration, typed: Typed): Promise<(KeyInState | KeyRecord)[]> {
  const [what, ...names] = typed.positionals;
  if (what === 'init' && names.length === 0) {
    await keys.init();
    return keys.list();
  }
  if (what === 'list' && names.length === 0) return keys.list();
  if (what === 'rotate') return rotate(keys, names, typed);
  if (what === 'retire') return [await keys.retire(versionOf(names))];
  if (what === 'destroy') return [await keys.destroy(versionOf(names))];
  throw new UsageError('init, list, rotate, retire, destroy or reseal?');
}

/** One line for each column that holds something sealed. */
async function resealed(keys: KeyAdministration, { positionals, values }: Typed): Promise<string> {
  if (positionals.length > 1) throw new UsageError('reseal takes no more words');
  const columns = await keys.reseal();
  if (values.json === true) return JSON.stringify(columns, null, 2);
  return columns
    .map(
      ({ table: name, column, looked, resealed: done, older }) =>
        `${name}.${column}: ${looked} looked at, ${done} sealed anew, ${older} under an earlier version`,
    )
    .join('\n');
}

async function rotate(keys: KeyAdministration, names: readonly string[], { values }: Typed) {
  const purposes = names.length === 0 ? SIGNING_PURPOSES : names.map(purposeOf);
  if (values.compromised === true && (names.length === 0 || values.in !== undefined)) {
    throw new UsageError('--compromised names its keys, and takes no time');
  }
  const aheadMs = values.in === undefined ? DEFAULT_AHEAD_MS : durationOf(values.in);
  const made: KeyRecord[] = [];
  for (const purpose of purposes) {
    made.push(await (values.compromised === true ? keys.replace(purpose) : keys.rotate(purpose, aheadMs)));
  }
  return made;
}

function purposeOf(name: string): KeyPurpose {
  const purpose = ROTATED_PURPOSES.find((known) => known === name);
  if (purpose === undefined) throw new UsageError(`which key? One of ${ROTATED_PURPOSES.join(', ')}`);
  return purpose;
}

function versionOf([name, version, ...more]: readonly string[]) {
  const purpose = KEY_PURPOSES.find((known) => known === name);
  if (purpose === undefined || !/^[1-9]\d{0,8}$/.test(version ?? '') || more.length > 0) {
    throw new UsageError('which version? Its purpose and number, as list shows them');
  }
  return { purpose, version: Number(version) };
}

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000 } as const;

function durationOf(text: string): number {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (number === undefined) throw new UsageError('--in is a number with s, m, h or d, such as 24h');
  return Number(number) * UNITS[unit as keyof typeof UNITS];
}

/** Public alone: names, numbers and times. */
function told(answer: KeyInState | KeyRecord) {
  const [record, state] = 'record' in answer ? [answer.record, answer.state] : [answer, undefined];
  const { purpose, version, keyId, name, createdAt, activeAt } = record;
  const times = { createdAt: new Date(createdAt).toISOString(), activeAt: new Date(activeAt).toISOString() };
  return { purpose, version, ...(state && { state }), keyId, name, ...times };
}

function table(rows: readonly ReturnType<typeof told>[]): string {
  const cells = rows.map((row) => [
    row.purpose,
    String(row.version),
    row.state ?? '',
    row.activeAt,
    row.name,
    row.keyId,
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((at) => Math.max(0, ...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
