import { readJson } from '@kazasu/server/http';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { ApplicationRequest, EVENT_BODIES, type EventName, type EventResult, PATHS } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { EVENTS, type EventContext, type Outcome, registerApplication } from '../event/index.ts';
import { queryOf } from '../http/index.ts';
import { actorOf, residentIdOf } from './parameters.ts';
import { residentView } from './view.ts';

/** As for a card; the present face of one comes with a rewriting. */
const BODY_OCTETS_MAX = 65_536;

const CARD_NUMBER = /^[1-9]\d{0,8}$/;

export function mountEvents(app: Hono, deps: AuthorityDeps): void {
  app.post(PATHS.applications, async (context) => {
    const request = await readJson(context.req.raw, ApplicationRequest, BODY_OCTETS_MAX);
    await registerApplication({ deps, actor: actorOf(context) }, request);
    const resident = await residentView(deps, request.resident.residentId);
    return context.json({ resident } satisfies EventResult, 201);
  });
  app.post(PATHS.events, async (context) => {
    const name = eventNamed(context.req.param('event'));
    const body: unknown = await readJson(context.req.raw, v.unknown(), BODY_OCTETS_MAX);
    const residentId = residentIdOf(context.req.param('residentId'));
    const card = queryOf(context, 'card', CARD_NUMBER);
    const sequence = card === undefined ? undefined : Number(card);
    const outcome = await bringAbout(name, { deps, residentId, actor: actorOf(context), sequence }, body);
    const resident = await residentView(deps, residentId);
    return context.json({ resident, ...outcome } satisfies EventResult);
  });
}

function eventNamed(text: string): EventName {
  if (Object.hasOwn(EVENT_BODIES, text)) return text as EventName;
  throw new AuthorityError('event_unknown', 'no event of that name');
}

/** Judges the body by the event's own schema, then lets it happen. Throws `request_invalid`, and what the event throws. */
export async function bringAbout<Name extends EventName>(
  name: Name,
  context: EventContext,
  body: unknown,
): Promise<Outcome> {
  const schema = EVENT_BODIES[name] as unknown as v.GenericSchema<
    unknown,
    Parameters<(typeof EVENTS)[Name]>[1]
  >;
  const result = v.safeParse(schema, body, { abortEarly: true });
  // To a schema without members a list is an object too.
  if (!result.success || Array.isArray(body)) {
    throw new AuthorityError('request_invalid', 'not the body of this event');
  }
  return EVENTS[name](context, result.output);
}
