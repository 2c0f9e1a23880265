import type { CardError, CardErrorCode } from '@kazasu/card';
import type { ReaderErrorCode } from '@kazasu/reader/pcsc';
import type { ProblemCode } from '../../problem.ts';
import { type CardKind, KIND_NAMES } from '../kind.ts';

/** Where the card is: it decides what can be done about it. */
export type Holder = 'reader' | 'town' | 'file';

interface Circumstances {
  readonly holder: Holder | undefined;
  /** Undefined where it is not known, or not asked yet. */
  readonly kind: CardKind | undefined;
  /** The secret that was used, as people call it, and its form. */
  readonly pin: string | undefined;
  readonly form: string | undefined;
}

export interface Explanation {
  readonly code: ProblemCode;
  readonly cause: string;
  readonly remedy: string;
}

type Explain<Problem> = (problem: Problem, circumstances: Circumstances) => Explanation;

const refused = (cause: string, remedy: string): Explanation => ({ code: 'refused', cause, remedy });
const unreachable = (cause: string, remedy: string): Explanation => ({ code: 'unreachable', cause, remedy });

/** Who sets a new secret where one is blocked. A residence card blocks none. */
const UNLOCK: { readonly [kind in Exclude<CardKind, 'residence'>]: { readonly [holder in Holder]: string } } =
  {
    'my-number': {
      reader:
        'Only the municipal office can set a new one (for the signature password, also a convenience store).',
      town: 'Take another person; in life, the municipal office would set a new one.',
      file: 'Take another card file; in life, the municipal office would set a new one.',
    },
    licence: {
      reader: 'Only the police can unlock it, at a licence centre or a police station.',
      town: 'A town on another data folder (KAZASU_DATA) has a fresh one; in life, the police would unlock it.',
      file: 'In life, the police would unlock it.',
    },
  };

const AGAIN: { readonly [holder in Holder]: string } = {
  reader: 'Make sure of it before the next try: only a right one brings the tries back.',
  town: 'Only a right one brings the tries back. Without --pin the person’s first one is used; was it changed?',
  file: 'Only a right one brings the tries back; the record that the card was made of has it.',
};

const ELSEWHERE: { readonly [kind in CardKind]: string } = {
  'my-number':
    'A child’s card has no signature certificate, a phone has no face; `kazasu card info` shows what is here.',
  licence: '`kazasu card read --help` names what can be read of a licence.',
  residence:
    'A special permanent resident’s certificate has fewer files; `kazasu card read --help` names what can be read.',
};

const unlock = ({ kind, holder = 'reader' }: Circumstances) =>
  kind === undefined || kind === 'residence'
    ? 'Only the office that issued the card can help.'
    : UNLOCK[kind][holder];
const again = ({ kind, holder = 'reader' }: Circumstances) =>
  kind === 'residence'
    ? 'Nothing counts the misses: type it as it stands on the front of the card.'
    : AGAIN[holder];
/** What was expected there, as people call it. */
const named = ({ kind }: Circumstances) =>
  kind === undefined ? 'card that is known here' : KIND_NAMES[kind];
const tries = (left: number) => (left === 1 ? '1 try' : `${left} tries`);
const status = (error: CardError) =>
  error.status === undefined ? '' : ` (status ${error.status.toString(16).padStart(4, '0').toUpperCase()})`;
const theSecret = ({ pin }: Circumstances) => (pin === undefined ? 'the PIN' : `the ${pin}`);

export const CARD_EXPLANATIONS: { readonly [code in CardErrorCode]: Explain<CardError> } = {
  'card/removed': (_, { holder }) =>
    unreachable(
      'The card went away in the middle of it.',
      holder === 'town'
        ? 'Does the town still run, and does nobody else hold the same person’s card? Run it again.'
        : 'Leave the card on the reader until the command is done, and run it again.',
    ),
  'card/timeout': () =>
    unreachable(
      'The card did not answer in time.',
      'Take it off the reader, put it back flat, and run it again.',
    ),
  'card/busy': () =>
    refused('The card was asked two things at once.', 'This is a fault of the command: please report it.'),
  'card/pin-wrong': ({ triesLeft }, at) =>
    refused(
      `${capital(theSecret(at))} is wrong${triesLeft === undefined ? '' : `: ${tries(triesLeft)} left`}.`,
      triesLeft === 0 ? `It is blocked now. ${unlock(at)}` : again(at),
    ),
  'card/pin-blocked': (_, at) => refused(`${capital(theSecret(at))} is blocked: no try is left.`, unlock(at)),
  'card/pin-format': (_, at) => ({
    code: 'usage',
    cause: `${capital(theSecret(at))} cannot be right in this form; the card was not asked.`,
    remedy: at.form === undefined ? 'The help of the command tells the form.' : `Wanted: ${at.form}.`,
  }),
  'card/last-try': (_, at) =>
    refused(
      `One try is left for ${theSecret(at)}, and it was not used: a miss would block it.`,
      'If you are certain, run the same command with --use-last-try.',
    ),
  'card/not-found': (error, { kind }) =>
    refused(
      `This card has no such thing${status(error)}.`,
      kind === undefined ? '`kazasu card info` shows what card this is.' : ELSEWHERE[kind],
    ),
  'card/security-status': (error, { kind }) =>
    refused(
      `The card wants a PIN first${status(error)}.`,
      kind === 'my-number'
        ? 'A phone asks for the authentication PIN even for its certificate; this is not supported yet.'
        : 'Run it again with --trace, and report it.',
    ),
  'card/response': (_, at) =>
    refused(
      `The card answered what no ${named(at)} answers.`,
      'Is it one? A bad contact can do it too: run it again.',
    ),
  'card/unexpected-status': (error) =>
    refused(
      `The card refused for a reason that has no meaning here${status(error)}.`,
      'Run it again with --trace to see the exchange; PINs are masked in it.',
    ),
  'card/command': () =>
    refused('That cannot be put into a command for a card.', 'Give the file or the value as the help says.'),
  'card/session': () =>
    refused(
      'The protected session with the card broke.',
      'Run it again; without --secure-messaging the card answers in the clear.',
    ),
  'card/file': (_, at) =>
    refused(
      `A file of this card is not of the form that a ${named(at)} has.`,
      'Run it again with --trace, and report it: the form may be new.',
    ),
};

export const READER_EXPLANATIONS: {
  readonly [code in ReaderErrorCode]: Explain<{ readonly message: string }>;
} = {
  'reader/unsupported': ({ message }) =>
    unreachable('Card readers cannot be used here: the PC/SC binding is not installed.', message),
  'reader/service': () =>
    unreachable(
      'The smart card service of this machine does not answer.',
      'Linux: install and start pcscd (apt-get install pcscd, systemctl start pcscd), and see that your user may use it. On macOS and Windows it is part of the system.',
    ),
  'reader/not-found': () =>
    unreachable(
      'There is no such card reader.',
      'Plug one in, or see `kazasu card list` for the names; a part of a name is enough for --reader.',
    ),
  'reader/no-card': () =>
    unreachable(
      'No card lies on a reader, or the one that does is silent.',
      'Put the card on the reader, flat, or chip first where there is a slot, and run it again.',
    ),
  'reader/in-use': () =>
    unreachable(
      'Another program holds the card.',
      'End it (a browser’s card add-on, a PKCS#11 tool), then run this again.',
    ),
  'reader/atr': () =>
    refused(
      'This card has no answer to reset that a reader could pass on.',
      'This is a fault of the card file: make a new one.',
    ),
  'reader/refused': () =>
    unreachable(
      'Nothing listens where the virtual reader should.',
      'Start pcscd with vsmartcard-vpcd, or name its address with --vpcd.',
    ),
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
