import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { COMMAND_MAX } from '@kazasu/card';
import { AGENT_CLOSE, AGENT_PATHS, type AgentReaders, tokenInProtocols } from '@kazasu/reader/agent';
import { relayCard } from '@kazasu/reader/websocket/relay';
import { MESSAGE_CLOSE } from '@kazasu/reader/websocket/serve';
import { type WebSocket, WebSocketServer } from 'ws';
import { readersFor } from './answer.ts';
import type { Paired } from './pairing.ts';
import type { AgentParts } from './parts.ts';

/** The two sockets of a page that is paired: what happens at the readers, and the card that it holds. */
export class Sockets {
  readonly #parts: AgentParts;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: COMMAND_MAX,
    // Only ever the first: the second is the token.
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  /** Each tells its page anew where things stand. */
  readonly #tellers = new Set<() => void>();

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  /** Of an origin that the door let in. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, origin: string): void {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
    const paired = this.#parts.pairing.find(tokenInProtocols(offered)?.token, origin);
    const serve = SERVED[request.url ?? ''];
    if (paired === undefined || serve === undefined) {
      socket.end(
        `HTTP/1.1 ${serve === undefined ? '404 Not Found' : '401 Unauthorized'}\r\nConnection: close\r\n\r\n`,
      );
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => opened.terminate());
      void serve(this.#parts, opened, paired, this.#tellers);
    });
  }

  /** Somebody took a card, or let one go. */
  changed(): void {
    for (const tell of this.#tellers) tell();
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }
}

type Serve = (
  parts: AgentParts,
  socket: WebSocket,
  paired: Paired,
  tellers: Set<() => void>,
) => Promise<void>;

const SERVED: { readonly [path: string]: Serve } = {
  [AGENT_PATHS.events]: serveEvents,
  [AGENT_PATHS.card]: serveHeld,
};

async function serveEvents(parts: AgentParts, socket: WebSocket, paired: Paired, tellers: Set<() => void>) {
  let last = '';
  const say = (now: AgentReaders) => {
    const text = JSON.stringify(now);
    if (text !== last && socket.readyState === socket.OPEN) socket.send(text);
    last = text;
  };
  const tell = () => void readersFor(parts, paired).then(say, () => say({ readers: [], holder: null }));
  tellers.add(tell);
  const stop = parts.watch.listen((readers) => say({ readers, holder: parts.hold.holderFor(paired) }));
  socket.on('message', () => socket.close(MESSAGE_CLOSE.unsupportedData));
  socket.on('close', () => {
    tellers.delete(tell);
    stop();
  });
  tell();
}

async function serveHeld({ hold }: AgentParts, socket: WebSocket, paired: Paired): Promise<void> {
  const held = await hold.attach(paired, () => socket.close(AGENT_CLOSE.takenOver));
  if (held === undefined) {
    socket.close(AGENT_CLOSE.cardGone);
    return;
  }
  // It may have gone while the card was being powered on, and would not say so again.
  if (socket.readyState === socket.OPEN) {
    await relayCard(socket, held.transport, { cardGone: AGENT_CLOSE.cardGone });
  }
  held.end();
}
