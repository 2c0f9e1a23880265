import { deletePersonConsents } from '../consent/index.ts';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { ErasedPerson } from '../evidence/index.ts';
import { forgetPerson } from '../person/index.ts';
import { deleteCertificates, type Holder } from '../status/index.ts';
import { deletePersonWatches } from '../watch/index.ts';
import { deletePersonEvents } from '../webhook/index.ts';

export interface PersonErasure {
  /** How many of each were erased. */
  readonly erased: {
    readonly records: number;
    readonly certificates: number;
    readonly watches: number;
    readonly consents: number;
  };
  readonly records: ErasedPerson;
}

/**
 * Erases what may be erased of a person, and tells what stays: records whose retention is not over. First the records, so that a
 * crash between leaves a person who can be erased again. Throws `person-unknown` where there is nothing of them.
 */
export async function erasePerson(
  { store, evidence, log }: Pick<VerifierDeps, 'store' | 'evidence' | 'log'>,
  { tenantId, personId }: Holder,
): Promise<PersonErasure> {
  const records = await evidence.erasePerson(tenantId, personId);
  const rest = await store.transaction(async (within) => {
    const certificates = await deleteCertificates(within, tenantId, personId);
    const watches = await deletePersonWatches(within, tenantId, personId);
    const consents = await deletePersonConsents(within, tenantId, personId);
    await deletePersonEvents(within, tenantId, personId);
    await forgetPerson(within, tenantId, personId);
    return { certificates, watches, consents };
  });
  const erased = { records: records.erased, ...rest };
  const nothing = Object.values(erased).every((count) => count === 0) && records.retained === 0;
  if (nothing) throw new VerifierError('person-unknown');
  log.info('person.erased', { clientId: tenantId, count: records.erased });
  return { erased, records };
}
