import type { PhoneErrorCode, PhonePin, ProofStage, Transaction, TriesLeft } from '../../headless/index.ts';
import type { BoxCard, ReaderId } from './card-reader.ts';

/** What is wrong, as far as a screen has to know. */
export interface Problem {
  readonly code: PhoneErrorCode | 'phone/fault';
  /** The transaction has ended with it. */
  readonly final?: boolean;
  readonly pin?: PhonePin;
  readonly triesLeft?: number;
  /** How far the card had been read when it slipped. */
  readonly stage?: ProofStage;
}

/** A card that the person has taken in hand, and how often its PINs may still be wrong. */
export interface Held {
  readonly card: BoxCard;
  readonly reader: ReaderId;
  readonly tries: TriesLeft;
  /** Of what anybody can read on the card: another card than this one gets no PIN. Undefined where it has no certificate. */
  readonly fingerprint: string | undefined;
  /** Nothing is typed: this device's lock stands in for the PINs. */
  readonly byLock: boolean;
}

/** `leaving`: the person has gone back from where there is no step back, and is asked whether to stop. */
interface Leaving {
  readonly leaving?: boolean;
}

interface Going {
  readonly transaction: Transaction;
}

/** The screens, each with what it shows. `busy`: something is under way that was started there. */
export type Screen =
  | { readonly at: 'starting' }
  | { readonly at: 'home' }
  /** Another tab of this browser goes on with it; `mine`: this tab could go on in its place. */
  | { readonly at: 'elsewhere'; readonly mine: boolean }
  /** Nobody looks at the page: nothing of the person stands on it. */
  | { readonly at: 'away' }
  /** The six digits. `lost`: the network has gone, and is being tried again. `problem`: no new digits could be had. */
  | (Going &
      Leaving & {
        readonly at: 'match';
        readonly lost: boolean;
        readonly busy: boolean;
        readonly problem?: Problem;
      })
  | (Going & Leaving & { readonly at: 'confirm' })
  | (Going & {
      readonly at: 'card';
      readonly reader: ReaderId;
      /** Undefined while the reader is being asked. */
      readonly cards: readonly BoxCard[] | undefined;
      readonly busy: boolean;
      readonly problem?: Problem;
    })
  | (Going & {
      readonly at: 'pin';
      readonly held: Held;
      readonly pin: PhonePin;
      /** The PIN typed just before may be used again. */
      readonly sameOffered: boolean;
      /** It has been typed, it is the only try left, and the person is asked once more. */
      readonly asking: boolean;
      readonly problem?: Problem;
    })
  | (Going & {
      readonly at: 'hold';
      readonly held: Held;
      /** Undefined while the card is not at the phone. */
      readonly stage: ProofStage | undefined;
      /** The card has done its part; what it signed has not arrived yet. */
      readonly signed: boolean;
      readonly problem?: Problem;
    })
  | (Going &
      Leaving & {
        readonly at: 'handover';
        readonly busy: boolean;
        readonly problem?: Problem;
      })
  | (Going & { readonly at: 'done' })
  | {
      readonly at: 'ended';
      readonly problem: Problem;
      readonly retry: boolean;
      /** It was about a signature, whose certificate and password have other names. */
      readonly signing: boolean;
      /** What was ended by the provider: a browser waits for it, and brings the error to the relying party. */
      readonly told?: Transaction;
    };

/** What stays on the screen only as long as somebody looks at it. */
export function isPersonal({ at }: Screen): boolean {
  return at === 'card' || at === 'pin' || at === 'hold' || at === 'handover';
}
