import { equal } from '@kazasu/bytes';
import { isParseError, parseCertificate, parseTextItems, type TextItems } from '@kazasu/pki';
import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { Id, Instant, type Route, route } from '../openapi/index.ts';
import { Items, itemsOf } from './answer.ts';
import { DisclosureBody, openForPurpose, type SealedParts, writeDown } from './disclosure.ts';
import { GIVEN, listItemRequests } from './item-request-store.ts';
import { findRecord } from './read-routes.ts';

const OneParams = v.strictObject({ id: Id });
const ItemRequestView = v.strictObject({
  given: v.picklist(GIVEN),
  purpose: v.string(),
  keyId: v.string(),
  at: Instant,
});

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
    request: { params: OneParams, body: DisclosureBody },
    responses: {
      200: {
        description: { ja: '証明書に記載された4情報', en: 'the four items of the certificate' },
        schema: v.strictObject({ id: Id, items: Items }),
      },
    },
    problems: ['verification-unknown', 'verification-erased', 'items-unavailable', 'purpose-not-allowed'],
    handle: async ({ caller, params: { id }, body: { purpose } }, deps) => {
      const asked = { caller, id, purpose };
      const items = itemsIn(await openForPurpose(deps, asked));
      await writeDown(deps, asked, 'items');
      return { status: 200, json: { id, items: itemsOf(items) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/verifications/{id}/items/requests',
    operationId: 'listItemRequests',
    tag: 'verifications',
    access: 'read',
    summary: {
      ja: '氏名等や署名の値を取得した記録を見る',
      en: 'See who asked for items or signature values',
    },
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

/** From the sealed certificate of the one signer. */
function itemsIn({ record, signature }: SealedParts): TextItems {
  const [first, ...others] = signature.signatures.map(({ certificate }) => certificate);
  const isOne = first !== undefined && others.every((other) => equal(other, first));
  if (record.verdict !== 'valid' || !isOne) throw new VerifierError('items-unavailable');
  try {
    return parseTextItems(parseCertificate(first));
  } catch (error) {
    if (isParseError(error)) throw new VerifierError('items-unavailable', {}, error);
    throw error;
  }
}
