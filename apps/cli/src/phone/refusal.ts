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
  'phone/no-certificate': {
    reason: 'this card has no signature certificate',
    remedy: 'Children under 15 have none: take another person.',
  },
  'provider/transaction_taken': {
    reason: 'this link was opened before',
    remedy: 'Begin again at the site: every link opens the app once.',
  },
  'provider/transaction_unknown': {
    reason: 'the service knows no such login or signature',
    remedy: 'Begin again at the site: links and QR codes live for a short time only.',
  },
  'provider/match_failed': {
    reason: 'wrong digits were typed too often',
    remedy: 'Begin again at the site, and type the digits that this command shows.',
  },
  'provider/too_many_requests': {
    reason: 'nobody typed the digits',
    remedy: 'Begin again at the site, and type the digits into the page that shows the QR code.',
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

/** The same codes, where it is the signature's certificate and password that they are about. */
const OF_A_SIGNATURE: typeof EXPLANATIONS = {
  'provider/transaction_expired': {
    reason: 'the signature took too long',
    remedy: 'Ask for the signature again.',
  },
  'card/pin-blocked': {
    reason: 'the signature password of this card is blocked',
    remedy: 'Take another person; in life, the municipal office would set a new password.',
  },
  'card/last-try': {
    reason: 'the card has one try left, which is not used without being asked',
    remedy: 'Sign with the right password in the app, which confirms the last try first.',
  },
  'provider/certificate_revoked': {
    reason: 'the signature certificate is revoked',
    remedy: 'Take another person: this one may have moved, or lost the card.',
  },
  'provider/certificate_expired': {
    reason: 'the signature certificate has run out',
    remedy: 'Take another person; `kazasu person list` tells them apart.',
  },
};

const SECRET_NAMES: { readonly [pin in NonNullable<PhoneError['pin']>]: string } = {
  authentication: 'authentication PIN',
  signature: 'signature password',
  text: 'PIN of the four items',
};

/** `signing`: what failed was a signature. */
export function explain(error: PhoneError, signing: boolean): Explanation {
  if (error.code === 'card/pin-wrong') {
    const left = error.triesLeft === undefined ? '' : `, ${error.triesLeft} tries left`;
    return {
      reason: `the ${SECRET_NAMES[error.pin ?? 'authentication']} is wrong${left}`,
      remedy:
        error.pin === 'signature'
          ? 'Leave --password out to use the person’s own.'
          : 'Leave --pin and --text-pin out to use the person’s own.',
    };
  }
  const ofSignature = signing && error.pin !== 'text' ? OF_A_SIGNATURE[error.code] : undefined;
  return (
    ofSignature ??
    EXPLANATIONS[error.code] ?? {
      reason: error.code,
      remedy: 'The log of the service tells more.',
    }
  );
}
