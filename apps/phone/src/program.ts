import { requestLog } from '@kazasu/server/http';
import type { Program } from '@kazasu/server/serve';
import { Hono } from 'hono';
import { createPhone } from './serve.ts';
import type { PhoneSettings } from './service.ts';

/** What service.ts loads when the pages are really served. */
export const program: Program<PhoneSettings> = {
  open: async ({ log }, { publicUrl: _publicUrl, providerBase, testEnvironment, agentUrl, authorityUrl }) => {
    const app = new Hono();
    app.use(requestLog(log));
    app.route(
      '/',
      createPhone({
        providerBase,
        ...(testEnvironment !== undefined && { testEnvironment }),
        ...(agentUrl !== undefined && { agentUrl }),
        ...(authorityUrl !== undefined && { authorityUrl }),
      }),
    );
    return { app, close: async () => {} };
  },
};
