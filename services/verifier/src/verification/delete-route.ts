import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { Id, route } from '../openapi/index.ts';
import { findRecord } from './read-routes.ts';

export const deleteVerificationRoute = route({
  method: 'delete',
  path: '/v1/verifications/{id}',
  operationId: 'eraseVerification',
  tag: 'verifications',
  access: 'delete',
  summary: { ja: '検証の記録を消去する', en: 'Erase a verification' },
  description: {
    ja: '個人に関する内容は、鍵を破棄することで二度と開けなくなります。証拠のログには、個人を示さない値だけが残ります。保存期間中は409となります。',
    en: 'What it says of a person can never be opened again; in the tree of the evidence stays a value that tells of nobody. While the record is retained the answer is 409.',
  },
  request: { params: v.strictObject({ id: Id }) },
  responses: { 204: { description: { ja: '消去しました', en: 'it is erased' } } },
  problems: ['verification-unknown', 'record-retained'],
  handle: async ({ caller, params: { id } }, deps) => {
    await findRecord(deps, caller, id);
    const erasure = await deps.evidence.erase(caller.tenant.tenantId, id);
    if (erasure.kind === 'absent') throw new VerifierError('verification-unknown');
    if (erasure.kind === 'retained') {
      const { until } = erasure;
      throw new VerifierError('record-retained', until === undefined ? {} : { retainedUntil: until });
    }
    deps.log.info('verification.erased', { clientId: caller.tenant.tenantId });
    return { status: 204 };
  },
});
