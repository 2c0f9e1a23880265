import { AuthorityChange } from '@kazasu/authority/api';
import { ADMIN_PATHS, Change } from '@kazasu/provider/api';
import { VerifierChange } from '@kazasu/verifier/api';
import * as v from 'valibot';
import { type Administration, administer, readJson, readJwks } from '../command/index.ts';
import { CommandProblem } from '../problem.ts';
import { encryptionGeneration, trust } from './proposals.ts';

/** Of whichever service. */
export type AnyChange = Change | VerifierChange | AuthorityChange;

const CHANGES = { provider: Change, verifier: VerifierChange, authority: AuthorityChange } as const;

export interface ProposeOptions {
  readonly in?: string;
  readonly id?: string;
  readonly role?: readonly string[];
  readonly jwks?: string;
  readonly tokenHash?: string;
}

/** As `kazasu keys rotate --in` is typed (apps/serve/src/keys.ts); the contract wants seconds. */
const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** What was typed behind `propose` as the contract has it; what a change is made from (the version that stands) is asked there. */
export async function changeOf(
  at: Administration,
  [what = '', ...words]: readonly string[],
  options: ProposeOptions,
): Promise<AnyChange> {
  const [first = '', second, third] = words;
  const made = async (): Promise<unknown> => {
    if (what === 'key' && at.service === 'verifier') return encryptionChange(at, first, second, options.in);
    if (what === 'key')
      return keyChange(first, { purpose: second, version: third, ahead: options.in ?? '24h' });
    if (what === 'contract' && first === 'add') {
      const contract = readJson(second ?? '', CONTRACT_WANTS);
      return { kind: 'contract.add', contract, tokenHash: options.tokenHash };
    }
    if (what === 'trust' && at.service !== 'authority') {
      const { version } = await trust(at);
      return { kind: 'trust.replace', replaces: version, trust: readJson(first, TRUST_WANTS) };
    }
    if (what === 'administrator') return administratorChange(first, second, options);
    if (what === 'epoch' && first === 'raise' && (at.service ?? 'provider') === 'provider') {
      const path = ADMIN_PATHS.epoch;
      const response = await administer(at, { command: 'admin' }, { method: 'GET', path });
      return {
        kind: 'epoch.raise',
        from: v.parse(v.object({ number: v.number() }), await response.json()).number,
      };
    }
    return undefined;
  };
  const schema: v.GenericSchema<unknown, AnyChange> = CHANGES[at.service ?? 'provider'];
  const checked = v.safeParse(schema, await made());
  if (checked.success) return checked.output;
  throw new CommandProblem(
    'usage',
    'That is no change that two could agree to.',
    'See `kazasu admin propose --help`.',
  );
}

const TRUST_WANTS =
  'Give a file as `kazasu admin trust --json` prints it: {"anchors": [...], "cardIssuerKeys": [...]}.';

const CONTRACT_WANTS =
  'Give a file with the terms: {"verifierId": "bank", "name": "...", "purposes": [...], "defaultPurpose": "...", "quotas": {}}.';

/** Of a verifier; `overlap` is how long what was encrypted to the keys before still opens. */
async function encryptionChange(
  at: Administration,
  what: string,
  purpose: string | undefined,
  overlap = '30d',
): Promise<object> {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(overlap) ?? [];
  const { generation: replaces } = await encryptionGeneration(at);
  const overlapSeconds = Number(number) * UNITS[unit as keyof typeof UNITS];
  return { kind: `key.${what}`, purpose, replaces, overlapSeconds };
}

function keyChange(
  what: string,
  { purpose, version, ahead }: { purpose?: string | undefined; version?: string | undefined; ahead: string },
): object {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(ahead) ?? [];
  const kind = `key.${what}`;
  if (what === 'rotate') {
    return { kind, purpose, aheadSeconds: Number(number) * UNITS[unit as keyof typeof UNITS] };
  }
  return what === 'replace' ? { kind, purpose } : { kind, purpose, version: Number(version) };
}

function administratorChange(
  what: string,
  id: string | undefined,
  { role = [], jwks, ...options }: ProposeOptions,
): object {
  const administratorId = id ?? options.id;
  if (what === 'remove') return { kind: 'administrator.remove', administratorId };
  const set = jwks === undefined ? undefined : (readJwks(jwks) as { keys?: unknown[] });
  return {
    kind: `administrator.${what}`,
    administrator: { administratorId, roles: role, jwk: set?.keys?.[0] },
  };
}
