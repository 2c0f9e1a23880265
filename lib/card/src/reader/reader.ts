import type { Random } from '../random.ts';
import type { Transport } from '../transport.ts';
import { type CardItselfReader, cardItselfReader } from './card-itself.ts';
import { type PinReader, pinReader } from './change-pin.ts';
import { type ChipReader, chipReader } from './chip.ts';
import { type ErrandOptions, errandsOver } from './errand.ts';
import { type JpkiReader, jpkiReader } from './jpki.ts';
import { type SurfaceReader, surfaceReader } from './surface.ts';
import { type TextReader, textReader } from './text.ts';

/**
 * A card as a client sees it. Every method rejects with a CardError alone. A PIN is handed over for good: its bytes
 * are zero once the promise settles, whatever the outcome. Calls may overlap; they are done one after another. Each has
 * a budget of commands and of time, so that a card which lies or falls silent ends in an error too.
 */
export interface CardReader
  extends JpkiReader,
    TextReader,
    SurfaceReader,
    CardItselfReader,
    PinReader,
    ChipReader {}

export interface CardOptions extends ErrandOptions {
  /** Fresh random bytes, as many as asked for; needed for secure messaging only. */
  readonly random?: Random;
}

/** A typed client over a transport. Sends nothing yet. */
export function openCard(transport: Transport, options: CardOptions = {}): CardReader {
  const errands = errandsOver(transport, options);
  return {
    ...jpkiReader(errands),
    ...textReader(errands, options.random),
    ...surfaceReader(errands),
    ...cardItselfReader(errands),
    ...pinReader(errands),
    ...chipReader(errands, options.random),
  };
}
