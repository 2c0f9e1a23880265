import * as v from 'valibot';
import { OidcError } from '../error.ts';
import { parseJsonObject } from '../json/index.ts';

const Wire = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  name: v.optional(v.string()),
  address: v.optional(v.string()),
  birthdate: v.optional(v.string()),
  gender: v.optional(v.string()),
});

/** Items that were not asked for or not agreed to are absent. */
export interface Userinfo {
  readonly subject: string;
  /** Family and given name in one string, usually with U+3000 between. */
  readonly name?: string | undefined;
  /** One line, as on the card. */
  readonly address?: string | undefined;
  /** `YYYYMMDD`, eight characters. */
  readonly birthdate?: string | undefined;
  /** `1` male, `2` female, `9` not applicable. */
  readonly gender?: string | undefined;
}

/** Reads the body of a 200: `oidc/json` or `oidc/response`. */
export function parseUserinfo(body: Uint8Array): Userinfo {
  const result = v.safeParse(Wire, parseJsonObject(body));
  if (!result.success) throw new OidcError('oidc/response', 'not a userinfo response');
  const { sub, ...items } = result.output;
  return { subject: sub, ...items };
}
