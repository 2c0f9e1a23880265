import type { CaRole } from '@kazasu/pki/issue';
import type { StatementRunner } from '@kazasu/server/store';
import type { Device, RevocationReason } from '../api.ts';

/** A certificate of which the status has changed. */
export interface ChangedRow {
  readonly issuerKeyId: string;
  readonly serial: string;
  readonly role: CaRole;
}

const CHANGED = 'issuer_key_id AS "issuerKeyId", serial, role';

/** What still lives or is on hold, and has not run out. A time before its issue becomes the time of its issue. */
const ENDING = `SET reason = $1, revoked_at = CASE WHEN not_before > $2 THEN not_before ELSE $2 END`;
const ENDABLE = `not_after > $2 AND (revoked_at IS NULL OR reason = 'certificateHold')`;

export interface Ending {
  readonly residentId: string;
  readonly device: Device;
  readonly role: CaRole;
  readonly reason: RevocationReason;
  readonly at: number;
}

/** Revokes for good what a resident has of this role on devices of this kind. */
export async function endCertificates(runner: StatementRunner, ending: Ending): Promise<ChangedRow[]> {
  return runner.run<ChangedRow>(
    `UPDATE authority_certificate ${ENDING}
     WHERE resident_id = $3 AND device = $4 AND role = $5 AND ${ENDABLE} RETURNING ${CHANGED}`,
    [ending.reason, ending.at, ending.residentId, ending.device, ending.role],
  );
}

/** Revokes what was issued to phones with this certificate of a card. */
export async function endChildren(
  runner: StatementRunner,
  parentSerial: string,
  reason: RevocationReason,
  at: number,
): Promise<ChangedRow[]> {
  return runner.run<ChangedRow>(
    `UPDATE authority_certificate ${ENDING} WHERE parent_serial = $3 AND ${ENDABLE} RETURNING ${CHANGED}`,
    [reason, at, parentSerial],
  );
}

/** Stops what lives on this card, until it is found. */
export async function holdCertificates(
  runner: StatementRunner,
  residentId: string,
  sequence: number,
  at: number,
): Promise<ChangedRow[]> {
  return runner.run<ChangedRow>(
    `UPDATE authority_certificate SET reason = 'certificateHold', revoked_at = $3
     WHERE resident_id = $1 AND device = 'card' AND sequence = $2 AND not_after > $3 AND revoked_at IS NULL
     RETURNING ${CHANGED}`,
    [residentId, sequence, at],
  );
}

/** Ends the hold of everything on this card. What was revoked for good meanwhile stays so. */
export async function releaseCertificates(
  runner: StatementRunner,
  residentId: string,
  sequence: number,
): Promise<ChangedRow[]> {
  return runner.run<ChangedRow>(
    `UPDATE authority_certificate SET reason = NULL, revoked_at = NULL
     WHERE resident_id = $1 AND device = 'card' AND sequence = $2 AND reason = 'certificateHold'
     RETURNING ${CHANGED}`,
    [residentId, sequence],
  );
}
