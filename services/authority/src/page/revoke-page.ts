import type { Form } from '@kazasu/server/http';
import { button, definitionList, html, notice } from '@kazasu/ui';
import * as v from 'valibot';
import { residentView } from '../admin/index.ts';
import { EndReason } from '../api.ts';
import { AuthorityError } from '../error.ts';
import { problemOf, statusOf } from '../http/index.ts';
import { revoke } from '../revocation/index.ts';
import { fieldset, fields as make, presetOf } from './event/index.ts';
import { backLink, formToken, framed, problemCodeOf, problemPage } from './frame.ts';
import { useFormToken } from './session.ts';
import type { Visit } from './visit.ts';
import { certificateBadge, shortSerial } from './words.ts';

/** One certificate and the reasons with which it may be revoked. Throws `resident_unknown`, `certificate_unknown`. */
export async function showRevocation(visit: Visit): Promise<Response> {
  const { texts, lang, context } = visit;
  const { view, certificate } = await certificateAt(visit);
  const { residentId, name } = view.record;
  const options = EndReason.options.map((value) => ({ value, label: texts.state.reason[value] }));
  const fields = [make.choice(texts, 'reason', options, 'cessationOfOperation')];
  const { title, about } = texts.page.revoke;
  return context.html(
    framed(visit, {
      title,
      place: 'residents',
      narrow: true,
      body: html`${backLink(`/counter/residents/${residentId}`, name)}<h1>${title}</h1><p class="kz-lead">${about}</p>
${definitionList([
  [texts.page.resident.role, texts.state.role[certificate.role]],
  [texts.page.resident.device, `${texts.state.device[certificate.device]} ${certificate.sequence}`],
  [texts.frame.serial, shortSerial(certificate.id.serial)],
  [texts.page.resident.state, certificateBadge(texts, certificate.state)],
])}
<form class="kz-stack" method="post" action="${new URL(context.req.url).pathname}">${formToken(visit, new URL(context.req.url).pathname)}${fieldset(visit, fields, presetOf(fields), new Map())}
${notice({ lang, kind: 'warning', title: texts.form.cannotUndo })}<div class="kz-actions">${button({ label: texts.form.do })}</div></form>`,
    }),
  );
}

/** Then the resident's page shows what became of it. */
export async function doRevocation(visit: Visit, form: Form): Promise<Response> {
  const { deps, context, session } = visit;
  const { view, certificate } = await certificateAt(visit);
  const { residentId } = view.record;
  const reason = form.get('reason');
  if (!v.is(EndReason, reason)) throw new AuthorityError('request_invalid', 'no reason');
  if (!(await useFormToken(deps, session, form.get('form') ?? ''))) {
    return context.html(problemPage(visit, 'used', { residentId }), 409);
  }
  try {
    await revoke(deps, certificate.id, { reason }, `counter:${session.official}`);
  } catch (error) {
    const problem = problemOf(error);
    if (statusOf(problem) >= 500) throw error;
    return context.html(problemPage(visit, problemCodeOf(problem.code), { residentId }), statusOf(problem));
  }
  return context.redirect(`/counter/residents/${residentId}`, 303);
}

async function certificateAt({ deps, context }: Visit) {
  const { residentId = '', issuerKeyId, serial } = context.req.param();
  const view = await residentView(deps, residentId);
  const certificate = view.certificates.find(
    ({ id }) => id.issuerKeyId === issuerKeyId && id.serial === serial,
  );
  if (certificate === undefined) throw new AuthorityError('certificate_unknown', 'no such certificate');
  return { view, certificate };
}
