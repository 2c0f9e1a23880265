import {
  callerOf,
  type May,
  mayOnly as mayOnlyOf,
  onlyTheAdministrator as only,
  twoNeeded as two,
} from '@kazasu/server/administration';
import type { Context, MiddlewareHandler } from 'hono';
import { type AdministeredDeps, administrationOf } from '../administration/index.ts';
import type { AdministratorRole } from '../api/index.ts';

export { callerOf };

export type MayDeps = AdministeredDeps;

export function mayOnly(deps: MayDeps, may: May & { readonly change: AdministratorRole }): MiddlewareHandler {
  return mayOnlyOf(administrationOf(deps), may);
}

export function onlyTheAdministrator(deps: MayDeps): MiddlewareHandler {
  return only(administrationOf(deps));
}

/** What nobody does alone here. */
export function twoNeeded(context: Context, deps: MayDeps, actor: string): Response {
  return two(context, administrationOf(deps), actor);
}
