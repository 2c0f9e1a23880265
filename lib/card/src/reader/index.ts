/**
 * The reader: what a client wants from a card, over any Transport. Runs in a browser. It trusts the card with
 * nothing: answers are bounded and of the expected form, or a CardError. It judges no signature.
 *
 * One file a family of errands (`jpki`, `text`, `surface`, `card-itself`, `change-pin`, `chip`); below them what errands
 * are made of: `errand` (turns, time, overwritten PINs), `guarded-transport` (budget), `link` and `secure-link` (in the
 * clear, in a session), `file`, `pin`, `sign`.
 */

export type { SignatureScheme } from '../application/jpki/signature-scheme.ts';
export type { Random } from '../random.ts';
export type { CardItselfReader } from './card-itself.ts';
export { newPinFormat, type PinReader } from './change-pin.ts';
export type { ChipReader, ItemProof } from './chip.ts';
export { hasApplication } from './has-application.ts';
export type { CertifiedSignatures, JpkiReader } from './jpki.ts';
export type { ReaderStep } from './link.ts';
export type { PinOptions } from './pin.ts';
export { type CardOptions, type CardReader, openCard } from './reader.ts';
export type { SignOptions } from './sign.ts';
export type {
  AgeRecordFiles,
  FaceFiles,
  FaceNumber,
  MyNumberImageFiles,
  SurfaceReader,
} from './surface.ts';
export type { FourItemFiles, FourItemOptions, MyNumberOptions, ReadOptions, TextReader } from './text.ts';
