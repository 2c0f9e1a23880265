import { apiHeaders, readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import {
  administratorsOf,
  allProposals,
  approve,
  type Decider,
  openAdministration,
  proposalView,
  propose,
  reject,
  requireProposal,
} from '../administration/index.ts';
import { ADMINISTRATION_PATHS, type CarriedOut, Change, Consent } from '../api/index.ts';
import type { KeyChangeDeps } from '../key/index.ts';
import type { TrustRing } from '../trust/index.ts';
import { type Caller, callerOf, mayOnly } from './administrator.ts';
import { answered } from './answered.ts';
import type { AdminDeps } from './deps.ts';

export interface AdministrationParts {
  readonly vault: KeyChangeDeps['vault'];
  readonly trust: Pick<TrustRing, 'kept'>;
  /** Reads keys and trust anew, so that this node at least goes by what it has just done. */
  refresh(): Promise<void>;
}

/** A list of anchors and issuers of every generation. */
const BODY_MAX = 300_000;
const DIGEST_MAX = 1_000;

export function mountAdministration(app: Hono, given: AdminDeps, parts: AdministrationParts): void {
  const deps = { ...given, settings: openAdministration(given.keys), vault: parts.vault };
  const { store, clock, config } = deps;
  const at = (name: keyof typeof ADMINISTRATION_PATHS) => `${config.basePath}${ADMINISTRATION_PATHS[name]}`;
  const guard = mayOnly(deps, { read: 'viewer', change: 'key-admin', bodyMax: BODY_MAX });
  for (const path of Object.keys(ADMINISTRATION_PATHS))
    app.use(at(path as keyof typeof ADMINISTRATION_PATHS), apiHeaders(), guard);
  app.get(at('administrators'), (context) =>
    answered(context, deps, async () => {
      const { administrators } = await administratorsOf(deps.settings, store);
      return context.json({ fourEyes: config.fourEyes, administrators });
    }),
  );
  app.get(at('trust'), (context) =>
    answered(context, deps, async () => {
      const { document, ...kept } = await parts.trust.kept();
      return context.json({ ...kept, trust: JSON.parse(document) });
    }),
  );
  app.get(at('proposals'), (context) =>
    answered(context, deps, async () => {
      const pending = context.req.query('state') === 'pending';
      const views = (await allProposals(store, pending)).map((one) => proposalView(one, clock.now()));
      return context.json(pending ? views.filter(({ state }) => state === 'pending') : views);
    }),
  );
  app.post(at('proposals'), (context) =>
    answered(context, deps, async () => {
      const caller = callerOf(context);
      await readJson(context.req.raw, Change, BODY_MAX);
      const proposal = await propose(deps, caller.body, deciderOf(caller));
      deps.log.info('proposal.made');
      return context.json(proposalView(proposal, clock.now()), 201);
    }),
  );
  const find = (id: string | undefined) => requireProposal(store, id ?? '');
  app.get(at('proposal'), (context) =>
    answered(context, deps, async () =>
      context.json(proposalView(await find(context.req.param('proposalId')), clock.now())),
    ),
  );
  app.post(at('approval'), (context) =>
    answered(context, deps, async () => {
      const { digest } = await readJson(context.req.raw, Consent, DIGEST_MAX);
      const proposal = await find(context.req.param('proposalId'));
      const outcome = await approve(deps, proposal, { digest, by: deciderOf(callerOf(context)) });
      deps.log.warn('proposal.carried-out');
      // It has happened; whether this node has read it yet is another matter.
      await parts.refresh().catch(() => {});
      const done: CarriedOut = {
        proposal: proposalView(await find(proposal.proposalId), clock.now()),
        outcome,
      };
      return context.json(done);
    }),
  );
  app.post(at('rejection'), (context) =>
    answered(context, deps, async () => {
      const { digest } = await readJson(context.req.raw, Consent, DIGEST_MAX);
      const proposal = await find(context.req.param('proposalId'));
      await reject(deps, proposal, { digest, by: deciderOf(callerOf(context)) });
      deps.log.info('proposal.rejected');
      return context.json(proposalView(await find(proposal.proposalId), clock.now()));
    }),
  );
}

function deciderOf({ administratorId, actor, proof }: Caller): Decider {
  return { administratorId, actor, proof };
}
