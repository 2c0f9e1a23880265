/** Somebody who has set the app up: a row of `provider_holder`. Times are milliseconds since 1970. */
export interface Holder {
  /** Random; no relying party ever sees it. */
  readonly id: string;
  /** Whom the card that set the app up belongs to: the person of logins, never that of signatures (ADR 0009). */
  readonly personId: string;
  readonly registeredAt: number;
}

export interface HolderRow {
  readonly id: string;
  readonly person_id: string;
  readonly registered_at: number;
}

export const HOLDER_COLUMNS = 'id, person_id, registered_at';

export function holderOf(row: HolderRow): Holder {
  return { id: row.id, personId: row.person_id, registeredAt: row.registered_at };
}
