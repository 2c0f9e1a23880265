import { apiHeaders, readJson } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import type * as v from 'valibot';
import { ADMIN_PATHS, ClientRegistration } from '../api/admin.ts';
import { fingerprintOf } from '../audit/index.ts';
import {
  type Client,
  ClientError,
  changedBetween,
  createClient,
  deleteClient,
  findClient,
  insertClient,
  listClients,
  replaceClient,
} from '../client/index.ts';
import { deleteSessionsOf } from '../grant/index.ts';
import { declineInteractionsOf } from '../interaction/index.ts';
import { deletePushedOf } from '../pushed-request/index.ts';
import { deleteSignTransactionsOf, findOperator } from '../sign/index.ts';
import { callerOf, mayOnly } from './administrator.ts';
import { answered } from './answered.ts';
import { mountAudit } from './audit-routes.ts';
import { type AdminDeps, BODY_MAX } from './deps.ts';
import { mountEpoch } from './epoch-route.ts';
import { mountOperators } from './operators.ts';
import { problem } from './problem.ts';

export function mountAdmin(app: Hono, deps: AdminDeps): void {
  const { basePath } = deps.config;
  const all = `${basePath}${ADMIN_PATHS.clients}`;
  const one = `${basePath}${ADMIN_PATHS.client}`;
  const guard = mayOnly(deps, { read: 'viewer', change: 'client-admin' });
  for (const path of [all, one]) app.use(path, apiHeaders(), guard);
  app.post(all, (context) => answered(context, deps, () => addClient(context, deps)));
  app.get(all, (context) =>
    answered(context, deps, async () => context.json((await listClients(deps.store)).map(viewOf))),
  );
  app.put(one, (context) => answered(context, deps, () => changeClient(context, deps)));
  app.delete(one, (context) => answered(context, deps, () => removeClient(context, deps)));
  mountOperators(app, deps);
  mountEpoch(app, deps);
  mountAudit(app, deps);
}

async function addClient(context: Context, deps: AdminDeps): Promise<Response> {
  const registration = await readJson(context.req.raw, ClientRegistration, BODY_MAX);
  const client = await newClient(deps, registration);
  await deps.store.transaction(async (within) => {
    if (!(await insertClient(within, client)))
      throw new ClientError('client/exists', 'the client id is taken');
    await deps.audit.append(within, eventOf(context, 'client.added', { client }));
  });
  deps.log.info('client.added', { clientId: client.clientId });
  return context.json(viewOf(client), 201);
}

/** In place: sessions go on and subjects stay, as when a site moves to another address or gets a new key. */
async function changeClient(context: Context, deps: AdminDeps): Promise<Response> {
  const registration = await readJson(context.req.raw, ClientRegistration, BODY_MAX);
  if (registration.clientId !== context.req.param('clientId')) {
    return problem(context, 400, 'client/id', 'clientId is not the one of the address');
  }
  const client = await newClient(deps, registration);
  const changed = await deps.store.transaction(async (within) => {
    const before = await findClient({ store: within }, client.clientId);
    const replaced = before && (await replaceClient(within, client));
    if (replaced) await deps.audit.append(within, eventOf(context, 'client.changed', { client, before }));
    return replaced;
  });
  if (changed === undefined) return problem(context, 404, 'client/unknown', 'there is no such client');
  deps.log.info('client.changed', { clientId: client.clientId });
  return context.json(viewOf(changed));
}

async function newClient(
  deps: AdminDeps,
  registration: v.InferOutput<typeof ClientRegistration>,
): Promise<Client> {
  const client = createClient(registration, { local: deps.config.local, time: deps.clock.now() });
  const { platformOperator } = client;
  if (platformOperator !== undefined && !(await findOperator(deps.store, platformOperator))) {
    throw new ClientError('client/platform-operator', 'there is no such platform operator');
  }
  return client;
}

function viewOf({ registrationId: _own, ...view }: Client) {
  return view;
}

function eventOf(
  context: Context,
  action: 'client.added' | 'client.changed',
  { client, before }: { readonly client: Client; readonly before?: Client | undefined },
) {
  const { clientId } = client;
  const detail = {
    fingerprint: fingerprintOf(registered(client)),
    ...(before && { before: fingerprintOf(registered(before)), reason: changedBetween(before, client) }),
  };
  return { actor: callerOf(context).actor, action, subject: `client:${clientId}`, detail };
}

function registered({ clientId: _id, registrationId: _own, createdAt: _age, ...registration }: Client) {
  return registration;
}

async function removeClient(context: Context, deps: AdminDeps): Promise<Response> {
  const clientId = context.req.param('clientId') ?? '';
  const removed = await deps.store.transaction(async (within) => {
    const deleted = await deleteClient(within, clientId);
    if (!deleted) return false;
    await declineInteractionsOf(within, clientId);
    await deleteSessionsOf(within, clientId);
    await deleteSignTransactionsOf(within, clientId);
    await deletePushedOf(within, clientId);
    const subject = `client:${clientId}`;
    await deps.audit.append(within, { actor: callerOf(context).actor, action: 'client.removed', subject });
    return true;
  });
  if (!removed) return problem(context, 404, 'client/unknown', 'there is no such client');
  deps.log.info('client.removed', { clientId });
  return context.body(null, 204);
}
