import type { Hono } from 'hono';
import type { ProviderOptions } from '../main.ts';

/** A sandbox whose inspector is on; nobody plays the phone there. */
export const INSPECTED = {
  sandbox: {
    substitute: { url: 'http://localhost:4009', token: 'substitute-of-the-inspector' },
    inspector: true,
  },
} as const satisfies Pick<ProviderOptions, 'sandbox'>;

/** What Node's server hands over of a connection from this machine. */
export const HERE = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

/** A page of the inspector, as somebody at this machine asks for it. */
export async function look(app: Hono, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return app.request(`/api/inspector${path}`, { headers: { host: 'localhost:4001', ...headers } }, HERE);
}
