import type { Hono } from 'hono';
import { readApplication, readDraft } from '../application/index.ts';
import { drawForm } from '../form/index.ts';
import { applyPage, confirmPage } from '../page/index.ts';
import { type Site, show } from './index.ts';

/** What is applied for, and the form that comes of it. */
export function mountApply(app: Hono, site: Site): void {
  const { office, browserOf } = site;

  app.get('/apply', (context) => {
    const { draft = {} } = browserOf(context).session;
    return show(context, site, (view) => applyPage(view, draft, []));
  });

  app.post('/apply', async (context) => {
    const browser = browserOf(context);
    const draft = readDraft(await context.req.parseBody());
    const time = office.clock();
    const { application, wrong } = readApplication(draft, time);
    if (application === undefined) return show(context, site, (view) => applyPage(view, draft, wrong), 400);
    const { form, tooLong } = await drawForm(application, time);
    if (form === undefined)
      return show(context, site, (view) => applyPage(view, draft, tooLong, tooLong), 400);
    browser.remember({ draft, application, form });
    return context.redirect('/confirm', 303);
  });

  app.get('/confirm', (context) => {
    const { application, form } = browserOf(context).session;
    if (application === undefined || form === undefined) return context.redirect('/apply', 303);
    return show(context, site, (view) => confirmPage(view, application, form));
  });

  app.get('/application.pdf', (context) => {
    const { application, form } = browserOf(context).session;
    if (application === undefined || form === undefined) return context.redirect('/apply', 303);
    const name = `juminhyo-shinsei-${application.number}.pdf`;
    return context.body(form.pdf, 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${name}"`,
    });
  });
}
