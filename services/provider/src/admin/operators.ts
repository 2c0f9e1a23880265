import { apiHeaders, readJson } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import { ADMIN_PATHS, PlatformOperatorRegistration } from '../api/admin.ts';
import { fingerprintOf } from '../audit/index.ts';
import { listClients } from '../client/index.ts';
import {
  createOperator,
  deleteOperator,
  findOperator,
  insertOperator,
  listOperators,
  OperatorError,
  type PlatformOperator,
  replaceOperator,
} from '../sign/index.ts';
import { callerOf, mayOnly } from './administrator.ts';
import { answered } from './answered.ts';
import { type AdminDeps, BODY_MAX } from './deps.ts';

/** Registration of platform operators, whom signed results of private clients are encrypted for. */
export function mountOperators(app: Hono, deps: AdminDeps): void {
  const { basePath } = deps.config;
  const all = `${basePath}${ADMIN_PATHS.platformOperators}`;
  const one = `${basePath}${ADMIN_PATHS.platformOperator}`;
  const guard = mayOnly(deps, { read: 'viewer', change: 'client-admin' });
  for (const path of [all, one]) app.use(path, apiHeaders(), guard);
  app.post(all, (context) => answered(context, deps, () => add(context, deps)));
  app.get(all, (context) =>
    answered(context, deps, async () => context.json(await listOperators(deps.store))),
  );
  app.put(one, (context) => answered(context, deps, () => change(context, deps)));
  app.delete(one, (context) => answered(context, deps, () => remove(context, deps)));
}

async function read(context: Context, deps: AdminDeps) {
  const registration = await readJson(context.req.raw, PlatformOperatorRegistration, BODY_MAX);
  return createOperator(registration, { local: deps.config.local, time: deps.clock.now() });
}

async function add(context: Context, deps: AdminDeps): Promise<Response> {
  const operator = await read(context, deps);
  await deps.store.transaction(async (within) => {
    if (!(await insertOperator(within, operator))) {
      throw new OperatorError('operator/exists', 'the operator id is taken');
    }
    await deps.audit.append(within, eventOf(context, 'operator.added', { operator }));
  });
  deps.log.info('operator.added');
  return context.json(operator, 201);
}

/** In place: what is encrypted from now on is for the new keys; what was before is for those of then. */
async function change(context: Context, deps: AdminDeps): Promise<Response> {
  const operator = await read(context, deps);
  if (operator.operatorId !== context.req.param('operatorId')) {
    throw new OperatorError('operator/id', 'operatorId is not the one of the address');
  }
  const changed = await deps.store.transaction(async (within) => {
    const before = await findOperator(within, operator.operatorId);
    const replaced = before && (await replaceOperator(within, operator));
    if (replaced) await deps.audit.append(within, eventOf(context, 'operator.changed', { operator, before }));
    return replaced;
  });
  if (changed === undefined) throw new OperatorError('operator/unknown', 'there is no such operator');
  deps.log.info('operator.changed');
  return context.json(changed);
}

async function remove(context: Context, deps: AdminDeps): Promise<Response> {
  const operatorId = context.req.param('operatorId') ?? '';
  await deps.store.transaction(async (within) => {
    const clients = await listClients(within);
    if (clients.some(({ platformOperator }) => platformOperator === operatorId)) {
      throw new OperatorError('operator/in-use', 'a client names this operator');
    }
    if (!(await deleteOperator(within, operatorId))) {
      throw new OperatorError('operator/unknown', 'there is no such operator');
    }
    const subject = `operator:${operatorId}`;
    await deps.audit.append(within, { actor: callerOf(context).actor, action: 'operator.removed', subject });
  });
  deps.log.info('operator.removed');
  return context.body(null, 204);
}

function eventOf(
  context: Context,
  action: 'operator.added' | 'operator.changed',
  {
    operator,
    before,
  }: { readonly operator: PlatformOperator; readonly before?: PlatformOperator | undefined },
) {
  const detail = {
    fingerprint: fingerprintOf(registered(operator)),
    ...(before && { before: fingerprintOf(registered(before)) }),
  };
  return { actor: callerOf(context).actor, action, subject: `operator:${operator.operatorId}`, detail };
}

function registered({ operatorId: _id, createdAt: _age, ...registration }: PlatformOperator) {
  return registration;
}
