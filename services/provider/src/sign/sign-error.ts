import type { Tellable } from '@kazasu/server/log';
import { DIVERGENCES } from '../divergences.ts';

type Status = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 503;

/** Each reason to refuse: what the wire calls it. What the service says is not known, see the rows `signErrors` and `signStatuses`. */
const SHAPES = DIVERGENCES.signErrors.value satisfies Readonly<
  Record<string, { readonly error: string; readonly status: Status }>
>;
export type SignErrorCode = keyof typeof SHAPES;

/** A refusal of the signature API. The message is the `error_description`: it names the rule, never a value. */
export class SignError extends Error {
  override readonly name = 'SignError';
  readonly code: SignErrorCode;

  constructor(code: SignErrorCode, message: Tellable) {
    super(message);
    this.code = code;
  }

  get error(): string {
    return SHAPES[this.code].error;
  }

  get status(): Status {
    return SHAPES[this.code].status;
  }
}
