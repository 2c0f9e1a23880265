import { equal } from '@kazasu/bytes';
import { parseSignaturePart } from '@kazasu/evidence';
import { isParseError, parseCertificate, parseTextItems, type TextItems } from '@kazasu/pki';
import { randomId } from '@kazasu/server/random';
import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { Id, Instant, type Route, route, Slug } from '../openapi/index.ts';
import { requirePurpose } from '../purpose.ts';
import { Items, itemsOf } from './answer.ts';
import { insertItemRequest, listItemRequests } from './item-request-store.ts';
import { findRecord } from './read-routes.ts';

const OneParams = v.strictObject({ id: Id });
const ItemRequestView = v.strictObject({ purpose: v.string(), keyId: v.string(), at: Instant });

export const ITEM_ROUTES: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/verifications/{id}/items',
    operationId: 'requestItems',
    tag: 'verifications',
    access: 'items',
    summary: { ja: '氏名等を、目的を示して改めて取得する', en: 'Get the items again, stating what for' },
    description: {
      ja: '目的、日時、使われたAPIキーが記録に残ります。',
      en: 'Purpose, time and key are written down.',
    },
    request: { params: OneParams, body: v.strictObject({ purpose: Slug }) },
    responses: {
      200: {
        description: { ja: '証明書に記載された4情報', en: 'the four items of the certificate' },
        schema: v.strictObject({ id: Id, items: Items }),
      },
    },
    problems: ['verification-unknown', 'verification-erased', 'items-unavailable', 'purpose-not-allowed'],
    handle: async ({ caller, params: { id }, body: { purpose } }, deps) => {
      const { tenantId } = caller.tenant;
      const record = await findRecord(deps, caller, id);
      requirePurpose(caller, purpose);
      if (record.verdict !== 'valid') throw new VerifierError('items-unavailable');
      const items = await openItems(deps, tenantId, id);
      const at = deps.clock.now();
      await insertItemRequest(deps.store, {
        id: randomId(),
        tenantId,
        recordId: id,
        purpose,
        keyId: caller.keyId,
        at,
      });
      return { status: 200, json: { id, items: itemsOf(items) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/verifications/{id}/items/requests',
    operationId: 'listItemRequests',
    tag: 'verifications',
    access: 'read',
    summary: { ja: '氏名等を改めて取得した記録を見る', en: 'See who asked for the items again' },
    request: { params: OneParams },
    responses: {
      200: {
        description: { ja: '新しい順の記録（100件まで）', en: 'the newest first, at most 100' },
        schema: v.strictObject({ requests: v.array(ItemRequestView) }),
      },
    },
    problems: ['verification-unknown'],
    handle: async ({ caller, params: { id } }, deps) => {
      await findRecord(deps, caller, id);
      return {
        status: 200,
        json: { requests: await listItemRequests(deps.store, caller.tenant.tenantId, id) },
      };
    },
  }),
];

/** From the sealed certificate, while there is a key to it. */
async function openItems(
  { evidence }: Pick<VerifierDeps, 'evidence'>,
  tenantId: string,
  id: string,
): Promise<TextItems> {
  const opened = await evidence.open(tenantId, id);
  const part = opened?.parts.signature;
  if (part === undefined) throw new VerifierError('verification-erased');
  const [first, ...others] = parseSignaturePart(part.content).signatures.map(
    ({ certificate }) => certificate,
  );
  if (first === undefined || !others.every((other) => equal(other, first))) {
    throw new VerifierError('items-unavailable');
  }
  try {
    return parseTextItems(parseCertificate(first));
  } catch (error) {
    if (isParseError(error)) throw new VerifierError('items-unavailable', {}, error);
    throw error;
  }
}
