import { STATUS } from '../../status.ts';
import type { CardKeys } from './card-keys.ts';
import type { CardApplication, CardFile, CardLayout } from './layout.ts';
import type { DurableMemory } from './memory.ts';
import type { SecureChannel } from './secure-channel.ts';

/** What lasts from one reset to the next: all of it is gone when power goes. */
export interface Session {
  /** Undefined in the power-on state. */
  application: CardApplication | undefined;
  /** Identifier of the current elementary file. */
  file: number | undefined;
  /** Names that have been shown since the application was selected. */
  readonly verified: Set<string>;
  /** Names that were shown in the master file: they outlast the selection of an application. */
  readonly verifiedInMasterFile: Set<string>;
  /** `lost` once a message could not be read: only a new one helps. */
  channel: SecureChannel | 'lost' | undefined;
  /** What GET CHALLENGE gave out last, for instructions that let the terminal answer it. */
  challenge: Uint8Array | undefined;
}

/** A card as the commands see it. */
export interface CardState {
  readonly layout: CardLayout;
  readonly memory: DurableMemory;
  readonly keys: CardKeys | undefined;
  readonly random: (length: number) => Uint8Array;
  readonly session: Session;
}

export function newSession(): Session {
  return {
    application: undefined,
    file: undefined,
    verified: new Set(),
    verifiedInMasterFile: new Set(),
    channel: undefined,
    challenge: undefined,
  };
}

/** Into an application or the master file: no PIN of an application counts any more, no secure messaging goes on. */
export function enter(session: Session, application: CardApplication | undefined): void {
  session.application = application;
  session.file = undefined;
  session.verified.clear();
  session.channel = undefined;
  session.challenge = undefined;
}

/** Back to the power-on state: everything is forgotten. */
export function powerOn(session: Session): void {
  enter(session, undefined);
  session.verifiedInMasterFile.clear();
}

/** The names that have been shown where the card is now. */
export function verifiedHere(session: Session): Set<string> {
  return session.application === undefined ? session.verifiedInMasterFile : session.verified;
}

/** What another card over the same memory has blocked is no longer shown here. Names that are no PINs stay. */
export function forgetBlocked({ memory, session }: CardState): void {
  for (const shown of [session.verified, session.verifiedInMasterFile]) {
    for (const name of shown) {
      const record = memory.read()[name];
      if (record !== undefined && !(record.triesLeft > 0)) shown.delete(name);
    }
  }
}

/** A file of the current application. The file of a PIN that the card does not have is not there. */
export function fileOf(card: CardState, identifier: number): CardFile | undefined {
  const file = (card.session.application ?? card.layout.masterFile).files.get(identifier);
  if (file?.kind === 'pin' && card.memory.read()[file.pin] === undefined) return undefined;
  return file;
}

/** Bit 8 of P2 says that the reference is specific to the application, the low five bits name the file. */
const LOCAL_REFERENCE = 0x80;
const FILE_BITS = 0x1f;

/**
 * The file that P2 means in instructions about PINs and keys: `80` the current one, `80+sfi` another. A number is the
 * status word to refuse with.
 */
export function referencedFile(card: CardState, p2: number): CardFile | number {
  if ((p2 & ~FILE_BITS) !== LOCAL_REFERENCE) return STATUS.wrongParameters;
  const identifier = p2 & FILE_BITS;
  if (identifier !== 0) return fileOf(card, identifier) ?? STATUS.referenceNotFound;
  if (card.session.file === undefined) return STATUS.noCurrentFile;
  return fileOf(card, card.session.file) ?? STATUS.noCurrentFile;
}
