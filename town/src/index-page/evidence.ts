import { readEvidencePage } from '@kazasu/evidence-page';
import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';

const PATH = '/evidence';

/**
 * The page that checks evidence, with headers of its own, and the town's trust file beside it: what a verifier says of its own key
 * proves nothing, so it is to be had here.
 */
export function mountEvidence(app: Hono, trust: () => Promise<Uint8Array>): void {
  app.get(PATH, async (context) => {
    const { body, headers } = await readEvidencePage({ download: context.req.query('download') === 'true' });
    return context.body(body, 200, { ...headers });
  });
  app.get(`${PATH}/trust.json`, apiHeaders(), async (context) =>
    context.body(Uint8Array.from(await trust()), 200, {
      'Content-Type': 'application/json',
      'Content-Disposition': 'attachment; filename="kazasu-town-trust.json"',
    }),
  );
}
