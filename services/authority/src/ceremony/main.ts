/** `npm run ceremony -- …`: what is typed, and what is printed. The steps are in hold.ts. */
import { parseArgs } from 'node:util';
import { systemClock } from '@kazasu/server/clock';
import {
  KeyError,
  openKeyFolder,
  openTokenKeys,
  protectFolder,
  readPassphrase,
  type SigningKeys,
  signingKeysIn,
} from '@kazasu/server/keys';
import { AuthorityError } from '../error.ts';
import { type CeremonyResult, holdCeremony } from './hold.ts';
import { refused } from './openssl.ts';
import { verifyCeremonies } from './verify.ts';

const HELP = `npm run ceremony -- roots|next|verify|protect|pin [OPTIONS]

  roots     makes the first generation of both roots
  next      makes one more generation of each, under the same names; the old ones work on until their end
  verify    checks everything that ceremonies have written, with OpenSSL
  protect   puts a folder of open keys under the custodians' passphrases
  pin       prints the PIN that the custodians' passphrases make for a token

  --out FOLDER          where certificates, protocol and roots.json go, or are
  --keys FOLDER         keys in files, encrypted; or
  --module FILE         keys in a token: its PKCS#11 module, and
  --token LABEL         the label of the token
  --custodian FILE      a custodian's passphrase; at least twice, always in the same order
  --organisation NAME   O of all names (JPKI-TEST)
  --card next           roots of the next card's generation, on P-384
  --dry-run             rehearses with keys in memory and writes nothing
  --json                the result as JSON
  --help                this text`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    keys: { type: 'string' },
    module: { type: 'string' },
    token: { type: 'string' },
    custodian: { type: 'string', multiple: true, default: [] },
    organisation: { type: 'string', default: 'JPKI-TEST' },
    card: { type: 'string', default: 'current' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function needed(name: 'out' | 'keys' | 'token'): string {
  const value = values[name];
  if (value === undefined) throw refused(`--${name} is missing`);
  return value;
}

async function signingKeys(): Promise<SigningKeys & { close?: () => void }> {
  const passphrase = await readPassphrase(values.custodian);
  if (values.module === undefined) return signingKeysIn(openKeyFolder(needed('keys'), { passphrase }));
  return openTokenKeys({ module: values.module, token: needed('token'), pin: passphrase, mayCreate: true });
}

async function hold(kind: 'roots' | 'next'): Promise<string> {
  if (values.organisation === 'JPKI') throw refused('JPKI is the name of the real hierarchy');
  if (values.custodian.length < 2)
    throw refused('a ceremony takes the passphrases of at least two custodians');
  const cards = (['current', 'next'] as const).find((name) => name === values.card);
  if (cards === undefined) throw refused('--card is current or next');
  const folder = needed('out');
  const signing = await signingKeys();
  const { organisation, 'dry-run': dryRun } = values;
  const plan = { kind, organisation, cards, folder, dryRun, signing, custodians: values.custodian.length };
  try {
    const result = await holdCeremony({ ...plan, now: systemClock.now });
    return values.json ? JSON.stringify(result) : told(result, folder);
  } finally {
    signing.close?.();
  }
}

function told({ protocol, files, dryRun }: CeremonyResult, folder: string): string {
  const lines = protocol.map(({ number, step, detail }) => {
    const details = Object.entries(detail).map(([name, value]) => `     ${name}: ${value}`);
    return [`${number}. ${step}`, ...details].join('\n');
  });
  const end = dryRun ? 'A rehearsal: nothing was kept.' : `Written to ${folder}: ${files.join(', ')}`;
  return [...lines, end].join('\n');
}

function verify(): string {
  const roots = verifyCeremonies(needed('out'));
  if (values.json) return JSON.stringify({ roots });
  return roots.map(({ name, sha256 }) => `${name}  SHA-256 ${sha256}  OK`).join('\n');
}

async function protect(): Promise<string> {
  const files = await protectFolder(needed('keys'), await readPassphrase(values.custodian));
  return values.json ? JSON.stringify({ files }) : `encrypted: ${files.join(', ') || 'nothing, all were'}`;
}

const COMMANDS = new Map<string, () => Promise<string> | string>([
  ['roots', () => hold('roots')],
  ['next', () => hold('next')],
  ['verify', verify],
  ['protect', protect],
  ['pin', async () => (await readPassphrase(values.custodian)).text],
]);

async function main(): Promise<number> {
  const [name = '', ...more] = positionals;
  const command = COMMANDS.get(name);
  if (values.help || command === undefined || more.length > 0) {
    process.stdout.write(`${HELP}\n`);
    return values.help ? 0 : 2;
  }
  try {
    process.stdout.write(`${await command()}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof AuthorityError) && !(error instanceof KeyError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main();
