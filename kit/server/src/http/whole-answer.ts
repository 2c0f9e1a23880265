import type { ServerResponse } from 'node:http';
import type { Context } from 'hono';

/** Tells Node's adapter that the answer went out already. */
const SENT = 'x-hono-already-sent';

export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * A text whose every octet is there, as an answer. On Node's server it goes out at once and in one piece: the web's own Response makes a
 * stream of it, which costs more than to write it. The handler must return what this returns, and nothing behind it may set
 * headers. Elsewhere it is a Response like any other.
 */
export function wholeAnswer(context: Pick<Context, 'env'>, { status, headers, body }: WholeAnswer): Response {
  const { outgoing } = (context.env ?? {}) as { readonly outgoing?: ServerResponse };
  if (outgoing === undefined || outgoing.headersSent) return new Response(body, { status, headers });
  const octets = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, 'Content-Length': octets.length });
  outgoing.end(octets);
  return new Response(null, { status, headers: { [SENT]: 'true' } });
}
