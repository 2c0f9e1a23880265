import { STATUS } from '../status.ts';
import type { CardMemory, ChipKeys, PinName } from './contents.ts';
import type { CardApplication, CardFile } from './file.ts';

/** What lasts from one reset to the next: all of it is gone when power goes. */
export interface Session {
  application: CardApplication | undefined;
  /** Identifier of the current elementary file of that application. */
  file: number | undefined;
  readonly verified: Set<PinName>;
}

/** A card as the commands see it. */
export interface CardState {
  readonly applications: readonly CardApplication[];
  readonly memory: CardMemory;
  readonly keys: ChipKeys;
  readonly random: (length: number) => Uint8Array;
  readonly session: Session;
}

/** Back to the power-on state, or into an application: either way no PIN counts as verified any more. */
export function enterApplication(session: Session, application: CardApplication | undefined): void {
  session.application = application;
  session.file = undefined;
  session.verified.clear();
}

/** A file of the current application. The file of a PIN that the card does not have is not there. */
export function fileOf(card: CardState, identifier: number): CardFile | undefined {
  const file = card.session.application?.files.get(identifier);
  if (file?.kind === 'pin' && card.memory.read()[file.pin] === undefined) return undefined;
  return file;
}

/** Bit 8 of P2 says that the reference is specific to the application, the low five bits name the file. */
const LOCAL_REFERENCE = 0x80;
const FILE_BITS = 0x1f;

/**
 * The file that P2 of VERIFY, CHANGE REFERENCE DATA and COMPUTE DIGITAL SIGNATURE means: `80` the current
 * one, `80+sfi` another. A number is the status word to refuse with.
 */
export function referencedFile(card: CardState, p2: number): CardFile | number {
  if ((p2 & ~FILE_BITS) !== LOCAL_REFERENCE) return STATUS.wrongParameters;
  const identifier = p2 & FILE_BITS;
  if (identifier !== 0) return fileOf(card, identifier) ?? STATUS.referenceNotFound;
  if (card.session.file === undefined) return STATUS.noCurrentFile;
  return fileOf(card, card.session.file) ?? STATUS.noCurrentFile;
}
