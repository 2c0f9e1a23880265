import { join } from 'node:path';
import { openCard } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import { missingForCards } from '@kazasu/conformance/peers';
import { openRig } from '@kazasu/conformance/rig';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { startServer } from '../login/child.ts';
import { ownCard, PINS } from './own-card.ts';
import type { PcscRound } from './pcsc-session.ts';
import { roundOf, type WayRound } from './round.ts';
import type { WebSocketCardSettings } from './websocket-card.ts';

/** One way from the reader to a card. */
export interface Way {
  readonly name: 'in process' | 'websocket' | 'pcscd';
  round(seconds: number): Promise<WayRound>;
  close(): Promise<void>;
}

const PORT = 4973;

export async function inProcess(): Promise<Way> {
  const card = openCard(cardTransport(ownCard()));
  return { name: 'in process', round: (seconds) => roundOf(card, PINS, seconds), close: async () => {} };
}

/** The card in another process, as the card box is; without TLS, on this machine. */
export async function overWebSocket(): Promise<Way> {
  const settings: WebSocketCardSettings = { port: PORT };
  const server = await startServer(import.meta.resolve('./websocket-card.ts'), settings, undefined);
  const transport = await openWebSocketTransport(`ws://127.0.0.1:${PORT}`);
  const card = openCard(transport);
  return {
    name: 'websocket',
    round: (seconds) => roundOf(card, PINS, seconds),
    close: async () => {
      await transport.close();
      server.stop();
    },
  };
}

/** Through vpcd and a pcscd of its own, in a private namespace; otherwise why not. */
export async function throughPcscd(): Promise<Way | string> {
  const missing = missingForCards();
  if (missing !== false) return missing;
  const rig = await openRig();
  try {
    const { pins } = await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
    const program = join(import.meta.dirname, 'pcsc-session.ts');
    const round = async (seconds: number): Promise<WayRound> => {
      const words: PcscRound = { pins: { authentication: pins.authentication, text: pins.text }, seconds };
      const { stdout } = await rig.succeed(process.execPath, [program, JSON.stringify(words)]);
      return JSON.parse(stdout) as WayRound;
    };
    return { name: 'pcscd', round, close: () => rig.close() };
  } catch (error) {
    await rig.close();
    throw error;
  }
}
