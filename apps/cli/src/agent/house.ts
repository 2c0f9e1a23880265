import type { Transport } from '@kazasu/card';
import type { AgentReader } from '@kazasu/reader/agent';
import { listReaders, openPcscTransport } from '@kazasu/reader/pcsc';
import { createHash } from '../crypto.ts';

/** The readers that are lent, wherever they are. Both reject with a ReaderError. */
export interface ReaderHouse {
  list(): Promise<readonly { readonly name: string; readonly card: boolean }[]>;
  /** Powers the card on, for us alone; closing the transport powers it off. */
  open(name: string): Promise<Transport>;
}

/** PC/SC's readers; with a name, those whose own name holds it. */
export function readersOfThisComputer(named?: string): ReaderHouse {
  return {
    list: async () =>
      (await listReaders())
        .filter(({ name }) => named === undefined || name.includes(named))
        .map(({ name, atr }) => ({ name, card: atr !== undefined })),
    open: (name) => openPcscTransport({ reader: name }),
  };
}

/** Names of readers are long and hold anything; an id fits an address and tells the page no more than the name does. */
export function readerId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

export async function agentReaders(house: ReaderHouse): Promise<readonly AgentReader[]> {
  return (await house.list()).map(({ name, card }) => ({
    id: readerId(name),
    name: name.slice(0, 200),
    card,
  }));
}
