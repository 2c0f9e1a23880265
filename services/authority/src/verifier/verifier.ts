import { hashToken, sameText } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { StatusService, UsageReport, VerifierList, VerifierRequest, VerifierToken } from '../api.ts';
import { appendAudit } from '../audit/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { listUsage } from './usage-store.ts';
import { endVerifier, findByToken, insertVerifier, listVerifiers } from './verifier-store.ts';

/** Somebody under contract who asks. */
export interface Verifier extends Pick<VerifierRequest, 'verifierId' | 'defaultPurpose'> {
  /** How many questions a day; undefined without limit. */
  quotaOf(service: StatusService): number | undefined;
  /** Throws `purpose_refused` for what the contract does not allow. */
  requirePurpose(purpose: string): void;
}

/** The verifier whose token is in the configuration: any purpose, no limit. */
export const DEFAULT_VERIFIER_ID = 'default';
const DEFAULT_VERIFIER: Verifier = {
  verifierId: DEFAULT_VERIFIER_ID,
  defaultPurpose: 'authentication',
  quotaOf: () => undefined,
  requirePurpose: () => {},
};

/** Undefined for a token that opens nothing. */
export async function verifierOf(deps: AuthorityDeps, token: string): Promise<Verifier | undefined> {
  if (sameText(token, deps.config.verifierToken)) return DEFAULT_VERIFIER;
  // A token is 43 characters; nothing longer needs to be looked for.
  const record = token.length <= 100 ? await findByToken(deps.store, hashToken(token)) : undefined;
  if (!record) return undefined;
  const { verifierId, defaultPurpose, purposes, quotas } = record;
  return {
    verifierId,
    defaultPurpose,
    quotaOf: (service) => quotas[service],
    requirePurpose: (purpose) => {
      if (!purposes.includes(purpose)) {
        throw new AuthorityError('purpose_refused', 'the contract does not allow this purpose');
      }
    },
  };
}

/** Throws `verifier_exists`, also where the token is another verifier's. */
export async function makeContract(
  within: StatementRunner,
  request: VerifierRequest,
  { tokenHash, at }: { readonly tokenHash: string; readonly at: number },
): Promise<void> {
  const isNew =
    request.verifierId !== DEFAULT_VERIFIER_ID &&
    (await insertVerifier(within, request, tokenHash, Math.floor(at)));
  if (!isNew) throw new AuthorityError('verifier_exists', 'there is a verifier of this name, or token');
}

/** Makes a contract; the token is shown this once. Throws `verifier_exists`. */
export async function addVerifier(
  deps: AuthorityDeps,
  request: VerifierRequest,
  actor: string,
): Promise<VerifierToken> {
  const token = randomToken();
  const { verifierId } = request;
  const at = Math.floor(deps.clock.now());
  await deps.store.transaction(async (within) => {
    await makeContract(within, request, { tokenHash: hashToken(token), at });
    await appendAudit(within, entryOf('contract', actor, verifierId, at));
  });
  return { verifierId, token };
}

/** Ends a contract. Throws `verifier_unknown`. */
export async function removeVerifier(deps: AuthorityDeps, verifierId: string, actor: string): Promise<void> {
  const at = Math.floor(deps.clock.now());
  await deps.store.transaction(async (within) => {
    if (!(await endVerifier(within, verifierId, at))) {
      throw new AuthorityError('verifier_unknown', 'no such verifier');
    }
    await appendAudit(within, entryOf('contract-end', actor, verifierId, at));
  });
}

/** Who may ask what is decided at the counter, so it is in the audit; the reason names the verifier. */
function entryOf(event: 'contract' | 'contract-end', actor: string, verifierId: string, at: number) {
  return { at, event, actor, residentId: null, certificates: [], reason: verifierId, outcome: 'done' };
}

/** Those with a contract of their own; the one of the configuration is not among them. */
export async function verifiers(deps: AuthorityDeps): Promise<VerifierList> {
  const records = await listVerifiers(deps.store);
  return {
    verifiers: records.map(({ tokenHash: _, createdAt: __, endedAt, ...contract }) => ({
      ...contract,
      ...(endedAt !== null && { endedAt }),
    })),
  };
}

const FIRST_DAY = '00000000';
const LAST_DAY = '99999999';

export async function usageOf(
  deps: AuthorityDeps,
  verifierId: string,
  { from = FIRST_DAY, to = LAST_DAY }: { from?: string | undefined; to?: string | undefined },
): Promise<UsageReport> {
  return { verifierId, usage: await listUsage(deps.store, verifierId, from, to) };
}
