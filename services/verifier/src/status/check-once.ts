import { fromUtf8 } from '@kazasu/bytes';
import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { Once, StoredRecord } from '../evidence/index.ts';
import { type AskAuthority, askAuthority } from '../judge/index.ts';
import { type CheckDeps, type CheckRequest, checkStatus } from './check.ts';
import { StatusAnswer, type StatusCheckView, viewOf } from './messages.ts';

export type OnceDeps = CheckDeps & Pick<VerifierDeps, 'inProgress'>;

export interface Checked {
  readonly view: StatusCheckView;
  /** The answer to an earlier request of the same key. */
  readonly replayed: boolean;
}

/** With `once`, a request of a key that is there gets the answer that is there, and is neither asked nor recorded again. */
export async function checkOnce(
  deps: OnceDeps,
  request: CheckRequest,
  ask: AskAuthority = askAuthority,
): Promise<Checked> {
  const { once, tenantId } = request;
  if (once === undefined) return { view: viewOf(await checkStatus(deps, request, ask)), replayed: false };
  return deps.inProgress.run(once.key, async () => {
    const known = await deps.evidence.findOnce(tenantId, once.key);
    if (known !== undefined) return replay(known, once);
    const { before, ...check } = await checkStatus(deps, request, ask);
    return before === undefined ? { view: viewOf(check), replayed: false } : replay(before, once);
  });
}

/** Of somebody who was erased since, there is nothing left to tell. */
function replay({ id, leafIndex, fingerprint, answer }: StoredRecord, once: Once): Checked {
  if (fingerprint !== once.fingerprint) throw new VerifierError('idempotency-key-reused');
  if (answer === undefined) throw new VerifierError('certificate-unknown');
  const kept = v.parse(StatusAnswer, JSON.parse(fromUtf8(answer)));
  return { view: { ...kept, evidence: { id, leafIndex } }, replayed: true };
}
