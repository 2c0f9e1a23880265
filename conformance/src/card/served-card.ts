import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { VirtualCard } from '@kazasu/card/virtual';
import { ATR, cardBehind, cardInProcess, type VpcdCard } from '@kazasu/reader/vpcd';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { serveCard } from '@kazasu/reader/websocket/serve';
import { WebSocketServer } from 'ws';
import type { Insertion } from './messages.ts';

/** A card as the reader's driver wants it, and what to end with it. */
export interface ServedCard {
  readonly card: VpcdCard;
  close(): void;
}

const READ_BINARY = 0xb0;

export async function serveOne(chip: VirtualCard, { kind, atr }: Insertion): Promise<ServedCard> {
  if (kind === 'behindWebSocket') return serveBehindWebSocket(chip, ATR[atr]);
  const card = cardInProcess(chip, ATR[atr]);
  return { card: kind === 'deaf' ? deaf(card) : card, close: () => {} };
}

function deaf(card: VpcdCard): VpcdCard {
  const never = new Promise<Uint8Array>(() => {});
  return { ...card, transmit: (command) => (command[1] === READ_BINARY ? never : card.transmit(command)) };
}

async function serveBehindWebSocket(chip: VirtualCard, atr: Uint8Array): Promise<ServedCard> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => serveCard(socket, chip));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    card: cardBehind(() => openWebSocketTransport(`ws://127.0.0.1:${port}`), atr),
    close: () => void server.close(),
  };
}
