import type { Form } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { bringAbout, residentIdOf, residentView } from '../../admin/index.ts';
import type { EventName, ResidentView } from '../../api.ts';
import type { AuthorityDeps } from '../../deps.ts';
import { AuthorityError } from '../../error.ts';
import { type Outcome, openOrder } from '../../event/index.ts';
import { problemOf, statusOf } from '../../http/index.ts';
import { latestCard } from '../../life/index.ts';
import { mayHaveSignature } from '../../validity.ts';
import { problemCodeOf, problemPage } from '../frame.ts';
import type { CounterReader, Delivery } from '../reader.ts';
import { useFormToken } from '../session.ts';
import { looking, posting, type Visit } from '../visit.ts';
import { bodyOf } from './body.ts';
import { type Faults, presetOf, readFields, type Values } from './field.ts';
import { FIELDS } from './fields.ts';
import { foresee } from './foresee.ts';
import { confirmPage, formPage, type Procedure } from './pages.ts';
import { isEventName, possibleEvents } from './possible.ts';
import { resultPage } from './result-page.ts';

const PATH = '/residents/:residentId/events/:event';
const NO_FAULTS: Faults = new Map();

/** `GET` shows the form; `POST` checks (`step=check`), goes back (`change`), or does it (`do`). */
export function mountEventPages(pages: Hono, deps: AuthorityDeps): void {
  pages.get(PATH, looking(deps, begin));
  pages.post(PATH, posting(deps, goOn));
}

async function begin(visit: Visit): Promise<Response> {
  const { context } = visit;
  const procedure = await procedureAt(visit, new Map());
  if (procedure === undefined) return notNow(visit);
  const values = presetOf(procedure.fields);
  if (procedure.fields.length === 0) return context.html(confirmPage(visit, procedure, values));
  return context.html(formPage(visit, procedure, { values, faults: NO_FAULTS }));
}

async function goOn(visit: Visit, form: Form): Promise<Response> {
  const { context } = visit;
  const blank = await procedureAt(visit, new Map());
  if (blank === undefined) return afterTheFact(visit, form);
  const { values, faults } = readFields(blank.fields, (name) => form.get(name));
  const step = form.get('step');
  if (step === 'change') return context.html(formPage(visit, blank, { values, faults: NO_FAULTS }));
  const changesNothing = faults.size === 0 && isEmptyBody(visit, blank, values);
  if (faults.size > 0 || changesNothing) {
    const problem = changesNothing ? ('empty' as const) : undefined;
    return context.html(formPage(visit, blank, { values, faults, problem }), 400);
  }
  const procedure = await procedureAt(visit, values);
  if (procedure === undefined) return notNow(visit);
  if (step !== 'do') return context.html(confirmPage(visit, procedure, values));
  return decide(visit, procedure, values, form);
}

/** Sent twice: the first time may have brought the card into a state in which it cannot happen again. */
async function afterTheFact(visit: Visit, form: Form): Promise<Response> {
  const { deps, session } = visit;
  const isNew = form.get('step') !== 'do' || (await useFormToken(deps, session, form.get('form') ?? ''));
  return isNew ? notNow(visit) : refused(visit, 'used');
}

/** Done once for each page that was looked at. */
async function decide(visit: Visit, procedure: Procedure, values: Values, form: Form): Promise<Response> {
  const { deps, context, session } = visit;
  if (!(await useFormToken(deps, session, form.get('form') ?? ''))) return refused(visit, 'used');
  const { event, view } = procedure;
  const { residentId } = view.record;
  const { reader } = deps.counter;
  const body = bodyOf(event, values, { view, reader });
  // Of the card that the last page showed, not of one that was made meanwhile.
  const seen = form.get('card');
  const sequence = seen === undefined ? undefined : Number(seen);
  try {
    const actor = `counter:${session.official}`;
    const outcome = await bringAbout(event, { deps, residentId, actor, sequence }, body);
    const after = await residentView(deps, residentId);
    const delivery = reader && deliver(reader, after, outcome);
    return context.html(resultPage(visit, { event, before: view, after, outcome, delivery }));
  } catch (error) {
    const problem = problemOf(error);
    if (statusOf(problem) >= 500) throw error;
    const code = problemCodeOf(problem.code);
    if (procedure.fields.length === 0) return refused(visit, code);
    return context.html(
      formPage(visit, procedure, { values, faults: NO_FAULTS, problem: code }),
      statusOf(problem),
    );
  }
}

/** A new card takes the place of the old one; an instruction is for the card that is there. */
export function deliver(
  reader: CounterReader,
  { record }: ResidentView,
  { image, instruction }: Outcome,
): Delivery | undefined {
  if (image !== undefined) return reader.put(record, image);
  return instruction === undefined ? undefined : reader.instruct(record.residentId, instruction);
}

/** Undefined when this cannot happen now. Throws `resident_unknown`, `event_unknown`. */
async function procedureAt(visit: Visit, values: Values): Promise<Procedure | undefined> {
  const { context, deps, texts, lang } = visit;
  const residentId = residentIdOf(context.req.param('residentId') ?? '');
  const event = context.req.param('event') ?? '';
  if (!isEventName(event)) throw new AuthorityError('event_unknown', 'no event of that name');
  const view = await residentView(deps, residentId);
  if (!possibleEvents(view).includes(event)) return undefined;
  const foresight = foresee(event, view, values, await isSignatureOrdered(deps, event, residentId));
  if (foresight === undefined) return undefined;
  const signatureAllowed = mayHaveSignature(view.record.birthdate, deps.clock.now());
  return { event, view, foresight, fields: FIELDS[event]({ texts, lang, view, signatureAllowed }) };
}

async function isSignatureOrdered(
  deps: AuthorityDeps,
  event: EventName,
  residentId: string,
): Promise<boolean> {
  const card = event === 'making' ? await latestCard(deps.store, residentId) : undefined;
  return card !== undefined && card.ordered !== null && openOrder(deps, card).signature;
}

/** Nothing of it was filled in that could be done. */
function isEmptyBody({ deps }: Visit, { event, view }: Procedure, values: Values): boolean {
  if (event !== 'correction' && event !== 'pin-reset') return false;
  return Object.keys(bodyOf(event, values, { view, reader: deps.counter.reader })).length === 0;
}

function notNow(visit: Visit): Promise<Response> {
  return refused(visit, 'card_state');
}

async function refused(visit: Visit, code: Parameters<typeof problemPage>[1]): Promise<Response> {
  const residentId = visit.context.req.param('residentId') ?? '';
  return visit.context.html(problemPage(visit, code, { residentId }), 409);
}
