/** The form of one request parameter. */
export interface ParameterForm {
  readonly maxLength: number;
  readonly characters: RegExp;
}

const PRINTABLE = /^[\x20-\x7E]*$/;

/** The service's table of request parameters: length and characters. Which of them must be there is the provider's to demand. */
export const AUTHORIZATION_PARAMETERS = {
  response_type: { maxLength: 255, characters: PRINTABLE },
  scope: { maxLength: 255, characters: PRINTABLE },
  client_id: { maxLength: 255, characters: /^[0-9a-zA-Z]*$/ },
  redirect_uri: { maxLength: 255, characters: PRINTABLE },
  state: { maxLength: 255, characters: PRINTABLE },
  nonce: { maxLength: 255, characters: PRINTABLE },
  code_challenge: { maxLength: 128, characters: /^[0-9a-zA-Z_-]*$/ },
  code_challenge_method: { maxLength: 255, characters: PRINTABLE },
  /** RFC 9449 section 10: a SHA-256 in base64url. */
  dpop_jkt: { maxLength: 43, characters: /^[0-9a-zA-Z_-]{43}$/ },
  acr_values: { maxLength: 255, characters: PRINTABLE },
  sign_transaction_id: {
    maxLength: 36,
    characters: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  },
} as const satisfies Record<string, ParameterForm>;

export type AuthorizationParameter = keyof typeof AUTHORIZATION_PARAMETERS;

/** True where the value has the length and the characters of its row; an empty one never has. */
export function fitsParameter(name: AuthorizationParameter, value: string): boolean {
  const { maxLength, characters } = AUTHORIZATION_PARAMETERS[name];
  return value.length >= 1 && value.length <= maxLength && characters.test(value);
}
