import type { KeySet } from '@kazasu/oidc';

/** A registered platform operator (PF事業者). Exactly one of `jwks` and `jwksUri` is there. */
export interface PlatformOperator {
  readonly operatorId: string;
  readonly name: string;
  readonly jwks?: KeySet | undefined;
  readonly jwksUri?: string | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface OperatorRow {
  readonly operator_id: string;
  /** The registration as JSON. */
  readonly document: string;
  readonly created_at: number;
}

export function operatorOf(row: OperatorRow): PlatformOperator {
  return { ...JSON.parse(row.document), operatorId: row.operator_id, createdAt: row.created_at };
}
