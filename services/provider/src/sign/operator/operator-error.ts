export type OperatorErrorCode =
  | 'operator/name'
  | 'operator/keys'
  | 'operator/id'
  | 'operator/exists'
  | 'operator/in-use'
  | 'operator/unknown';

/** Why the administrator is refused. The message names the rule. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly code: OperatorErrorCode;

  constructor(code: OperatorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
