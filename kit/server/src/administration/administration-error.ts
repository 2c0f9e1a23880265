export type AdministrationErrorCode =
  /** A setting's seal is not of this service's key: somebody wrote it past the service. */
  | 'administration/forged'
  /** The newest version is older than one that was read before: somebody took a row away. */
  | 'administration/went-back';

export class AdministrationError extends Error {
  override readonly name = 'AdministrationError';
  readonly code: AdministrationErrorCode;

  constructor(code: AdministrationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
