import type { PhoneErrorCode, PhonePin, ProofStage, Transaction, TriesLeft } from '../../headless/index.ts';
import type { BoxCard } from './card-reader.ts';

/** What is wrong, as far as a screen has to know. */
export interface Problem {
  readonly code: PhoneErrorCode | 'phone/fault';
  /** The transaction has ended with it. */
  readonly final?: boolean;
  readonly pin?: PhonePin;
  readonly triesLeft?: number;
}

/** A card that the person has taken in hand, and how often its PINs may still be wrong. */
export interface Held {
  readonly card: BoxCard;
  readonly tries: TriesLeft;
}

/** The screens, each with what it shows. `busy`: something is under way that was started there. */
export type Screen =
  | { readonly at: 'starting' }
  | { readonly at: 'home'; readonly problem?: Problem }
  | { readonly at: 'confirm'; readonly transaction: Transaction }
  | {
      readonly at: 'card';
      readonly transaction: Transaction;
      /** Undefined while the box is being opened. */
      readonly cards: readonly BoxCard[] | undefined;
      readonly busy: boolean;
      readonly problem?: Problem;
    }
  | {
      readonly at: 'pin';
      readonly transaction: Transaction;
      readonly held: Held;
      readonly pin: PhonePin;
      /** The PIN typed just before may be used again. */
      readonly sameOffered: boolean;
      readonly problem?: Problem;
    }
  | {
      readonly at: 'hold';
      readonly transaction: Transaction;
      readonly held: Held;
      /** Undefined while the card is not at the phone. */
      readonly stage: ProofStage | undefined;
      readonly problem?: Problem;
    }
  | {
      readonly at: 'handover';
      readonly transaction: Transaction;
      readonly busy: boolean;
      readonly problem?: Problem;
    }
  | { readonly at: 'done'; readonly transaction: Transaction }
  | {
      readonly at: 'ended';
      readonly problem: Problem;
      readonly retry: boolean;
      /** It was about a signature, whose certificate and password have other names. */
      readonly signing: boolean;
      /** What was ended by the provider: a browser waits for it, and brings the error to the relying party. */
      readonly told?: Transaction['view'];
    };
