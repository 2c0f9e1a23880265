import type { Clock } from '@kazasu/server/clock';
import { hashToken } from '@kazasu/server/keys';
import { randomId } from '@kazasu/server/random';
import type { Store } from '@kazasu/server/store';
import { stateAt } from '../../interaction/interaction.ts';
import type { Interaction } from '../../interaction/interaction-data.ts';
import { findById } from '../../interaction/interaction-store.ts';
import {
  addEvent,
  changeFlow,
  findFlow,
  findFlowId,
  insertFlow,
  keepRequest,
  sweepFlows,
  takeKey,
} from '../flow-store.ts';
import { fieldsOf, TOKEN_REQUEST } from '../mask/index.ts';
import { type Correlation, correlate, keyOf } from './correlate.ts';
import type { ExchangeEvent, Flow, InspectedEvent, NoteEvent, StateEvent } from './event.ts';
import type { Answered, Begun } from './exchange.ts';
import { maskExchange } from './mask-exchange.ts';

export interface WriterDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** No more events than that of one flow; a login has about thirty. */
const EVENTS_MAX = 200;
/** Characters of JSON. A whole signature with sixteen documents has less than half. */
const EVENT_MAX = 48_000;

/** Finds or makes the flow of an answered request, and keeps what may be kept of it. */
export function writer(deps: WriterDeps): (answered: Answered) => Promise<void> {
  let place = 0;
  return async (answered) => {
    const found = correlate(answered);
    const flow = await flowFor(deps, answered.exchange.at, found);
    const exchange = maskExchange(answered);
    const events = [exchange, ...answered.exchange.happened.map(({ event }) => event)];
    const state = await stateAfter(deps, flow, found, exchange);
    const at = [answered.exchange.at, ...answered.exchange.happened.map((one) => one.at)];
    const end = answered.exchange.at + Math.round(answered.durationMs);
    const all: InspectedEvent[] = [...events, ...notesOf(exchange), ...(state === undefined ? [] : [state])];
    if (isRepeated(answered, flow) && exchange.error !== undefined) {
      const { id, at } = answered.exchange;
      await keepRequest(deps.store, { id, flowId: flow.id, at });
    }
    let added = 0;
    for (const [index, event] of all.entries()) {
      if (flow.events + added >= EVENTS_MAX) break;
      place += 1;
      const id = eventId(answered, flow, exchange, index);
      const stored = { id, flowId: flow.id, at: at[index] ?? end, place, body: bounded(event) };
      if (await addEvent(deps.store, stored)) added += 1;
    }
    await changeFlow(deps.store, flow.id, {
      ...learnt(found, exchange),
      ...(state !== undefined && { state: state.state, ...(state.outcome && { outcome: state.outcome }) }),
      events: added,
      at: end,
    });
  };
}

/** Makes the flow of a transaction as soon as there is one: phones may come before the browser has its answer. */
export async function openFlow(deps: WriterDeps, begun: Begun): Promise<void> {
  const { id, clientId, signTransactionId } = begun;
  const kind = signTransactionId === undefined ? 'login' : 'signature';
  const by = signTransactionId === undefined ? [] : [keyOf('sign', signTransactionId)];
  const found = {
    by,
    gives: [keyOf('interaction', id)],
    clientId,
    interactionId: id,
    signId: undefined,
    kind,
  } as const;
  const flow = await flowFor(deps, deps.clock.now(), found);
  await changeFlow(deps.store, flow.id, { interactionId: id, kind, events: 0, at: flow.createdAt });
}

/** A poll has the id of the one before it with the same answer, and is counted with it. */
function eventId(
  { exchange }: Answered,
  flow: Flow,
  { status, answer }: ExchangeEvent,
  index: number,
): string {
  const { step, route } = exchange.matched;
  if (!isRepeated({ exchange }, flow)) return index === 0 ? exchange.id : `${exchange.id}.${index}`;
  const about =
    answer.form === 'json'
      ? answer.fields.filter(({ name }) => name === 'state' || name === 'step' || name === 'error')
      : [];
  return `${hashToken(JSON.stringify([flow.id, route.name, step, status, about])).slice(0, 32)}.${index}`;
}

function isRepeated({ exchange }: Pick<Answered, 'exchange'>, flow: Flow): boolean {
  return exchange.matched.isPoll || flow.kind === 'shared';
}

function bounded(event: InspectedEvent): string {
  const body = JSON.stringify(event);
  if (body.length <= EVENT_MAX) return body;
  if (event.kind !== 'exchange')
    return JSON.stringify({ kind: 'note', note: 'left-out', fields: [] } satisfies NoteEvent);
  const leftOut = { form: 'left-out', length: body.length, type: '?' } as const;
  const less: ExchangeEvent = {
    ...event,
    query: [],
    requestHeaders: [],
    answerHeaders: [],
    request: leftOut,
    answer: leftOut,
  };
  return JSON.stringify(less);
}

async function flowFor(deps: WriterDeps, at: number, found: Correlation): Promise<Flow> {
  const known = await knownFlow(deps, found);
  const flow = known ?? (await newFlow(deps, at, found));
  for (const key of found.gives) await takeKey(deps.store, key, flow.id);
  return flow;
}

async function knownFlow(
  { store }: WriterDeps,
  { by, oneSignature, signId }: Correlation,
): Promise<Flow | undefined> {
  for (const key of by) {
    const id = await findFlowId(store, key);
    const flow = id === undefined ? undefined : await findFlow(store, id);
    const taken = oneSignature === true && signId !== undefined && flow?.signId !== undefined;
    if (flow !== undefined && !taken) return flow;
  }
  return undefined;
}

async function newFlow({ store }: WriterDeps, at: number, found: Correlation): Promise<Flow> {
  const id = randomId();
  await insertFlow(store, {
    id,
    clientId: found.clientId && shownClientId(found.clientId),
    kind: found.kind,
    createdAt: at,
  });
  // Another process may have been quicker with what is shared.
  const won = found.own === undefined || (await takeKey(store, found.own, id));
  const winner = won || found.own === undefined ? id : ((await findFlowId(store, found.own)) ?? id);
  await sweepFlows(store, 0);
  const flow = await findFlow(store, winner);
  if (flow === undefined) throw new Error('a flow is gone that was made just now');
  return flow;
}

/** As the tables show it, in one text. */
function shownClientId(clientId: string): string {
  const [field] = fieldsOf([['client_id', clientId]], TOKEN_REQUEST);
  const shown = field?.value;
  return shown?.kind === 'text' ? shown.text : shown?.kind === 'short' ? `${shown.text}…` : '…';
}

function learnt(found: Correlation, { error }: ExchangeEvent) {
  const { clientId, interactionId, signId, kind } = found;
  return {
    ...(clientId !== undefined && { clientId: shownClientId(clientId) }),
    ...(interactionId !== undefined && { interactionId, kind }),
    ...(signId !== undefined && { signId }),
    ...(error !== undefined && { error: error.error }),
  };
}

/** What an exchange brought about that its arrows do not say. */
function notesOf({ route, answer, answerHeaders, status, request }: ExchangeEvent): NoteEvent[] {
  const location = answerHeaders.find(({ name }) => name === 'location')?.value;
  const leads = location?.kind === 'address' ? location.query : [];
  if (route !== 'token' && leads.some(({ name }) => name === 'code')) {
    return [{ kind: 'note', note: 'code-issued', fields: [] }];
  }
  const grant =
    request.form === 'form' ? request.fields.find(({ name }) => name === 'grant_type')?.value : undefined;
  const redeemed =
    route === 'token' && status === 200 && grant?.kind === 'text' && grant.text === 'authorization_code';
  return redeemed && answer.form === 'json' ? [{ kind: 'note', note: 'code-redeemed', fields: [] }] : [];
}

const RANK: { readonly [state: string]: number } = {
  waiting: 1,
  scanned: 2,
  opened: 3,
  proved: 4,
  approved: 5,
  declined: 5,
  failed: 5,
  expired: 5,
  finished: 6,
};

/** The state that the transaction has come into, if it is another one: as the answer says, else as the record says. */
async function stateAfter(
  { store, clock }: WriterDeps,
  flow: Flow,
  found: Correlation,
  exchange: ExchangeEvent,
): Promise<StateEvent | undefined> {
  const id = found.interactionId ?? flow.interactionId;
  const told = toldState(exchange);
  if (id === undefined || told === undefined) return undefined;
  const interaction = told === 'as-recorded' || told === 'finished' ? await findById(store, id) : undefined;
  const state = told === 'as-recorded' ? endState(interaction, clock.now()) : told;
  if (state === undefined || (RANK[state] ?? 0) <= (RANK[flow.state ?? ''] ?? 0)) return undefined;
  return { kind: 'state', state, ...(interaction && endOf(interaction, state)) };
}

/** The record is only looked at where it cannot have gone on meanwhile: it is read behind the request. */
function toldState({ route, step, answer, answerHeaders, error }: ExchangeEvent): string | undefined {
  if (!['authorize', 'app', 'waiting'].includes(route)) return undefined;
  const told = answer.form === 'json' ? answer.fields.find(({ name }) => name === 'state')?.value : undefined;
  if (told?.kind === 'text') return told.text;
  const location = answerHeaders.find(({ name }) => name === 'location')?.value;
  if (location?.kind === 'address' && !location.address.startsWith('/')) return 'finished';
  if (route === 'authorize') return location?.kind === 'address' ? 'waiting' : undefined;
  if (route === 'app' ? error !== undefined : step !== undefined) return 'as-recorded';
  return undefined;
}

function endState(interaction: Interaction | undefined, now: number): string | undefined {
  const state = interaction && stateAt(interaction, now);
  return state !== undefined && (RANK[state] ?? 0) === RANK.failed ? state : undefined;
}

function endOf({ outcome, failure }: Interaction, state: string): Partial<StateEvent> {
  const ended =
    state === 'finished' ? outcome : ['declined', 'failed', 'expired'].includes(state) ? state : undefined;
  return { ...(ended !== undefined && { outcome: ended }), ...(failure !== undefined && { failure }) };
}
