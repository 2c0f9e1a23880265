import { callerOf, mayOnly, twoNeeded } from '@kazasu/server/administration';
import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { administrationOf } from '../administration/index.ts';
import { PATHS, Slug, VerifierRequest } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { DAY, queryOf } from '../http/index.ts';
import { addVerifier, removeVerifier, usageOf, verifiers } from '../verifier/index.ts';

const BODY_OCTETS_MAX = 8192;

export function mountVerifiers(app: Hono, deps: AuthorityDeps): void {
  const administration = administrationOf(deps);
  const guard = mayOnly(administration, {
    read: 'token',
    change: 'contract-admin',
    bodyMax: BODY_OCTETS_MAX,
  });
  for (const path of [PATHS.verifiers, PATHS.verifier, PATHS.usage]) app.use(path, guard);
  app.get(PATHS.verifiers, async (context) => context.json(await verifiers(deps)));
  app.post(PATHS.verifiers, async (context) => {
    const { actor } = callerOf(context);
    if (deps.config.fourEyes) return twoNeeded(context, administration, actor);
    const request = await readJson(context.req.raw, VerifierRequest, BODY_OCTETS_MAX);
    return context.json(await addVerifier(deps, request, actor), 201);
  });
  app.delete(PATHS.verifier, async (context) => {
    await removeVerifier(deps, verifierIdOf(context.req.param('verifierId')), callerOf(context).actor);
    return context.body(null, 204);
  });
  app.get(PATHS.usage, async (context) => {
    const range = { from: queryOf(context, 'from', DAY), to: queryOf(context, 'to', DAY) };
    return context.json(await usageOf(deps, verifierIdOf(context.req.param('verifierId')), range));
  });
}

function verifierIdOf(text: string): string {
  if (v.is(Slug, text)) return text;
  throw new AuthorityError('verifier_unknown', 'no such verifier');
}
