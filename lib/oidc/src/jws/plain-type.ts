import { OidcError } from '../error.ts';
import type { JwsHeader } from './parse.ts';

/**
 * For the two kinds of token that standards give no type of their own, ID tokens and signed answers: one that says it is something else is
 * none (RFC 8725 sections 3.11 and 3.12). Errors: `oidc/jws-header`.
 */
export function checkPlainType({ typ }: Pick<JwsHeader, 'typ'>): void {
  if (typ !== undefined && typ.toUpperCase() !== 'JWT') {
    throw new OidcError('oidc/jws-header', 'header member typ names another kind of token');
  }
}
