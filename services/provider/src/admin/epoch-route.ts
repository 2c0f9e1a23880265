import { apiHeaders } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { ADMIN_PATHS } from '../api/admin.ts';
import { findEpoch, raiseEpoch } from '../epoch/index.ts';
import { callerOf, onlyTheAdministrator, twoNeeded } from './administrator.ts';
import { answered } from './answered.ts';
import type { AdminDeps } from './deps.ts';

/** For the operator who has restored a backup, before anybody else is let in. */
export function mountEpoch(app: Hono, deps: AdminDeps): void {
  const path = `${deps.config.basePath}${ADMIN_PATHS.epoch}`;
  app.use(path, apiHeaders(), onlyTheAdministrator(deps));
  app.get(path, (context) => answered(context, deps, async () => context.json(await findEpoch(deps.store))));
  app.post(path, (context) =>
    answered(context, deps, async () => {
      const { actor } = callerOf(context);
      if (deps.config.fourEyes) return twoNeeded(context, deps, actor);
      const epoch = await raiseEpoch(deps, { now: deps.clock.now(), actor });
      deps.log.warn('epoch.raised', { count: epoch.number });
      return context.json(epoch);
    }),
  );
}
