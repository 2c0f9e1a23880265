/** What stands in addresses and headers of the counter's API. */
import type { Context } from 'hono';
import * as v from 'valibot';
import { CertificateId, OFFICIAL_HEADER, ResidentId, Slug } from '../api.ts';
import { AuthorityError } from '../error.ts';

/** What cannot be an identifier names nobody; it does not reach the store. */
export function residentIdOf(text: string): string {
  const result = v.safeParse(ResidentId, text);
  if (!result.success) throw new AuthorityError('resident_unknown', 'no such resident');
  return result.output;
}

export function certificateIdOf(parameters: { issuerKeyId: string; serial: string }): CertificateId {
  const result = v.safeParse(CertificateId, parameters);
  if (!result.success) throw new AuthorityError('certificate_unknown', 'no such certificate');
  return result.output;
}

/** Who stands behind the counter, as the audit names them. */
export function actorOf(context: Context): string {
  const official = context.req.header(OFFICIAL_HEADER) ?? 'counter';
  if (!v.is(Slug, official)) throw new AuthorityError('request_invalid', 'no name of an official');
  return `counter:${official}`;
}
