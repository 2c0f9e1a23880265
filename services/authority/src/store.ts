/** The tables of all folders, in the order in which they came to be, and the removal of what has had its time. */
import { sweepAdministration } from '@kazasu/server/administration';
import { codeOf } from '@kazasu/server/log';
import { type Migration, takeTurn } from '@kazasu/server/store';
import { ADMINISTRATION_TABLES, AUTHORITY } from './administration/administration.ts';
import { AUDIT_OF_ADMINISTRATION, AUDIT_OF_RESIDENT, AUDIT_TABLES } from './audit/index.ts';
import { CA_TABLES } from './ca/index.ts';
import { CERTIFICATE_CHANGES, CERTIFICATE_TABLES, REVOKED_INDEXES } from './certificate/index.ts';
import { CONSENT_TABLES } from './consent/index.ts';
import { CRL_CHANGES, CRL_TABLES } from './crl/index.ts';
import type { AuthorityDeps } from './deps.ts';
import { CARD_TABLES } from './life/index.ts';
import { OCSP_TABLES } from './ocsp/index.ts';
import { COUNTER_USED } from './page/used-store.ts';
import { PHONE_TABLES } from './phone/key-store.ts';
import { RESIDENT_CHANGES, RESIDENT_TABLES } from './resident/index.ts';
import { forgetMessages, HONOURED } from './signed-message/index.ts';
import { dateOf } from './validity.ts';
import { forgetQuotas, VERIFIER_TABLES } from './verifier/index.ts';

/** Everything the authority stores. Private keys of residents are nowhere in it: they go into the card and are forgotten. */
export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    statements: [...CA_TABLES, ...RESIDENT_TABLES, ...CERTIFICATE_TABLES, ...CRL_TABLES, ...OCSP_TABLES],
  },
  {
    // The life events. Cards are counted from the certificates that stand in the first table of them.
    id: 2,
    statements: [
      ...CARD_TABLES,
      ...CERTIFICATE_CHANGES,
      ...RESIDENT_CHANGES,
      ...CONSENT_TABLES,
      ...HONOURED.tables,
      ...VERIFIER_TABLES,
      ...AUDIT_TABLES,
    ],
  },
  // Numbers of lists are taken before they are used, and lists are kept in parts.
  { id: 3, statements: CRL_CHANGES },
  // The counter's pages, and the history that they show.
  { id: 4, statements: [...COUNTER_USED.tables, AUDIT_OF_RESIDENT] },
  // Lists are made of pages.
  { id: 5, statements: REVOKED_INDEXES },
  // A key of a phone is one person's.
  { id: 6, statements: PHONE_TABLES },
  // Named administrators, and what they did.
  { id: 7, statements: [...ADMINISTRATION_TABLES, ...AUDIT_OF_ADMINISTRATION] },
];

const SWEEP_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

/** Nothing that is over is honoured, swept or not; this only keeps no longer than needed. */
export async function sweep({ store, clock }: Pick<AuthorityDeps, 'store' | 'clock'>): Promise<void> {
  const now = Math.floor(clock.now());
  await forgetMessages(store, now);
  await COUNTER_USED.forget(store, now);
  // The clocks of nodes differ by less than a day.
  await forgetQuotas(store, dateOf(now - DAY_MS));
  await sweepAdministration(store, AUTHORITY, now);
}

/** Each minute, of all nodes one; until it is stopped. */
export function startSweep(deps: AuthorityDeps): { stop(): Promise<void> } {
  let sweeping: Promise<void> | undefined;
  const inTurn = async () => {
    const now = Math.floor(deps.clock.now());
    const turn = { name: 'authority.sweep', now, until: now + SWEEP_MS - 1_000 };
    if (await takeTurn(deps.store, turn)) await sweep(deps);
  };
  const timer = setInterval(() => {
    sweeping ??= inTurn()
      .catch((error: unknown) => deps.log.error('sweep.failed', { code: codeOf(error) }))
      .finally(() => {
        sweeping = undefined;
      });
  }, SWEEP_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
