/** The card behind a WebSocket, in a process of its own. It gets its port by message and answers `ready`. */
import { serveCard } from '@kazasu/reader/websocket/serve';
import { WebSocketServer } from 'ws';
import { serveOnMessage } from '../login/child.ts';
import { ownCard } from './own-card.ts';

export interface WebSocketCardSettings {
  readonly port: number;
}

serveOnMessage<WebSocketCardSettings>(({ port }) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  const card = ownCard();
  server.on('connection', (socket) => serveCard(socket, card));
  return new Promise<void>((resolve) => server.once('listening', () => resolve()));
});
