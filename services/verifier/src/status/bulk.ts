import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { Slug } from '../openapi/index.ts';
import { type CheckDeps, checkStatus } from './check.ts';
import { isOne, StatusCheckView, Subject, viewOf } from './messages.ts';
import { type AskAuthority, askingOnce } from './source.ts';

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

/** One result for each item, in their order; what cannot be answered for one stops no other. */
export async function checkMany(
  deps: CheckDeps,
  tenantId: string,
  { purpose, items }: BulkRequest,
): Promise<BulkResult[]> {
  const ask = askingOnce();
  const results: BulkResult[] = [];
  for (let first = 0; first < items.length; first += TOGETHER) {
    const some = items.slice(first, first + TOGETHER);
    const requests = some.map((item) => ({ ...item, tenantId, purpose, method: 'crl' as const }));
    results.push(...(await Promise.all(requests.map((request) => one(deps, request, ask)))));
  }
  return results;
}

async function one(
  deps: CheckDeps,
  request: Parameters<typeof checkStatus>[1],
  ask: AskAuthority,
): Promise<BulkResult> {
  try {
    return viewOf(await checkStatus(deps, request, ask));
  } catch (error) {
    const code = REFUSALS.find((known) => error instanceof VerifierError && error.code === known);
    if (code === undefined) throw error;
    return { error: code };
  }
}
