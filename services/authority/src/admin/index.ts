/**
 * The counter (窓口): hands out cards, renews them, revokes certificates. Everything wants the admin token. Owns no
 * rules: it reads requests, asks the folders that do, and writes answers.
 */
import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import * as v from 'valibot';
import {
  CardOptions,
  CardRequest,
  CertificateId,
  type CertificateList,
  PATHS,
  ResidentRecord,
  RevocationRequest,
} from '../api.ts';
import { personalise, renew } from '../card/index.ts';
import { listOfResident } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { requireToken } from '../http/index.ts';
import { revoke } from '../revocation/index.ts';

/** A record of the longest name and address, in the widest characters, and the largest portrait in base64, with room. */
const BODY_OCTETS_MAX = 40_960;

export function mountAdmin(app: Hono, deps: AuthorityDeps): void {
  app.use('/admin/*', requireToken(deps.config.adminToken));
  app.post(PATHS.cards, async (context) => {
    const request = await readJson(context.req.raw, CardRequest, BODY_OCTETS_MAX);
    return context.json(await personalise(deps, request), 201);
  });
  app.post(PATHS.renewals, async (context) => {
    const options = await readJson(context.req.raw, CardOptions, BODY_OCTETS_MAX);
    return context.json(await renew(deps, residentIdOf(context.req.param('residentId')), options), 201);
  });
  app.get(PATHS.certificates, async (context) =>
    context.json(await certificatesOf(deps, residentIdOf(context.req.param('residentId')))),
  );
  app.post(PATHS.revocations, async (context) => {
    const request = await readJson(context.req.raw, RevocationRequest, BODY_OCTETS_MAX);
    await revoke(deps, certificateIdOf(context.req.param()), request);
    return context.body(null, 204);
  });
}

/** What cannot be an identifier names nobody; it does not reach the store. */
function residentIdOf(text: string): string {
  const result = v.safeParse(ResidentRecord.entries.residentId, text);
  if (!result.success) throw new AuthorityError('resident_unknown', 'no such resident');
  return result.output;
}

function certificateIdOf(parameters: { issuerKeyId: string; serial: string }): CertificateId {
  const result = v.safeParse(CertificateId, parameters);
  if (!result.success) throw new AuthorityError('certificate_unknown', 'no such certificate');
  return result.output;
}

/** Throws `resident_unknown`. */
async function certificatesOf(deps: AuthorityDeps, residentId: string): Promise<CertificateList> {
  const rows = await listOfResident(deps.store, residentId);
  if (rows.length === 0) throw new AuthorityError('resident_unknown', 'no such resident');
  const certificates = rows.map(({ role, issuerKeyId, serial, notBefore, notAfter, revokedAt, reason }) => ({
    role,
    id: { issuerKeyId, serial },
    notBefore,
    notAfter,
    ...(revokedAt === null ? {} : { revokedAt }),
    ...(reason === null ? {} : { reason }),
  }));
  return { certificates };
}
