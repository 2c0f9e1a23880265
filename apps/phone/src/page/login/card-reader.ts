import type { Transport } from '@kazasu/card';
import type { ComponentType } from 'react';
import type { PhonePin, Pins } from '../../headless/index.ts';
import { type KeptStore, keptValue } from '../kept.ts';

/** A card, or what serves as one, that a reader has in reach. */
export interface BoxCard {
  /** Names it to its reader; nothing else knows what it means. */
  readonly id: string;
  readonly name: string;
  readonly note: { readonly ja: string; readonly en: string };
}

export type ReaderId = 'box' | 'agent' | 'phone';

/** Where the card comes from: the town's card case, a reader on this computer, or this device itself. */
export interface CardReader {
  readonly id: ReaderId;
  /** What is in reach now. Rejects with PhoneError; then `Panel` may help. */
  list(): Promise<readonly BoxCard[]>;
  /**
   * Puts it to the phone. Rejects with PhoneError or CardError: `card/removed`, `card/timeout`. No reader tells that two cards lie in its
   * field: it gives one of them or none, and another card than the chosen one is told by its certificate (`phone/other-card`).
   */
  open(cardId: string): Promise<Transport>;
  /**
   * Only of a reader that is opened by this device's lock in place of a PIN: gives what the card wants to hear, in copies that the
   * caller overwrites. Called while the person's click is still fresh. Rejects with PhoneError `phone/lock`.
   */
  unlock?(cardId: string, pins: readonly PhonePin[]): Promise<Pins>;
  /** Closes what `unlock` has opened, where no card was taken with it. */
  lock?(): Promise<void>;
  /** What has to be set up before there is a card: pairing, or having one issued. Stands below the list. */
  readonly Panel?: ComponentType<ReaderPanelProps>;
}

export interface ReaderPanelProps {
  /** Looks for cards again. */
  readonly onReady: () => void;
}

const readerKept = (storage: KeptStore | undefined) => keptValue('kazasu-reader', () => storage);

/** The reader used last, where it is still there; else the first. Says nothing about the person. */
export function rememberedReader(readers: readonly CardReader[], storage: KeptStore | undefined): CardReader {
  const [first] = readers;
  if (first === undefined) throw new RangeError('no card reader at all');
  const last = readerKept(storage).read();
  return readers.find(({ id }) => id === last) ?? first;
}

export function rememberReader(id: ReaderId, storage: KeptStore | undefined): void {
  readerKept(storage).write(id);
}
