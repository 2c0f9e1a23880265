import { AuthorityUnreachable } from '@kazasu/authority/client';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { dayInJapan } from '../key/day.ts';
import type { ProblemCode } from '../problem/catalogue.ts';

type AuthorityDeps = Pick<VerifierDeps, 'authority' | 'clock' | 'log'>;

const RETRY_SECONDS = 30;

/** Asks, and turns a refusal into the problem that it is here; everything else is that the authority is away. */
export async function asking<T>(
  { log }: Pick<VerifierDeps, 'log'>,
  ask: () => Promise<T>,
  refusals: Readonly<Record<string, ProblemCode>>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    log.warn('authority.refused', { code: error.code, reason: error.refusal });
    const { refusal } = error;
    const code = refusal !== undefined && Object.hasOwn(refusals, refusal) ? refusals[refusal] : undefined;
    if (code !== undefined) throw new VerifierError(code, {}, error);
    throw new VerifierError('authority-unavailable', { retryAfter: RETRY_SECONDS }, error);
  }
}

/** Our own name at each authority, which never changes; asked for once. */
const NAMES = new WeakMap<VerifierDeps['authority'], Promise<string>>();

/** How the authority calls this operator: what a consent has to name. */
export function ownName(deps: AuthorityDeps): Promise<string> {
  const { authority, clock } = deps;
  const known = NAMES.get(authority);
  if (known !== undefined) return known;
  const day = dayInJapan(clock.now());
  const asked = asking(deps, async () => (await authority.ownUsage({ from: day, to: day })).verifierId, {});
  NAMES.set(authority, asked);
  asked.catch(() => NAMES.delete(authority));
  return asked;
}
