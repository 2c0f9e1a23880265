import type { StatusService, VerifierRequest } from '../api.ts';

/** A contract as it is stored. */
export interface VerifierRecord extends VerifierRequest {
  /** SHA-256 of the token, base64url. */
  readonly tokenHash: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

export interface UsageRow {
  /** `YYYYMMDD` in Japan. */
  readonly day: string;
  readonly service: StatusService;
  readonly purpose: string;
  readonly count: number;
}
