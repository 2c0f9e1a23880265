import { hashToken, sameText } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import type { StatusService, UsageReport, VerifierList, VerifierRequest, VerifierToken } from '../api.ts';
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

/** Makes a contract; the token is shown this once. Throws `verifier_exists`. */
export async function addVerifier(deps: AuthorityDeps, request: VerifierRequest): Promise<VerifierToken> {
  const token = randomToken();
  const { verifierId } = request;
  const isNew =
    verifierId !== DEFAULT_VERIFIER_ID &&
    (await insertVerifier(deps.store, request, hashToken(token), deps.clock.now()));
  if (!isNew) throw new AuthorityError('verifier_exists', 'there is a verifier of this name');
  return { verifierId, token };
}

/** Ends a contract. Throws `verifier_unknown`. */
export async function removeVerifier(deps: AuthorityDeps, verifierId: string): Promise<void> {
  if (!(await endVerifier(deps.store, verifierId, deps.clock.now()))) {
    throw new AuthorityError('verifier_unknown', 'no such verifier');
  }
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
