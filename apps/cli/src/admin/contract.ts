/** Contracts of an authority with verifiers; a new one is proposed (change.ts). */
import { PATHS, VerifierList } from '@kazasu/authority/api';
import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import * as v from 'valibot';
import { type Administration, administer, writeNew } from '../command/index.ts';
import { table } from '../terminal.ts';

const CONTRACT = { command: 'contract' } as const;

/** Writes a new token into a file of its owner's; an existing one is never replaced. Returns the hash, which is no secret. */
export function createToken(path: string): string {
  const token = randomToken();
  writeNew(path, token, 0o600);
  return hashToken(token);
}

export async function listContracts(at: Administration): Promise<VerifierList['verifiers']> {
  const response = await administer(at, CONTRACT, { method: 'GET', path: PATHS.verifiers });
  return v.parse(VerifierList, await response.json()).verifiers;
}

export async function endContract(at: Administration, verifierId: string): Promise<void> {
  const path = PATHS.verifier.replace(':verifierId', encodeURIComponent(verifierId));
  await administer(at, CONTRACT, { method: 'DELETE', path });
}

export function contractTable(contracts: VerifierList['verifiers']): string {
  return table(
    contracts.map(({ verifierId, name, purposes, endedAt }) => [
      verifierId,
      name,
      purposes.join(' '),
      endedAt === undefined ? '' : `ended ${new Date(endedAt).toISOString()}`,
    ]),
  );
}
