import { TrustView } from '@kazasu/provider/api';
import {
  ADMINISTRATION_PATHS,
  AdministratorsView,
  CarriedOut,
  ProposalView,
} from '@kazasu/server/administration/wire';
import { VerifierTrustView } from '@kazasu/verifier/api';
import * as v from 'valibot';
import { type Administration, administer } from '../command/index.ts';
import { createHash } from '../crypto.ts';
import { CommandProblem } from '../problem.ts';
import type { AnyChange } from './change.ts';

const ADMIN = { command: 'admin' } as const;

async function get<Schema extends v.GenericSchema>(
  at: Administration,
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return v.parse(schema, await (await administer(at, ADMIN, { method: 'GET', path })).json());
}

export function listAdministrators(at: Administration): Promise<AdministratorsView> {
  return get(at, ADMINISTRATION_PATHS.administrators, AdministratorsView);
}

export async function trust(at: Administration): Promise<TrustView | VerifierTrustView> {
  if (at.service === 'authority') {
    throw new CommandProblem('usage', 'An authority believes nobody.', 'Give --provider or --verifier.');
  }
  return get(at, ADMINISTRATION_PATHS.trust, at.service === 'verifier' ? VerifierTrustView : TrustView);
}

const EncryptionKeys = v.object({ generation: v.number() });

/** Of the keys that a verifier's results are encrypted to. */
export function encryptionGeneration(at: Administration): Promise<v.InferOutput<typeof EncryptionKeys>> {
  return get(at, '/admin/encryption-keys', EncryptionKeys);
}

export function pending(at: Administration): Promise<ProposalView[]> {
  return get(at, `${ADMINISTRATION_PATHS.proposals}?state=pending`, v.array(ProposalView));
}

/** With a digest that was made here, of the content as it came. */
export async function show(at: Administration, id: string): Promise<ProposalView> {
  const proposal = await get(at, pathOf(ADMINISTRATION_PATHS.proposal, id), ProposalView);
  const digest = createHash('sha256').update(proposal.content, 'utf8').digest('hex');
  if (digest === proposal.digest) return proposal;
  throw new CommandProblem(
    'refused',
    'The service names another digest than its content has.',
    'Approve nothing; have the database and the audit log looked at.',
  );
}

export async function propose(at: Administration, change: AnyChange): Promise<ProposalView> {
  const path = ADMINISTRATION_PATHS.proposals;
  const response = await administer(at, ADMIN, { method: 'POST', path, body: change });
  return v.parse(ProposalView, await response.json());
}

export type Decided = { readonly proposal: ProposalView; readonly outcome?: CarriedOut['outcome'] };

/** `typed`: the digest, or its first 16 digits, as it was shown to whoever decides. */
export async function decide(
  at: Administration,
  { id, typed, how }: { readonly id: string; readonly typed: string; readonly how: 'approval' | 'rejection' },
): Promise<Decided> {
  const { digest } = await show(at, id);
  if (!/^[0-9a-f]{16,64}$/.test(typed) || !digest.startsWith(typed)) {
    throw new CommandProblem(
      'refused',
      'The proposal has another content than the one with this digest. Nothing was sent.',
      'Look at it with `kazasu admin show`, and give the digest that it names, or its first 16 digits.',
    );
  }
  const path = pathOf(ADMINISTRATION_PATHS[how], id);
  const response = await administer(at, ADMIN, { method: 'POST', path, body: { digest } });
  const body: unknown = await response.json();
  return how === 'approval' ? v.parse(CarriedOut, body) : { proposal: v.parse(ProposalView, body) };
}

function pathOf(pattern: string, id: string): string {
  return pattern.replace(':proposalId', encodeURIComponent(id));
}
