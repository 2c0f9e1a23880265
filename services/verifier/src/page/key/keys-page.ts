import type { Form } from '@kazasu/server/http';
import { badge, type Html, html, notice, table } from '@kazasu/ui';
import { readableDay, readableTime } from '@kazasu/ui/text';
import * as v from 'valibot';
import { KeyView } from '../../key/routes.ts';
import { ask, askFor } from '../ask.ts';
import { formToken, framed } from '../frame.ts';
import type { Visit } from '../visit.ts';
import { dashedDay } from '../words.ts';
import { type KeyFaults, keyForm, NEW_KEY, type NewKey, readNewKey } from './key-form.ts';

const Keys = v.object({ keys: v.array(KeyView) });
const Made = v.object({ key: KeyView, token: v.string() });
type Key = v.InferOutput<typeof KeyView>;

interface Extras {
  /** The text of a key that was made for this very answer. */
  readonly token?: string;
  readonly ended?: true;
  readonly entered?: NewKey;
  readonly faults?: KeyFaults;
}

export async function keysPage(visit: Visit, extras: Extras = {}): Promise<Response> {
  const { texts, lang, context } = visit;
  const words = texts.keys;
  const { keys } = await askFor(visit, 'listKeys', Keys);
  const { token, entered = NEW_KEY, faults = [] } = extras;
  const made =
    token === undefined
      ? ''
      : notice({
          lang,
          kind: 'success',
          title: words.madeTitle,
          body: html`<p><code id="token" class="kz-desk-hash">${token}</code></p><p>${words.made}</p>`,
        });
  const ended = extras.ended ? notice({ lang, kind: 'success', title: words.endedTitle }) : '';
  const heads = [words.name, words.scopes, words.state, words.lastUsed, words.actions];
  const rows = keys.toReversed().map((key) => rowOf(visit, key));
  const body = html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>${made}${ended}${table({ caption: words.title, heads, rows })}${keyForm(visit, entered, faults)}`;
  const page = framed(visit, { title: words.title, place: 'keys', path: '/keys', body });
  return context.html(page, faults.length === 0 ? 200 : 400);
}

function rowOf(visit: Visit, key: Key): (Html | string)[] {
  const { texts, lang } = visit;
  const words = texts.keys;
  const { name, keyId, scopes, createdAt, expiresAt, lastUsedDay } = key;
  const expires = expiresAt === undefined ? words.never : readableDay(expiresAt, lang);
  return [
    html`${name}<br><code class="kz-small">${keyId}</code><br><span class="kz-small">${words.created} ${readableDay(createdAt, lang)}<br>${words.expires} ${expires}</span>`,
    html`<ul class="console-scopes">${scopes.map((scope) => html`<li><code>${scope}</code> <span class="kz-small">${words.scopeNames[scope]}</span></li>`)}</ul>`,
    stateOf(visit, key),
    lastUsedDay === undefined ? words.unused : dashedDay(lastUsedDay),
    key.active ? actions(visit, key) : '–',
  ];
}

function stateOf({ texts, lang }: Visit, { active, endsAt }: Key): Html {
  const words = texts.keys;
  if (!active) return badge(words.ended);
  if (endsAt === undefined) return badge(words.active, 'green');
  return html`${badge(words.active, 'yellow')}<br><span class="kz-small">${words.overlap(readableTime(endsAt, lang))}</span>`;
}

function actions(visit: Visit, { keyId, endsAt }: Key): Html {
  const { texts, session } = visit;
  const words = texts.keys;
  const own = session.caller.keyId === keyId ? html`<p class="kz-small">${words.endOwn}</p>` : '';
  const rotate =
    endsAt === undefined ? action(visit, `/keys/${keyId}/rotation`, words.rotate, words.rotateLead) : '';
  return html`${rotate}${action(visit, `/keys/${keyId}/end`, words.end, words.endLead, own)}`;
}

/** What it does is read before it is done. */
function action(visit: Visit, path: string, label: string, lead: string, more: Html | string = ''): Html {
  return html`<details class="kz-desk-fold console-fold-small"><summary>${label}</summary><p class="kz-small">${lead}</p>${more}<form method="post" action="${visit.base}${path}">${formToken(visit, path)}<button class="kz-button kz-button-outline kz-button-small" type="submit">${label}</button></form></details>`;
}

/** The key's text is in this answer and in no other. */
export async function createKey(visit: Visit, form: Form): Promise<Response> {
  const { entered, faults } = readNewKey(form);
  if (faults.length > 0) return keysPage(visit, { entered, faults });
  const expiresAt =
    entered.days === '' ? undefined : visit.deps.clock.now() + Number(entered.days) * 86_400_000;
  const body = {
    name: entered.name,
    scopes: entered.scopes,
    ...(expiresAt !== undefined && { expiresAt: Math.floor(expiresAt) }),
  };
  const { token } = await askFor(visit, 'createKey', Made, { body });
  return keysPage(visit, { token });
}

export async function rotateKey(visit: Visit): Promise<Response> {
  const question = { params: { keyId: keyIdOf(visit) }, body: {} };
  const { token } = await askFor(visit, 'rotateKey', Made, question);
  return keysPage(visit, { token });
}

/** Whoever ends the key that they came with is signed out by it. */
export async function endKey(visit: Visit): Promise<Response> {
  const keyId = keyIdOf(visit);
  await ask(visit, 'revokeKey', { params: { keyId } });
  if (keyId === visit.session.caller.keyId) return visit.context.redirect(visit.base, 303);
  return keysPage(visit, { ended: true });
}

function keyIdOf({ context }: Visit): string {
  return context.req.param('keyId') ?? '';
}
