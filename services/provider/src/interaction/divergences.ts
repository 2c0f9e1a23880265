/** What of a login between browser, phone and server is guessed; part of the table in ../divergences.ts, and read from there. */
import { type Divergence, row } from '../divergence-row.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const INTERACTION_DIVERGENCES = {
  // ---- interaction --------------------------------------------------------------------------------------
  loginLifetimeMs: row('3.7', 'KC', 'How long a login may take from the request to the answer.', 30 * MINUTE),
  linkLifetimeMs: row(
    '7.2',
    '不明',
    'How long the link that opens the app on the same device lives; one that was sent on must not find somebody.',
    90 * SECOND,
  ),
  qrLifetimeMs: row('7.2', '不明', 'How long a QR code may be scanned.', 90 * SECOND),
  qrRefreshMs: row('7.2', '不明', 'After what time the page shows a fresh QR code and link.', 60 * SECOND),
  statusIntervalMs: row('7.1', '不明', 'How often the waiting page asks whether it may move on.', 2 * SECOND),
  invalidProofsMax: row('7.2', '不明', 'How many card proofs may fail before the login is given up.', 5),
  numberMatching: row(
    '7.1',
    '第三者',
    'With a second device the app shows six digits that are typed on the first; what binds the app to the browser on one device is not known.',
    'six digits with a second device; on one device a one-time ticket in the address that leads back: ADR 0034',
  ),
  matchLifetimeMs: row('7.2', '不明', 'How long the six digits count before the app shows others.', MINUTE),
  matchShownMax: row('7.2', '不明', 'How many sets of digits the app may show for one login.', 11),
  matchWrongMax: row(
    '7.2',
    '不明',
    'How often the digits may be typed wrong before the login is given up.',
    5,
  ),
  extensionsMax: row(
    '7.2',
    '不明',
    'How often a person may begin the time of a login anew (WCAG 2.2.1: ten times).',
    10,
  ),

  // ---- answers to the relying party when the login does not succeed ---------------------------------------
  declined: row('2.6', 'KC', 'What a relying party gets when the person stops or refuses.', {
    error: 'access_denied',
    description: 'The user cancelled or refused the request',
  }),
  expired: row('11.5', 'KC', 'What a relying party gets when the person took too long.', {
    error: 'temporarily_unavailable',
    description: 'authentication_expired',
  }),
  matchFailed: row('11.5', '不明', 'What a relying party gets after the digits were wrong too often.', {
    error: 'access_denied',
    description: 'The numbers did not match',
  }),
  proofInvalid: row('11.5', '不明', 'What a relying party gets after too many invalid card proofs.', {
    error: 'access_denied',
    description: 'The card could not be verified',
  }),
  certificateInvalid: row('11.5', '不明', 'What a relying party gets for a certificate that is refused.', {
    error: 'access_denied',
    description: 'The certificate is not acceptable',
  }),
  certificateExpired: row('11.5', '不明', 'What a relying party gets for a certificate that has run out.', {
    error: 'access_denied',
    description: 'The certificate has expired',
  }),
  certificateRevoked: row(
    '11.5',
    '不明',
    'What a relying party gets for a revoked or suspended certificate.',
    {
      error: 'access_denied',
      description: 'The certificate has been revoked',
    },
  ),
  revocationUnknown: row(
    '11.5',
    '不明',
    'What a relying party gets when revocation could not be learnt, in the last try either.',
    {
      error: 'temporarily_unavailable',
      description: 'The revocation status of the certificate could not be determined',
    },
  ),
  itemsInvalid: row('11.5', '不明', 'What a relying party gets for items that were not verified.', {
    error: 'access_denied',
    description: 'The items on the card could not be verified',
  }),
  serviceUnavailable: row('11.5', '不明', 'What a relying party gets when another service did not answer.', {
    error: 'temporarily_unavailable',
    description: 'The service is temporarily unavailable',
  }),
} as const satisfies Record<string, Divergence>;
