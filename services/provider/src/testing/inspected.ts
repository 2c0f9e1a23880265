import type { Hono } from 'hono';
import { listEvents, listFlows } from '../inspector/flow-store.ts';
import type { Flow, StoredEvent } from '../inspector/record/event.ts';
import type { ProviderOptions } from '../main.ts';
import { SANDBOX } from './substitute.ts';
import type { World } from './world.ts';

/** A sandbox whose inspector is on. */
export const INSPECTED = {
  sandbox: { ...SANDBOX, inspector: true },
} as const satisfies Pick<ProviderOptions, 'sandbox'>;

/** What Node's server hands over of a connection from this machine. */
export const HERE = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

/** A page of the inspector, as somebody at this machine asks for it. */
export async function look(
  app: Hono,
  path: string,
  headers: Record<string, string> = {},
  connection: object = HERE,
): Promise<Response> {
  return app.request(
    `/api/inspector${path}`,
    { headers: { host: 'localhost:4001', ...headers } },
    connection,
  );
}

/** Everything that was recorded so far, the newest first. */
export async function flowsOf({ provider, store }: World): Promise<readonly Flow[]> {
  await provider.recorded();
  return listFlows(store, { clientId: undefined, limit: 1_000 });
}

export async function eventsOf({ store }: World, flowId: string): Promise<readonly StoredEvent[]> {
  return listEvents(store, flowId);
}

/** Every stored octet of the inspector, as text. */
export async function everyRow({ provider, store }: World): Promise<string> {
  await provider.recorded();
  const tables = ['flow', 'event', 'key', 'request'].map((name) =>
    store.run(`SELECT * FROM provider_inspector_${name}`),
  );
  return JSON.stringify(await Promise.all(tables));
}
