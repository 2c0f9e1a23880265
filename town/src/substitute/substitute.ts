import { Performance, type SubstitutePerson } from '@kazasu/provider/api';
import { apiHeaders, bearerToken, HttpError, readJson } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import { codeOf, type Log } from '@kazasu/server/log';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { CardBusy, createTurns, type TurnOptions } from '../turn.ts';
import { type KnownPins, perform, type Stage } from './perform.ts';

export interface SubstituteOptions extends Stage {
  /** Whoever has it may have anybody's card held. */
  readonly token: string;
  readonly persons: () => readonly SubstitutePerson[];
  /** What this person types; undefined for nobody of the town. */
  readonly pinsOf: (person: string) => KnownPins | undefined;
  readonly log: Log;
  readonly turns?: TurnOptions;
}

const TURNS: TurnOptions = { waitingMax: 60, waitMaxMs: 25_000 };
const BODY_MAX = 1_000;

/** The contract is provider/src/api/sandbox.ts. */
export function createSubstitute(options: SubstituteOptions): Hono {
  const turns = createTurns(options.turns ?? TURNS);
  const app = new Hono();
  app.use(apiHeaders(), withToken(options.token));
  app.get('/persons', (context) => context.json(options.persons()));
  app.post('/performances', async (context) => {
    try {
      const performance = await readJson(context.req.raw, Performance, BODY_MAX);
      const pins = options.pinsOf(performance.person);
      if (pins === undefined) return context.json({ error: 'person_unknown' }, 404);
      const { person } = performance;
      return context.json(await turns.take(person, () => perform(options, performance, pins)));
    } catch (error) {
      return refusal(context, options, error);
    }
  });
  app.notFound((context) => context.json({ error: 'not_found' }, 404));
  return app;
}

function withToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    if (sameText(bearerToken(context.req.raw) ?? '', token)) return next();
    context.header('WWW-Authenticate', 'Bearer realm="substitute"');
    return context.json({ error: 'token' }, 401);
  };
}

function refusal(context: Context, { log }: SubstituteOptions, error: unknown): Response {
  if (error instanceof HttpError) return context.json({ error: error.code }, error.status);
  if (error instanceof CardBusy) return context.json({ error: 'card_busy' }, 503);
  log.warn('performance.failed', { code: codeOf(error) });
  return context.json({ error: 'performance_failed' }, 502);
}
