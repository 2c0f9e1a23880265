/** What of the app's own account is guessed; part of the table in ../divergences.ts, and read from there. */
import { type Divergence, row } from '../divergence-row.ts';

const MINUTE = 60_000;

export const HOLDER_DIVERGENCES = {
  registrationLifetimeMs: row(
    '7.2',
    '不明',
    'How long setting the app up may take, from the screen lock to the card; nothing is kept of one that is not finished.',
    15 * MINUTE,
  ),
  unlockLifetimeMs: row(
    '7.2',
    '不明',
    'How long the question to the screen lock may wait for its answer.',
    5 * MINUTE,
  ),
  holderIdleMs: row('7.2', '不明', 'After what time without use the app is locked.', 5 * MINUTE),
  holderSessionLifetimeMs: row(
    '7.2',
    '不明',
    'After what time the app is locked in any case, however much it is used.',
    60 * MINUTE,
  ),
  passkeysMax: row(
    '7.1',
    '不明',
    'On how many devices one person may have the app; one more ends the one that was not used for longest.',
    5,
  ),
} as const satisfies Record<string, Divergence>;
