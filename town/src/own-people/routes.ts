import { jstDate } from '@kazasu/bytes';
import type { Clock } from '@kazasu/server/clock';
import { type Form, isOwnRequest, readForm } from '@kazasu/server/http';
import { randomOctets } from '@kazasu/server/random';
import { chooseLanguage, languageLinks } from '@kazasu/ui/text';
import type { Context, Hono } from 'hono';
import { CARD_ID } from '../box/card-data.ts';
import type { Box } from '../box/index.ts';
import { findPerson } from '../people/index.ts';
import { type Desk, DeskRefusal } from '../seed/index.ts';
import { CardBusy, createTurns, type Turns } from '../turn.ts';
import { addPerson, type Change, change } from './change.ts';
import { CHANGE_FIELDS, changeOf, isFaultless, NEWCOMER_FIELDS, newcomerOf, readEntries } from './form.ts';
import { listPage, newPage, type PageContext, type PersonState, personPage, unknownPage } from './pages.ts';

export interface OwnPeopleOptions {
  readonly desk: Desk;
  readonly box: Pick<Box, 'cards' | 'has' | 'put' | 'instruct' | 'pins'>;
  readonly clock: Clock;
}

/** What happens to one person happens one after the other: a change is several events, which begin with how the person was. */
interface World extends OwnPeopleOptions {
  readonly turns: Turns;
}

const FORM_OCTETS_MAX = 8_192;
/** More than anybody does to one person at once. */
const TURNS = { waitingMax: 20, waitMaxMs: 20_000 };

/** `GET /people`, `GET /new-person`, `POST /people`, `GET /people/{id}`, `POST /people/{id}/{change}`. */
export function mountOwnPeople(app: Hono, options: OwnPeopleOptions): void {
  const world: World = { ...options, turns: createTurns(TURNS) };
  app.get('/people', (context) => context.html(listPage(pageContext(context, options), listed(options))));
  // Not below /people, where it would be the name of a person.
  app.get('/new-person', (context) => context.html(newPage(pageContext(context, options))));
  app.post('/people', (context) => withForm(context, (form) => add(context, world, form)));
  app.get('/people/:id', async (context) => {
    const done = context.req.query('done');
    return showPerson(context, options, done === 'added' || done === 'changed' ? { done } : {});
  });
  app.post('/people/:id/:change', (context) => withForm(context, (form) => letHappen(context, world, form)));
}

function listed({ box }: OwnPeopleOptions) {
  return box.cards().map(({ id, name }) => ({ id, name, own: findPerson(id) === undefined }));
}

/** Only what a page of this site sends is read: nobody else's page changes anybody here. */
async function withForm(context: Context, use: (form: Form) => Promise<Response>): Promise<Response> {
  const { raw, url } = context.req;
  if (!isOwnRequest(raw, { origin: new URL(url).origin })) return context.body(null, 403);
  const form = await readForm(raw, FORM_OCTETS_MAX).catch(() => undefined);
  return form === undefined ? context.body(null, 400) : use(form);
}

async function add(context: Context, world: World, form: Form): Promise<Response> {
  const { clock, box, turns } = world;
  const page = pageContext(context, world);
  const read = readEntries(form, NEWCOMER_FIELDS);
  const { id = '' } = read.values;
  // Ids are those of cards: the box has other cards than those of people.
  const isTaken = findPerson(id) !== undefined || box.has(id);
  const entered = isTaken ? { ...read, faults: { ...read.faults, id: 'taken' as const } } : read;
  if (!isFaultless(entered)) return context.html(newPage(page, entered), 422);
  const refusal = await refusalOf(() =>
    turns.take(id, () =>
      addPerson(world, newcomerOf(entered.values), { now: clock.now(), random: randomOctets(11) }),
    ),
  );
  if (refusal !== undefined) return context.html(newPage(page, entered, refusal), 422);
  return context.redirect(`/people/${id}?done=added${keepLanguage(context)}`, 303);
}

async function letHappen(context: Context, world: World, form: Form): Promise<Response> {
  const id = context.req.param('id') ?? '';
  const kind = changeNamed(context.req.param('change'));
  if (kind === undefined) return showPerson(context, world, {});
  const entered = readEntries(form, CHANGE_FIELDS[kind]);
  if (!isFaultless(entered)) return showPerson(context, world, { tried: { kind, entered } });
  const refusal = await refusalOf(() =>
    world.turns.take(id, async () => {
      const view = await ownPerson(context, world);
      if (view === undefined) throw new DeskRefusal('resident_unknown', 404, 'nobody of that id');
      await change(world, view, changeOf(kind, entered.values));
    }),
  );
  if (refusal !== undefined) return showPerson(context, world, { tried: { kind, entered, refusal } });
  return context.redirect(`/people/${id}?done=changed${keepLanguage(context)}`, 303);
}

async function showPerson(
  context: Context,
  options: OwnPeopleOptions,
  state: Pick<PersonState, 'done' | 'tried'>,
): Promise<Response> {
  const page = pageContext(context, options);
  const view = await ownPerson(context, options);
  if (view === undefined) return context.html(unknownPage(page), 404);
  const pins = options.box.pins(view.record.residentId);
  return context.html(personPage(page, { view, pins, ...state }), state.tried === undefined ? 200 : 422);
}

/** Undefined for nobody, and for the people of the table. */
async function ownPerson(context: Context, { desk }: OwnPeopleOptions) {
  const id = context.req.param('id') ?? '';
  return CARD_ID.test(id) && findPerson(id) === undefined ? desk.resident(id) : undefined;
}

/** The authority's code where it refuses, also for who waited in vain; anything else is a fault and goes up. */
async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof DeskRefusal) return error.code;
    if (error instanceof CardBusy) return 'card_conflict';
    throw error;
  }
}

function changeNamed(text: string | undefined): Change['kind'] | undefined {
  return text !== undefined && Object.hasOwn(CHANGE_FIELDS, text) ? (text as Change['kind']) : undefined;
}

function pageContext(context: Context, { clock }: OwnPeopleOptions): PageContext {
  return {
    lang: chooseLanguage({
      asked: [context.req.query('lang')],
      acceptLanguage: context.req.header('accept-language'),
    }),
    languages: languageLinks(context.req.url),
    today: jstDate(clock.now()),
  };
}

function keepLanguage(context: Context): string {
  const lang = context.req.query('lang');
  return lang === 'ja' || lang === 'en' ? `&lang=${lang}` : '';
}
