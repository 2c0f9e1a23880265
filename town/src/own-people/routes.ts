import { jstDate } from '@kazasu/bytes';
import type { Clock } from '@kazasu/server/clock';
import { type Form, readForm } from '@kazasu/server/http';
import { randomOctets } from '@kazasu/server/random';
import { chooseLanguage, languageLinks } from '@kazasu/ui/text';
import type { Context, Hono } from 'hono';
import { CARD_ID } from '../box/card-data.ts';
import type { Box } from '../box/index.ts';
import { findPerson } from '../people/index.ts';
import { type Desk, DeskRefusal } from '../seed/index.ts';
import { addPerson, type Change, change } from './change.ts';
import { CHANGE_FIELDS, changeOf, isFaultless, NEWCOMER_FIELDS, newcomerOf, readEntries } from './form.ts';
import { listPage, newPage, type PageContext, type PersonState, personPage, unknownPage } from './pages.ts';

export interface OwnPeopleOptions {
  readonly desk: Desk;
  readonly box: Pick<Box, 'cards' | 'put' | 'instruct' | 'pins'>;
  readonly clock: Clock;
}

const FORM_OCTETS_MAX = 8_192;

/** `GET /people`, `GET /people/new`, `POST /people`, `GET /people/{id}`, `POST /people/{id}/{change}`. */
export function mountOwnPeople(app: Hono, options: OwnPeopleOptions): void {
  app.get('/people', (context) => context.html(listPage(pageContext(context, options), listed(options))));
  app.get('/people/new', (context) => context.html(newPage(pageContext(context, options))));
  app.post('/people', (context) => withForm(context, (form) => add(context, options, form)));
  app.get('/people/:id', async (context) => {
    const done = context.req.query('done');
    return showPerson(context, options, done === 'added' || done === 'changed' ? { done } : {});
  });
  app.post('/people/:id/:change', (context) =>
    withForm(context, (form) => letHappen(context, options, form)),
  );
}

function listed({ box }: OwnPeopleOptions) {
  return box.cards().map(({ id, name }) => ({ id, name, own: findPerson(id) === undefined }));
}

/** Only what a page of this site sends is read: nobody else's page changes anybody here. */
async function withForm(context: Context, use: (form: Form) => Promise<Response>): Promise<Response> {
  const site = context.req.header('Sec-Fetch-Site') ?? 'same-origin';
  if (site !== 'same-origin') return context.body(null, 403);
  const form = await readForm(context.req.raw, FORM_OCTETS_MAX).catch(() => undefined);
  return form === undefined ? context.body(null, 400) : use(form);
}

async function add(context: Context, options: OwnPeopleOptions, form: Form): Promise<Response> {
  const page = pageContext(context, options);
  const read = readEntries(form, NEWCOMER_FIELDS);
  const isTaken = findPerson(read.values.id ?? '') !== undefined;
  const entered = isTaken ? { ...read, faults: { ...read.faults, id: 'taken' as const } } : read;
  if (!isFaultless(entered)) return context.html(newPage(page, entered), 422);
  const refusal = await refusalOf(() =>
    addPerson(options, newcomerOf(entered.values), { now: options.clock.now(), random: randomOctets(11) }),
  );
  if (refusal !== undefined) return context.html(newPage(page, entered, refusal), 422);
  return context.redirect(`/people/${entered.values.id}?done=added${keepLanguage(context)}`, 303);
}

async function letHappen(context: Context, options: OwnPeopleOptions, form: Form): Promise<Response> {
  const kind = changeNamed(context.req.param('change'));
  const view = await ownPerson(context, options);
  if (kind === undefined || view === undefined) return showPerson(context, options, {});
  const entered = readEntries(form, CHANGE_FIELDS[kind]);
  if (!isFaultless(entered)) return showPerson(context, options, { tried: { kind, entered } });
  const refusal = await refusalOf(() => change(options, view, changeOf(kind, entered.values)));
  if (refusal !== undefined) return showPerson(context, options, { tried: { kind, entered, refusal } });
  return context.redirect(`/people/${view.record.residentId}?done=changed${keepLanguage(context)}`, 303);
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

/** The authority's code where it refuses; anything else is a fault and goes up. */
async function refusalOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof DeskRefusal) return error.code;
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
