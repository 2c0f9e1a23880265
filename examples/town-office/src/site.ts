import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { bodyLimit } from './body-limit.ts';
import { headers } from './headers.ts';
import { Office } from './office.ts';
import type { TownOfficeOptions } from './options.ts';
import { mountApply } from './route/apply.ts';
import { mountFiled } from './route/filed.ts';
import type { Site } from './route/index.ts';
import { mountRest } from './route/rest.ts';
import { mountSign } from './route/sign.ts';
import { Browser, SessionMemory } from './session/index.ts';

export type { TownOfficeOptions } from './options.ts';

export function createTownOffice(options: TownOfficeOptions): Hono {
  const office = new Office(options);
  const secure = options.origin.startsWith('https:');
  const memory = new SessionMemory(office.clock, options.mostSessions);
  const { checkerUrl, trustUrl } = options;
  const site: Site = {
    office,
    links: { checkerUrl, trustUrl },
    browserOf: (context) => new Browser(memory, context, secure),
  };
  const app = new Hono();
  app.use(headers(new URL(options.issuer).origin));
  app.use(csrf({ origin: options.origin }), bodyLimit(10_000));
  mountApply(app, site);
  mountSign(app, site);
  mountFiled(app, site);
  mountRest(app, site);
  return app;
}
