import { RelyingPartyError } from '@kazasu/rp';
import type { Hono } from 'hono';
import { resultPage } from '../page/index.ts';
import type { Browser } from '../session/index.ts';
import { type Site, show } from './index.ts';

/** What became of a signed application, and what the person may take home. */
export function mountFiled(app: Hono, site: Site): void {
  const { office, links, browserOf } = site;

  app.get('/result', async (context) => {
    const browser = browserOf(context);
    // Whoever lost the answer to the callback can be here before the decision is.
    if (browser.session.filed !== undefined) await office.judged(browser.session.filed);
    const { filed } = browser.session;
    if (filed === undefined) return context.redirect('/', 303);
    const isPending = context.req.query('evidence') === 'pending';
    return show(context, site, (view) => resultPage(view, filed, { ...links, isPending }));
  });

  app.post('/verify', async (context) => {
    await judge(site, browserOf(context));
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
      if (error.problem?.code !== 'evidence-pending') office.onFault(error);
      return context.redirect('/result?evidence=pending', 303);
    }
  });

  app.post('/forget', (context) => {
    browserOf(context).forget();
    return context.redirect('/', 303);
  });
}

/** Decides what waits to be decided. A decision is kept whether or not anybody still waits for the answer, and is never taken back. */
export async function judge({ office }: Site, browser: Browser): Promise<void> {
  const { filed } = browser.session;
  if (filed?.decision.kind !== 'waiting') return;
  const decision = await office.judge(filed);
  const { filed: now } = browser.session;
  if (now?.idempotencyKey === filed.idempotencyKey && now.decision.kind === 'waiting') {
    browser.keep({ ...browser.session, filed: { ...now, decision } });
  }
}
