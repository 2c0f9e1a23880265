import type { StatementRunner } from '@kazasu/server/store';

/**
 * Ends every session of one person at one client, whatever it could still fetch: those of the subject, and those that stand in the
 * holder's history, whose subject is another one where something was signed.
 */
export async function deleteSessionsOfPerson(
  within: StatementRunner,
  by: { readonly clientId: string; readonly subject: string; readonly holderId: string },
): Promise<void> {
  await within.run(
    `DELETE FROM provider_session WHERE client_id = $1 AND (subject = $2 OR id IN (
       SELECT id FROM provider_handover WHERE holder_id = $3 AND client_id = $1))`,
    [by.clientId, by.subject, by.holderId],
  );
}
