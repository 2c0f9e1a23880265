import type { Text } from '../text.ts';

/** Statuses of problems. */
export type ProblemStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 406
  | 408
  | 409
  | 410
  | 413
  | 415
  | 422
  | 429
  | 500
  | 502
  | 503;

/** One row of the catalogue: what happened, why it may have, and what to do about it. */
export interface ProblemRow {
  readonly status: ProblemStatus;
  /** In a few words, without full stop. */
  readonly title: Text;
  /** Why, in one or two sentences. */
  readonly cause: Text;
  /** What the caller can do. */
  readonly remedy: Text;
}

/** A folder's own rows; codes are `noun-state` in lower case. */
export type ProblemTable = Readonly<Record<string, ProblemRow>>;
