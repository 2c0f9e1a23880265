import type { Card, Context } from 'smartcard';
import { type Binding, loadBinding, openContext } from './binding.ts';
import { type CardSearch, findCard, readersOf } from './find.ts';
import { PcscConnection, type PcscTransport } from './transport.ts';

export interface ReaderInformation {
  readonly name: string;
  /** Only where a card is present. */
  readonly atr?: Uint8Array;
}

export interface PcscOptions extends CardSearch {
  /** Milliseconds for one command; a card signs in about a second. Default 10 000. */
  readonly commandTimeoutMs?: number | undefined;
}

const COMMAND_TIMEOUT_MS = 10_000;

/** The readers connected now, and what is on them. Failures: ReaderError `reader/unsupported`, `reader/service`. */
export async function listReaders(): Promise<ReaderInformation[]> {
  return listReadersOf(await loadBinding());
}

/**
 * Waits for a card as long as told and takes it for this process alone; `close` resets it and gives it back.
 * Failures: any ReaderError but `reader/refused`; afterwards as said at {@link PcscConnection}.
 */
export async function openPcscTransport(options: PcscOptions = {}): Promise<PcscTransport> {
  return openOver(await loadBinding(), options);
}

export function listReadersOf(binding: Binding): ReaderInformation[] {
  const context = openContext(binding);
  try {
    return readersOf(context).map(({ name, atr }) =>
      atr === null ? { name } : { name, atr: Uint8Array.from(atr) },
    );
  } finally {
    context.close();
  }
}

export async function openOver(binding: Binding, options: PcscOptions): Promise<PcscTransport> {
  const context = openContext(binding);
  try {
    const { card, reader } = await findCard(binding, context, options);
    const commandTimeoutMs = options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS;
    return new PcscConnection({
      card,
      reader,
      commandTimeoutMs,
      release: once(() => giveBack(binding, context, card)),
    });
  } catch (error) {
    context.close();
    throw error;
  }
}

/** Resets, so that no verified PIN stays behind. A card that is gone has nothing to give back. */
function giveBack(binding: Binding, context: Context, card: Card): void {
  try {
    card.disconnect(binding.SCARD_RESET_CARD);
  } catch {
    // Removed meanwhile, or the service has ended.
  }
  context.close();
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
