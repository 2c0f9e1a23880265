import type { PhoneError } from '@kazasu/phone/headless';

interface Explanation {
  readonly reason: string;
  readonly remedy: string;
}

/** Codes that a person or a relying party's developer can do something about. */
const EXPLANATIONS: { readonly [code in PhoneError['code']]?: Explanation } = {
  'card/pin-blocked': {
    reason: 'the PIN of this card is blocked',
    remedy: 'Take another person; in life, the municipal office would set a new PIN.',
  },
  'card/last-try': {
    reason: 'the card has one try left, which is not used without being asked',
    remedy: 'Log the person in with the right PIN in the app, which confirms the last try first.',
  },
  'card/removed': {
    reason: 'the card was taken away',
    remedy:
      'Another phone is using the same person’s card: give each test its own person, or one after another.',
  },
  'provider/certificate_revoked': {
    reason: 'the authentication certificate is revoked',
    remedy: 'Take another person; `kazasu person list` shows who can log in.',
  },
  'provider/certificate_expired': {
    reason: 'the authentication certificate has run out',
    remedy: 'Take another person; `kazasu person list` shows who can log in.',
  },
  'provider/transaction_taken': {
    reason: 'this link was opened before',
    remedy: 'Begin a new login: every link opens the app once.',
  },
  'provider/transaction_unknown': {
    reason: 'the service knows no such login',
    remedy: 'Begin a new login: links and QR codes live for a short time only.',
  },
  'provider/transaction_expired': {
    reason: 'the login took too long',
    remedy: 'Begin a new login.',
  },
  'phone/unreachable': {
    reason: 'the service does not answer',
    remedy: 'Start the town with `npm start` (or `npx kazasu up`).',
  },
};

export function explain(error: PhoneError): Explanation {
  if (error.code === 'card/pin-wrong') {
    const which = error.pin === 'text' ? 'PIN of the four items' : 'authentication PIN';
    const left = error.triesLeft === undefined ? '' : `, ${error.triesLeft} tries left`;
    return {
      reason: `the ${which} is wrong${left}`,
      remedy: 'Leave --pin and --text-pin out to use the person’s own.',
    };
  }
  return (
    EXPLANATIONS[error.code] ?? {
      reason: error.code,
      remedy: 'The log of the service tells more.',
    }
  );
}
