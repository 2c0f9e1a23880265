import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import type { Once } from '../evidence/index.ts';
import { onceAt } from '../idempotency/index.ts';
import type { AskAuthority } from '../judge/index.ts';
import { Slug } from '../openapi/index.ts';
import type { CheckRequest } from './check.ts';
import { checkOnce, type OnceDeps } from './check-once.ts';
import { isOne, StatusCheckView, Subject } from './messages.ts';
import { askingOnce } from './source.ts';

/** As many as one answer and one turn of the store take without strain. */
export const BULK_MAX = 1_000;
/** Under way at the same time. */
const TOGETHER = 50;

export const BulkRequest = v.strictObject({
  purpose: Slug,
  items: v.pipe(
    v.array(
      v.pipe(
        v.strictObject(Subject),
        v.check((item) => isOne(item)),
      ),
    ),
    v.minLength(1),
    v.maxLength(BULK_MAX),
  ),
});
export type BulkRequest = v.InferOutput<typeof BulkRequest>;

/** `unavailable`: nothing was recorded, and it may be asked again. */
const REFUSALS = ['certificate-unknown', 'revocation-unavailable'] as const;
const BulkResult = v.union([StatusCheckView, v.strictObject({ error: v.picklist(REFUSALS) })]);
export type BulkResult = v.InferOutput<typeof BulkResult>;
export const BulkAnswer = v.strictObject({ results: v.array(BulkResult) });

/**
 * One result for each item, in their order; what cannot be answered for one stops no other. With `once`, a repeat answers what
 * was answered, and asks again for what could not be.
 */
export async function checkMany(
  deps: OnceDeps,
  { tenantId, once }: { readonly tenantId: string; readonly once: Once | undefined },
  { purpose, items }: BulkRequest,
): Promise<BulkResult[]> {
  const ask = askingOnce();
  const results: BulkResult[] = [];
  for (let first = 0; first < items.length; first += TOGETHER) {
    const some = items.slice(first, first + TOGETHER);
    const requests = some.map((item, i) => ({
      ...{ ...item, tenantId, purpose, method: 'crl' as const },
      once: once && onceAt(once, first + i),
    }));
    results.push(...(await Promise.all(requests.map((request) => one(deps, request, ask)))));
  }
  return results;
}

async function one(deps: OnceDeps, request: CheckRequest, ask: AskAuthority): Promise<BulkResult> {
  try {
    return (await checkOnce(deps, request, ask)).view;
  } catch (error) {
    const code = REFUSALS.find((known) => error instanceof VerifierError && error.code === known);
    if (code === undefined) throw error;
    return { error: code };
  }
}
