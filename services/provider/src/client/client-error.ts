export type ClientErrorCode =
  | 'client/name'
  | 'client/redirect-uri'
  | 'client/url'
  | 'client/scope'
  | 'client/keys'
  | 'client/platform-operator'
  | 'client/message-signing'
  | 'client/access-token'
  | 'client/exists';

/** Why a registration is refused. The message is for the administrator and names the rule. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
