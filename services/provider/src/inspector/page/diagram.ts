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

type Step = { readonly event: StoredEvent } | { readonly answerTo: StoredEvent };

/** Events in the order in which they are drawn and numbered. */
export function inOrder(stored: readonly StoredEvent[]): StoredEvent[] {
  return stepsOf(stored).flatMap((step) => ('event' in step ? [step.event] : []));
}

/** Rows of all events, in their order. */
export function rowsOf(stored: readonly StoredEvent[]): Row[] {
  let number = 0;
  return stepsOf(stored).flatMap((step) => {
    if ('answerTo' in step) return answerRows(step.answerTo);
    number += 1;
    return eventRows(step.event, number);
  });
}

/** Requests at the same time stand one after the other, each with what happened within it, and its answer behind that. */
function stepsOf(stored: readonly StoredEvent[]): Step[] {
  return nested([...Map.groupBy(stored, ({ id }) => id.split('.')[0] ?? id).values()]);
}

function nested(groups: readonly (readonly StoredEvent[])[]): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < groups.length; at += 1) {
    const group = groups[at] ?? [];
    const [first] = group;
    if (first === undefined) continue;
    const until = playsUntil(group);
    const after = groups.slice(at + 1).findIndex((next) => (next[0]?.at ?? 0) >= until);
    const inside = groups.slice(at + 1, after < 0 ? undefined : at + 1 + after);
    const [before, afterwards] = [group.filter((one) => !isAfterwards(one)), group.filter(isAfterwards)];
    steps.push(...before.map((event) => ({ event })), ...nested(inside));
    if (first.event.kind === 'exchange') steps.push({ answerTo: first });
    steps.push(...afterwards.map((event) => ({ event })));
    at += inside.length;
  }
  return steps;
}

/** Within a request in which a sandbox plays the phone stands what the phone asks meanwhile. Zero for every other. */
function playsUntil([first, ...others]: readonly StoredEvent[]): number {
  const plays = others.some(({ event }) => event.kind === 'call' && event.to === 'phone');
  return plays && first?.event.kind === 'exchange' ? Math.floor(first.at + first.event.durationMs) : 0;
}

/** What comes of the whole request. */
function isAfterwards({ event }: StoredEvent): boolean {
  return event.kind === 'state' || (event.kind === 'note' && event.note !== 'sandbox');
}

function eventRows({ id, event, count }: StoredEvent, number: number): Row[] {
  if (event.kind === 'exchange') {
    const { from, to } = event;
    const label = labelOf(event);
    const failed = event.error !== undefined;
    return [...beforeArrow(event), { kind: 'arrow', number, id, from, to, label, count, failed }];
  }
  if (event.kind !== 'call') return [{ kind: 'mark', number, id, lane: 'provider', ...markOf(event) }];
  const { from, to, status } = event;
  const failed = status === undefined || status >= 400;
  return [
    { kind: 'arrow', number, id, from, to, label: `${event.method} ${event.path}`, count, failed },
    { kind: 'answer', id, from: to, to: from, status, tells: '', failed },
  ];
}

function answerRows({ id, event }: StoredEvent): Row[] {
  if (event.kind !== 'exchange') return [];
  const { from, to, status } = event;
  const failed = event.error !== undefined;
  const answer: Row = { kind: 'answer', id, from: to, to: from, status, tells: tells(event), failed };
  if (!leadsAway(event.answerHeaders)) return [answer];
  return [answer, { kind: 'inferred', from: 'browser', to: 'relying-party', what: 'callback' }];
}

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

function leadsAway(headers: readonly Field[]): boolean {
  const location = headers.find(({ name }) => name === 'location')?.value;
  return location?.kind === 'address' && !location.address.startsWith('/');
}

/** Middle of a lane, in hundredths of the width. */
export function placeOf(lane: Lane): number {
  return 10 + 20 * LANES.indexOf(lane);
}
