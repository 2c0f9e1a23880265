/** Where what happened stands in the diagram: rows of arrows between lanes, numbered, before anything is drawn. */
import type { Field, Shown } from '../mask/index.ts';
import type { StoredEvent } from '../record/event.ts';
import { LANES, type Lane } from '../record/lane.ts';

export type Inferred = 'redirect' | 'callback' | 'link' | 'qr' | 'substitute';

/** One row. `number` is that of the event; what is inferred and what is only told has none. */
export type Row =
  | {
      readonly kind: 'arrow';
      readonly number: number;
      readonly id: string;
      readonly from: Lane;
      readonly to: Lane;
      readonly label: string;
      readonly count: number;
      readonly failed: boolean;
    }
  /** The answer to the arrow of the same number. */
  | {
      readonly kind: 'answer';
      readonly id: string;
      readonly from: Lane;
      readonly to: Lane;
      readonly status: number | undefined;
      readonly tells: string;
      readonly failed: boolean;
    }
  | { readonly kind: 'inferred'; readonly from: Lane; readonly to: Lane; readonly what: Inferred }
  /** Something at one lane. */
  | {
      readonly kind: 'mark';
      readonly number: number;
      readonly id: string;
      readonly lane: Lane;
      readonly mark: 'verdict' | 'state' | 'note';
      readonly what: string;
      readonly failed: boolean;
    };

/** Rows of all events, in their order. */
export function rowsOf(stored: readonly StoredEvent[]): Row[] {
  const events = together(stored);
  const rows: Row[] = [];
  const open: { readonly id: string; readonly answer: Row }[] = [];
  let number = 0;
  for (const one of events) {
    // What happens within a request stands between its arrow and its answer.
    const waiting = open.at(-1);
    if (waiting !== undefined && !isWithin(one.id, waiting.id)) rows.push(...closed(open));
    if (isAfterwards(one)) rows.push(...closed(open));
    number += 1;
    add(one, number, rows, open);
  }
  rows.push(...closed(open));
  return rows;
}

/** Requests at the same time are drawn one after the other, each with what happened within it. */
export function together(stored: readonly StoredEvent[]): StoredEvent[] {
  return [...Map.groupBy(stored, ({ id }) => id.split('.')[0] ?? id).values()].flat();
}

function closed(open: { readonly answer: Row }[]): Row[] {
  return open.splice(0).flatMap(({ answer }) => [answer, ...afterAnswer(answer)]);
}

function isWithin(id: string, exchange: string): boolean {
  return id.startsWith(`${exchange}.`);
}

function isAfterwards({ event }: StoredEvent): boolean {
  return event.kind === 'state' || (event.kind === 'note' && event.note !== 'sandbox');
}

function add(
  { id, event, count }: StoredEvent,
  number: number,
  rows: Row[],
  open: { readonly id: string; readonly answer: Row }[],
): void {
  if (event.kind === 'exchange') {
    const { from, to, status } = event;
    const failed = event.error !== undefined;
    rows.push(...beforeArrow(event));
    rows.push({ kind: 'arrow', number, id, from, to, label: labelOf(event), count, failed });
    const leads = leadsTo(event.answerHeaders);
    const answer: Answer = {
      kind: 'answer',
      id,
      from: to,
      to: from,
      status,
      tells: tells(event),
      failed,
      leads,
    };
    open.push({ id: id.replace(/\.0$/, ''), answer });
  } else if (event.kind === 'call') {
    const { from, to, status } = event;
    const failed = status === undefined || status >= 400;
    rows.push({ kind: 'arrow', number, id, from, to, label: `${event.method} ${event.path}`, count, failed });
    rows.push({ kind: 'answer', id, from: to, to: from, status, tells: '', failed });
  } else {
    rows.push({ kind: 'mark', number, id, lane: 'provider', ...markOf(event) });
  }
}

type Answer = Extract<Row, { kind: 'answer' }> & { readonly leads?: boolean };
type Exchange = Extract<StoredEvent['event'], { kind: 'exchange' }>;
type Marked = Extract<StoredEvent['event'], { kind: 'verdict' | 'state' | 'note' }>;

function markOf(event: Marked): { mark: 'verdict' | 'state' | 'note'; what: string; failed: boolean } {
  if (event.kind === 'verdict')
    return { mark: 'verdict', what: event.code ?? 'accepted', failed: event.code !== undefined };
  if (event.kind === 'note') return { mark: 'note', what: event.note, failed: false };
  const end = event.outcome ?? event.state;
  return { mark: 'state', what: event.state, failed: ['declined', 'failed', 'expired'].includes(end) };
}

function labelOf({ method, path, route, step }: Exchange): string {
  if (route === 'waiting') return `${method} /interactions/…${step === undefined ? '' : `/${step}`}`;
  if (route === 'app') return `${method} /${step ?? ''}`;
  if (route === 'sign-result') return `${method} /sign-transactions/…/result`;
  return `${method} /${path.split('/').at(-1) ?? ''}`;
}

/** What the answer says in a word: its error, its state, or where it leads. */
function tells({ error, answer, answerHeaders }: Exchange): string {
  if (error !== undefined) return error.error === 'page' ? (error.description ?? '') : error.error;
  const state = answer.form === 'json' ? textOf(answer.fields, 'state') : undefined;
  if (state !== undefined) return state;
  const location = answerHeaders.find(({ name }) => name === 'location')?.value;
  if (location?.kind !== 'address') return '';
  return location.address.startsWith('/') ? '→ /interactions/…' : '→ redirect_uri';
}

function textOf(fields: readonly Field[], name: string): string | undefined {
  const value: Shown | undefined = fields.find((field) => field.name === name)?.value;
  return value?.kind === 'text' ? value.text : undefined;
}

function beforeArrow({ route, step, answer }: Exchange): Row[] {
  if (route === 'authorize')
    return [{ kind: 'inferred', from: 'relying-party', to: 'browser', what: 'redirect' }];
  if (route !== 'app' || step !== 'open') return [];
  const way = answer.form === 'json' ? textOf(answer.fields, 'openedBy') : undefined;
  const what = way === 'qr' || way === 'substitute' ? way : 'link';
  return [{ kind: 'inferred', from: 'browser', to: 'phone', what }];
}

function leadsTo(headers: readonly Field[]): boolean {
  const location = headers.find(({ name }) => name === 'location')?.value;
  return location?.kind === 'address' && !location.address.startsWith('/');
}

function afterAnswer(answer: Row & { readonly leads?: boolean }): Row[] {
  return answer.leads === true
    ? [{ kind: 'inferred', from: 'browser', to: 'relying-party', what: 'callback' }]
    : [];
}

/** Middle of a lane, in hundredths of the width. */
export function placeOf(lane: Lane): number {
  return 10 + 20 * LANES.indexOf(lane);
}
