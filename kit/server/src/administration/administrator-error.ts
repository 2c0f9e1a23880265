export type AdministratorErrorCode =
  | 'administrator/exists'
  | 'administrator/key'
  | 'administrator/unknown'
  | 'administrator/too-few'
  | 'administrator/too-many'
  /** The list was changed by somebody else meanwhile. */
  | 'administrator/changed'
  /** Two are there who must agree; the machine alone does not decide any more. */
  | 'administrator/two-are-there'
  | 'proposal/unknown'
  | 'proposal/own'
  | 'proposal/digest'
  | 'proposal/decided'
  | 'proposal/expired'
  | 'proposal/proposer'
  /** Whoever is to be removed by it decides nothing about it. */
  | 'proposal/concerned'
  | 'proposal/too-many'
  | 'epoch/outdated'
  /** Another version of the trust stands than the one that the new one was made from. */
  | 'trust/outdated'
  /** Something in it is no certificate or key, or it has no certification authority. */
  | 'trust/unusable'
  /** Another version of a key stands than the one that was to be replaced. */
  | 'keys/changed';

/** Fewer could not agree to anything. */
export const FEWEST_KEY_ADMINS = 2;

/** The message names the rule, never a value. */
export class AdministratorError extends Error {
  override readonly name = 'AdministratorError';
  readonly code: AdministratorErrorCode;

  constructor(code: AdministratorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
