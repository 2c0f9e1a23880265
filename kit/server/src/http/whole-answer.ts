import type { ServerResponse } from 'node:http';
import type { Context } from 'hono';

/** Tells Node's adapter that the answer went out already. */
const SENT = 'x-hono-already-sent';

export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Answering = Pick<Context, 'env'>;

/**
 * A text whose every octet is there, as an answer. On Node's server it goes out at once and in one piece: the web's own Response makes a
 * stream of it, which costs more than to write it. The handler must return what this returns, and nothing behind it may set
 * headers: {@link isSent} tells. Elsewhere, and behind {@link keepReadable}, it is a Response like any other.
 */
export function wholeAnswer(context: Answering, { status, headers, body }: WholeAnswer): Response {
  const outgoing = outgoingOf(context);
  if (outgoing === undefined || outgoing.headersSent) {
    return new Response(body === '' ? null : body, { status, headers });
  }
  const length = Buffer.byteLength(body);
  outgoing.writeHead(status, { ...headers, 'Content-Length': length });
  // A text of ASCII alone needs no encoding, and goes out in half the time.
  outgoing.end(body, length === body.length ? 'latin1' : 'utf8');
  return sent(status);
}

/** Whether the answer went out already, so that nobody can change it any more. */
export function isSent(context: Answering): boolean {
  return outgoingOf(context)?.headersSent === true;
}

/** Lets what listens behind read every answer: none goes out before the last handler has returned. Of the environment of one request. */
export function keepReadable(context: Answering): void {
  const environment = context.env as { outgoing?: ServerResponse } | undefined;
  if (environment !== undefined) delete environment.outgoing;
}

function outgoingOf({ env }: Answering): ServerResponse | undefined {
  return (env as { readonly outgoing?: ServerResponse } | undefined)?.outgoing;
}

/** They say nothing but their status, and nobody changes them. */
const sentByStatus = new Map<number, Response>();

function sent(status: number): Response {
  const known = sentByStatus.get(status) ?? new Response(null, { status, headers: { [SENT]: 'true' } });
  sentByStatus.set(status, known);
  return known;
}
