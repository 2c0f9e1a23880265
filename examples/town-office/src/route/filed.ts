import { RelyingPartyError } from '@kazasu/rp';
import type { Hono } from 'hono';
import { resultPage } from '../page/index.ts';
import { type Site, show } from './index.ts';

/** What became of a signed application, and what the person may take home. */
export function mountFiled(app: Hono, site: Site): void {
  const { office, links, browserOf } = site;

  app.get('/result', (context) => {
    const { filed } = browserOf(context).session;
    if (filed === undefined) return context.redirect('/', 303);
    const isPending = context.req.query('evidence') === 'pending';
    return show(context, site, (view) => resultPage(view, filed, { ...links, isPending }));
  });

  app.post('/verify', async (context) => {
    const browser = browserOf(context);
    const { filed } = browser.session;
    if (filed?.decision.kind === 'waiting') {
      browser.remember({ filed: { ...filed, decision: await office.judge(filed) } });
    }
    return context.redirect('/result', 303);
  });

  app.get('/signed.pdf', (context) => {
    const { filed } = browserOf(context).session;
    if (filed === undefined) return context.redirect('/', 303);
    const name = `juminhyo-shinsei-${filed.application.number}-signed.pdf`;
    return context.body(filed.pdf, 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${name}"`,
    });
  });

  app.get('/evidence.json', async (context) => {
    const { filed } = browserOf(context).session;
    if (filed === undefined || filed.decision.kind === 'waiting') return context.redirect('/result', 303);
    try {
      const bundle = await office.verifier.evidence(filed.decision.verificationId);
      return context.body(Uint8Array.from(bundle), 200, {
        'Content-Type': 'application/json',
        'Content-Disposition': `attachment; filename="evidence-${filed.application.number}.json"`,
      });
    } catch (error) {
      if (!(error instanceof RelyingPartyError)) throw error;
      return context.redirect('/result?evidence=pending', 303);
    }
  });

  app.post('/forget', (context) => {
    browserOf(context).forget();
    return context.redirect('/', 303);
  });
}
