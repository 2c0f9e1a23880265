import type { StatementRunner } from '@kazasu/server/store';
import type { CardRecord, StoredState } from './card-data.ts';

export const CARD_TABLES = [
  `CREATE TABLE authority_card (
    resident_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    state TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    ends_at BIGINT,
    municipality TEXT,
    face_key TEXT,
    instructions BIGINT NOT NULL,
    ordered BYTES,
    PRIMARY KEY (resident_id, sequence)
  )`,
  `INSERT INTO authority_card (resident_id, sequence, state, issued_at, instructions)
   SELECT c.resident_id, c.sequence,
     CASE WHEN c.sequence = (SELECT MAX(o.sequence) FROM authority_certificate o WHERE o.resident_id = c.resident_id)
       THEN 'active' ELSE 'replaced' END,
     MIN(c.not_before), 0
   FROM authority_certificate c GROUP BY c.resident_id, c.sequence`,
];

const COLUMNS = `resident_id AS "residentId", sequence, state, issued_at AS "issuedAt", ends_at AS "endsAt",
  municipality, face_key AS "faceKey", instructions, ordered`;

/** Oldest first. */
export async function listCards(runner: StatementRunner, residentId: string): Promise<CardRecord[]> {
  return runner.run<CardRecord>(
    `SELECT ${COLUMNS} FROM authority_card WHERE resident_id = $1 ORDER BY sequence`,
    [residentId],
  );
}

export async function latestCard(
  runner: StatementRunner,
  residentId: string,
): Promise<CardRecord | undefined> {
  const [row] = await runner.run<CardRecord>(
    `SELECT ${COLUMNS} FROM authority_card WHERE resident_id = $1 ORDER BY sequence DESC LIMIT 1`,
    [residentId],
  );
  return row;
}

/** False when the resident has a card of this number already. */
export async function insertCard(runner: StatementRunner, card: CardRecord): Promise<boolean> {
  const { residentId, sequence, state, issuedAt, endsAt, municipality, faceKey, instructions, ordered } =
    card;
  const rows = await runner.run(
    `INSERT INTO authority_card
       (resident_id, sequence, state, issued_at, ends_at, municipality, face_key, instructions, ordered)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (resident_id, sequence) DO NOTHING RETURNING sequence`,
    [residentId, sequence, state, issuedAt, endsAt, municipality, faceKey, instructions, ordered],
  );
  return rows.length === 1;
}

/** The one statement that decides an event: false when the card is not in the state that the event begins in. */
export async function changeState(
  runner: StatementRunner,
  card: Pick<CardRecord, 'residentId' | 'sequence' | 'state'>,
  next: StoredState,
): Promise<boolean> {
  const rows = await runner.run(
    `UPDATE authority_card SET state = $4 WHERE resident_id = $1 AND sequence = $2 AND state = $3
     RETURNING sequence`,
    [card.residentId, card.sequence, card.state, next],
  );
  return rows.length === 1;
}

/** What is known of a card once it is made. */
export async function fillCard(runner: StatementRunner, card: CardRecord): Promise<void> {
  await runner.run(
    `UPDATE authority_card SET issued_at = $3, ends_at = $4, municipality = $5, face_key = $6, ordered = NULL
     WHERE resident_id = $1 AND sequence = $2`,
    [card.residentId, card.sequence, card.issuedAt, card.endsAt, card.municipality, card.faceKey],
  );
}

/** Cards of before this table are of the municipality that their holder lived in until the first move. */
export async function noteMunicipality(
  runner: StatementRunner,
  residentId: string,
  code: string,
): Promise<void> {
  await runner.run(
    `UPDATE authority_card SET municipality = $2
     WHERE resident_id = $1 AND municipality IS NULL AND state <> 'ordered'`,
    [residentId, code],
  );
}

/** The number of the next instruction for this card, which nobody else gets. */
export async function nextInstruction(
  runner: StatementRunner,
  residentId: string,
  sequence: number,
): Promise<number> {
  const [row] = await runner.run<{ instructions: number }>(
    `UPDATE authority_card SET instructions = instructions + 1
     WHERE resident_id = $1 AND sequence = $2 RETURNING instructions`,
    [residentId, sequence],
  );
  return row?.instructions ?? 1;
}
