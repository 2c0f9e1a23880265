import type { Hono } from 'hono';
import { apiHeaders, readJson } from '../http/index.ts';
import type { Log } from '../log/index.ts';
import type { Administration, AnyChange } from './administration.ts';
import { administratorsOf } from './administrators.ts';
import { approve, type CarryOut } from './carry-out.ts';
import { reject } from './consent.ts';
import { type Caller, callerOf, mayOnly } from './guard.ts';
import { answered, type Refusal } from './problem.ts';
import { allProposals, type Decider, proposalView, propose, requireProposal } from './proposals.ts';
import type { TrustRing } from './trust-ring.ts';
import { ADMINISTRATION_PATHS, type CarriedOut, Consent } from './wire.ts';

export interface AdministrationParts<Change> {
  readonly log: Log;
  readonly carryOut: CarryOut<Change>;
  /** Absent where the service believes nobody. */
  readonly trust?: Pick<TrustRing<unknown>, 'kept'>;
  /** Reads keys and trust anew, so that this node at least goes by what it has just done. */
  refresh(): Promise<void>;
  /** What the service's own errors become. */
  readonly refusalOf?: (error: unknown) => Refusal | undefined;
}

/** A list of anchors and issuers of every generation. */
const BODY_MAX = 300_000;
const DIGEST_MAX = 1_000;

/** The routes of {@link ADMINISTRATION_PATHS}. */
export function mountAdministration<Change extends AnyChange>(
  app: Hono,
  deps: Administration<Change>,
  parts: AdministrationParts<Change>,
): void {
  const at = (name: keyof typeof ADMINISTRATION_PATHS) =>
    `${deps.config.basePath}${ADMINISTRATION_PATHS[name]}`;
  const guard = mayOnly(deps, { read: 'viewer', change: 'key-admin', bodyMax: BODY_MAX });
  for (const path of Object.keys(ADMINISTRATION_PATHS))
    app.use(at(path as keyof typeof ADMINISTRATION_PATHS), apiHeaders(), guard);
  mountReading(app, { deps, parts, at });
  mountDeciding(app, { deps, parts, at });
}

interface Mounted<Change extends AnyChange> {
  readonly deps: Administration<Change>;
  readonly parts: AdministrationParts<Change>;
  readonly at: (name: keyof typeof ADMINISTRATION_PATHS) => string;
}

function mountReading<Change extends AnyChange>(app: Hono, { deps, parts, at }: Mounted<Change>): void {
  const { settings, store, clock, config } = deps;
  app.get(at('administrators'), (context) =>
    answered(context, parts, async () => {
      const { administrators } = await administratorsOf(settings, store);
      return context.json({ fourEyes: config.fourEyes, administrators });
    }),
  );
  const { trust } = parts;
  if (trust !== undefined) {
    app.get(at('trust'), (context) =>
      answered(context, parts, async () => {
        const { document, ...kept } = trust.kept();
        return context.json({ ...kept, trust: JSON.parse(document) });
      }),
    );
  }
  app.get(at('proposals'), (context) =>
    answered(context, parts, async () => {
      const pending = context.req.query('state') === 'pending';
      const views = (await allProposals(deps, pending)).map((one) => proposalView(one, clock.now()));
      return context.json(pending ? views.filter(({ state }) => state === 'pending') : views);
    }),
  );
  app.get(at('proposal'), (context) =>
    answered(context, parts, async () => {
      const proposal = await requireProposal(deps, store, context.req.param('proposalId') ?? '');
      return context.json(proposalView(proposal, clock.now()));
    }),
  );
}

function mountDeciding<Change extends AnyChange>(app: Hono, { deps, parts, at }: Mounted<Change>): void {
  const { store, clock } = deps;
  const find = (id: string | undefined) => requireProposal(deps, store, id ?? '');
  app.post(at('proposals'), (context) =>
    answered(context, parts, async () => {
      const caller = callerOf(context);
      await readJson(context.req.raw, deps.change, BODY_MAX);
      const proposal = await propose(deps, caller.body, deciderOf(caller));
      parts.log.info('proposal.made');
      return context.json(proposalView(proposal, clock.now()), 201);
    }),
  );
  app.post(at('approval'), (context) =>
    answered(context, parts, async () => {
      const { digest } = await readJson(context.req.raw, Consent, DIGEST_MAX);
      const proposal = await find(context.req.param('proposalId'));
      const by = deciderOf(callerOf(context));
      const outcome = await approve(deps, proposal, { digest, by, carryOut: parts.carryOut });
      parts.log.warn('proposal.carried-out');
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
    answered(context, parts, async () => {
      const { digest } = await readJson(context.req.raw, Consent, DIGEST_MAX);
      const proposal = await find(context.req.param('proposalId'));
      await reject(deps, proposal, { digest, by: deciderOf(callerOf(context)) });
      parts.log.info('proposal.rejected');
      return context.json(proposalView(await find(proposal.proposalId), clock.now()));
    }),
  );
}

function deciderOf({ administratorId, actor, proof }: Caller): Decider {
  return { administratorId, actor, proof };
}
