import * as v from 'valibot';
import { Id, type Route, route } from '../openapi/index.ts';
import { requirePurpose } from '../purpose.ts';
import { listConsents } from './consent-store.ts';
import { giveConsent } from './give.ts';
import { latestItems } from './latest-items.ts';
import {
  ConsentQuery,
  ConsentRequest,
  ConsentView,
  LatestItemsRequest,
  LatestItemsView,
  PreparationRequest,
  PreparationView,
  viewOf,
} from './messages.ts';
import { prepareConsent } from './prepare.ts';

const PAGE = 50;
const CONSENT_OCTETS_MAX = 96 * 1024;

export const CONSENT_ROUTES: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/consents/prepare',
    operationId: 'prepareConsent',
    tag: 'consents',
    access: 'consents',
    summary: {
      ja: '最新4情報の提供についての同意文を作成する',
      en: 'Prepare a consent to the latest four items',
    },
    description: {
      ja: '本人が署名APIで署名する同意文を作成します。「digestInfo」を署名の対象として渡してください。',
      en: 'Writes the statement that the person signs by the signature API. "digestInfo" is what is given to that API.',
    },
    request: { body: PreparationRequest },
    responses: {
      201: { description: { ja: '同意文', en: 'the statement' }, schema: PreparationView },
    },
    problems: ['purpose-not-allowed', 'authority-unavailable'],
    handle: async ({ caller, body }, deps) => {
      requirePurpose(caller, body.purpose);
      return { status: 201, json: await prepareConsent(deps, caller.tenant.tenantId, body) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/consents',
    operationId: 'createConsent',
    tag: 'consents',
    access: 'consents',
    summary: { ja: '署名された同意を届ける', en: 'Hand in a signed consent' },
    description: {
      ja: '認証局に届け、同意として保存します。証明書は保存しません。1つの同意文で受け付けるのは、最初に届いた証明書の署名だけです。回答を受け取れなかったときは、24時間以内に同じ内容をもう一度送ってください。同じ同意が返ります。',
      en: 'Hands it to the authority and keeps it, without the certificate. A statement is for one signature: that of the certificate that came first. Where no answer came, send the same again within 24 hours: the answer is the same consent.',
    },
    request: { body: ConsentRequest, bodyMax: CONSENT_OCTETS_MAX },
    responses: { 201: { description: { ja: '同意', en: 'the consent' }, schema: ConsentView } },
    problems: [
      'consent-not-prepared',
      'consent-signature',
      'consent-refused',
      'consent-used',
      'consent-ended',
      'purpose-not-allowed',
      'certificate-malformed',
      'signed-result-unreadable',
      'signed-result-client',
      'authority-unavailable',
      'revocation-unavailable',
    ],
    handle: async ({ caller, body }, deps) => {
      const consent = await giveConsent(deps, caller, body);
      return { status: 201, json: viewOf(consent, deps.clock.now()) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/consents',
    operationId: 'listConsents',
    tag: 'consents',
    access: 'consents',
    summary: { ja: '同意の一覧を取得する', en: 'List the consents' },
    description: {
      ja: '本人による撤回は、次に最新4情報を取得するときに反映されます。',
      en: 'That a person took one back is learnt when the items are next asked for.',
    },
    request: { query: ConsentQuery },
    responses: {
      200: {
        description: { ja: '同意の一覧', en: 'consents, by their ids' },
        schema: v.strictObject({
          consents: v.array(ConsentView),
          /** `after` of the next page; absent at the end. */
          next: v.optional(Id),
        }),
      },
    },
    handle: async ({ caller, query }, { store, clock }) => {
      const limit = query.limit ?? PAGE;
      const page = { personId: query.personId, after: query.after ?? '', limit: limit + 1 };
      const found = await listConsents(store, caller.tenant.tenantId, page);
      const consents = found.slice(0, limit).map((consent) => viewOf(consent, clock.now()));
      const next = found.length > limit ? consents.at(-1)?.consentId : undefined;
      return { status: 200, json: { consents, ...(next !== undefined && { next }) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/persons/{personId}/latest-items',
    operationId: 'getLatestItems',
    tag: 'consents',
    access: 'items',
    summary: { ja: '本人の最新4情報を取得する', en: 'Ask for a person’s latest four items' },
    description: {
      ja: '同意に基づき、現在の氏名・住所・生年月日・性別を返します。回答は保存されず、照会した事実だけが証拠に残ります。',
      en: 'By the person’s consent: name, address, birthdate and gender as the register has them now. They are kept nowhere; that they were asked for is on record.',
    },
    request: { params: v.strictObject({ personId: Id }), body: LatestItemsRequest },
    responses: {
      200: { description: { ja: '最新4情報', en: 'the items' }, schema: LatestItemsView },
    },
    problems: ['purpose-not-allowed', 'consent-missing', 'consent-ended', 'authority-unavailable'],
    handle: async ({ caller, params: { personId }, body: { purpose } }, deps) => {
      requirePurpose(caller, purpose);
      const whose = { tenantId: caller.tenant.tenantId, personId, purpose };
      const { leafIndex, id, ...told } = await latestItems(deps, whose);
      return { status: 200, json: { id, ...told, personId, evidence: { id, leafIndex } } };
    },
  }),
];
