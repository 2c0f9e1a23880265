/**
 * The town's front page: what this is, where things are, who lives here with which PINs, one thing to try with each;
 * the same for programs in `/town.json`. Owns its texts; refuses to know anything that is not in the description.
 */
import { readFileSync } from 'node:fs';
import { apiHeaders, isOwnRequest, pageHeaders, serveFolder } from '@kazasu/server/http';
import { assetsFolder } from '@kazasu/ui';
import { chooseLanguage, languageLinks } from '@kazasu/ui/text';
import { Hono } from 'hono';
import { TOWN_DESCRIPTION_PATH, type TownDescription } from '../access/index.ts';
import { PERSON_IDS, portraitDrawing } from '../people/index.ts';
import { mountEvidence } from './evidence.ts';
import { indexPage } from './page.ts';
import { portraitPath } from './resident-card.ts';

const STYLE = readFileSync(new URL('./index-page.css', import.meta.url), 'utf8');

export interface IndexPageOptions {
  /** The town as it is when asked. */
  readonly describe: () => TownDescription;
  /** Whom to believe in this town: the trust file for the page that checks evidence. */
  readonly trust: () => Promise<Uint8Array>;
  /** Lets a browser in at the counter, once. */
  readonly counterLink: () => string;
  /** The same at the console of the verifier, as the town office. */
  readonly consoleLink: () => Promise<string>;
}

/** Routes of the index page, and of the page that checks evidence. The built style sheet must exist. */
export function createIndexPage({ describe, trust, counterLink, consoleLink }: IndexPageOptions): Hono {
  const app = new Hono();
  mountEvidence(app, trust);
  app.use(TOWN_DESCRIPTION_PATH, apiHeaders());
  app.get(TOWN_DESCRIPTION_PATH, (context) => context.json(describe()));
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  // A browser holds a form to the addresses that its answer leads to.
  app.use(pageHeaders({ formAction: [describe().urls.authority, describe().urls.verifier] }));
  app.get('/ui/*', serveFolder(assetsFolder, '/ui'));
  app.get('/index-page.css', (context) => context.body(STYLE, 200, { 'Content-Type': 'text/css' }));
  for (const id of PERSON_IDS) {
    const drawing = portraitDrawing(id);
    app.get(portraitPath(id), (context) => context.body(drawing, 200, { 'Content-Type': 'image/svg+xml' }));
  }
  const letIn = (path: string, linkOf: () => string | Promise<string>) =>
    app.post(path, async (context) => {
      // Whoever is let in is the person who looks at this page, not a page from elsewhere in their browser.
      const { raw, url } = context.req;
      const isOurs = isOwnRequest(raw, { origin: new URL(url).origin });
      return isOurs ? context.redirect(await linkOf(), 303) : context.body(null, 403);
    });
  letIn('/counter', counterLink);
  letIn('/console', consoleLink);
  app.get('/', (context) => {
    const language = chooseLanguage({
      asked: [context.req.query('lang')],
      acceptLanguage: context.req.header('accept-language'),
    });
    return context.html(indexPage(language, languageLinks(context.req.url), describe()));
  });
  return app;
}
