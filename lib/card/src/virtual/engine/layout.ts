import type { PinRule } from '../../pin.ts';
import type { Instruction } from './answer.ts';

/**
 * What has to be shown before a file opens: nothing, or names that VERIFY or an authentication of the layout's own has
 * added to the security status. `never` is a rule that nobody outside can meet.
 */
export type Access =
  | 'free'
  | 'never'
  | { readonly anyOf: readonly string[] }
  | { readonly allOf: readonly string[] };

export interface DataFile {
  readonly kind: 'data';
  readonly content: Uint8Array;
  readonly access: Access;
}

export function data(content: Uint8Array, access: Access): DataFile {
  return { kind: 'data', content, access };
}

export interface RecordFile {
  readonly kind: 'record';
  /** The first is record 1. */
  readonly records: readonly Uint8Array[];
  readonly access: Access;
}

export interface PinFile {
  readonly kind: 'pin';
  /** Its name in the card's memory and in access rules. A PIN that the memory does not hold has no file either. */
  readonly pin: string;
  readonly rule: Pick<PinRule, 'lengthMin' | 'lengthMax' | 'tries' | 'characters'>;
  readonly changedBy: PinRule['changedBy'];
}

export interface KeyFile<Key extends string = string> {
  readonly kind: 'key';
  /** Its name in the chip's keys. */
  readonly key: Key;
  readonly access: Access;
  /** COMPUTE DIGITAL SIGNATURE or INTERNAL AUTHENTICATE. */
  readonly use: 'sign' | 'authenticate';
}

/** An elementary file, as far as commands care: what it is and what opens it. */
export type CardFile =
  | DataFile
  | RecordFile
  | PinFile
  | KeyFile
  /** A PIN that left personalisation blocked. */
  | { readonly kind: 'blocked' }
  /** A file that is there and that no command outside personalisation works on. */
  | { readonly kind: 'internal' };

/** By file identifier; those from 0001 to 001E are short file identifiers too. */
export type CardFiles = ReadonlyMap<number, CardFile>;

export interface CardApplication {
  readonly aid: Uint8Array;
  readonly files: CardFiles;
  /** The key that P2 = 00 of COMPUTE DIGITAL SIGNATURE means. */
  readonly defaultKey?: KeyFile;
  /** Who may open secure messaging with SET SESSION KEY; absent where no key for that is set up. */
  readonly sessionKeyAccess?: Access;
}

/** Where a card is after power-on, before any application. */
export interface MasterFile {
  readonly files: CardFiles;
  /** What GET DATA answers, by tag. */
  readonly dataObjects: ReadonlyMap<number, Uint8Array>;
  /** Tags that GET DATA answers within an application too. */
  readonly everywhere: ReadonlySet<number>;
  /** Whether SELECT leads back here; a My Number Card only pretends. */
  readonly selectable: boolean;
}

/** By CLA·256 + INS, without the bits of CLA that announce secure messaging. */
export type InstructionTable = ReadonlyMap<number, Instruction>;

/** A kind of card with its contents: the whole difference between a My Number Card and any other. */
export interface CardLayout {
  readonly masterFile: MasterFile;
  readonly applications: readonly CardApplication[];
  /** AIDs that lead back to the power-on state. */
  readonly powerOnAids: readonly Uint8Array[];
  readonly instructions: InstructionTable;
}
