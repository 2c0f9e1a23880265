/**
 * What belongs together: a request leads to its flow by the transaction in its path, or by a secret that an earlier answer gave. Secrets
 * are looked up and kept as hashes.
 */
import { hashToken } from '@kazasu/server/keys';
import { payloadOf } from '../mask/index.ts';
import type { FlowKind } from './event.ts';
import type { Answered, Message } from './exchange.ts';
import { memberOf, textOf } from './read-message.ts';

export type KeyKind =
  | 'interaction'
  | 'sign'
  | 'pushed'
  | 'open'
  | 'phone'
  | 'code'
  | 'refresh'
  | 'access'
  | 'state'
  | 'shared';

/** Hash of a secret or an identifier, for one kind of use. */
export function keyOf(kind: KeyKind, value: string): string {
  return hashToken(`${kind} ${value}`);
}

export interface Correlation {
  /** Keys that lead to the flow, the surest first. */
  readonly by: readonly string[];
  /** Keys that lead there from now on. */
  readonly gives: readonly string[];
  readonly clientId: string | undefined;
  readonly interactionId: string | undefined;
  readonly signId: string | undefined;
  /** What a new flow is, where no key leads to one. */
  readonly kind: FlowKind;
  /** Leads to a new flow from then on. */
  readonly own?: string;
  /** With a client's own token several transactions are made: each has a flow of its own. */
  readonly oneSignature?: true;
}

type Part = Partial<Correlation>;

export function correlate(answered: Answered): Correlation {
  const { name } = answered.exchange.matched.route;
  const part = PARTS[name](answered);
  const { leads } = answered.exchange;
  const { kind = 'shared', by = [], gives = [] } = part;
  return {
    clientId: undefined,
    interactionId: undefined,
    signId: undefined,
    ...part,
    kind,
    by: kind === 'shared' ? [...by, keyOf('shared', name)] : by,
    gives: [...gives, ...leads],
    ...(kind === 'shared' && { own: keyOf('shared', name) }),
  };
}

const PARTS: {
  readonly [name in Answered['exchange']['matched']['route']['name']]: (answered: Answered) => Part;
} = {
  par: pushed,
  authorize,
  waiting,
  app,
  token,
  userinfo: (answered) => ({ by: bearerKey(answered), kind: 'early' }),
  revocation: aboutToken,
  introspection: aboutToken,
  logout,
  'sign-create': signCreate,
  'sign-result': (answered) => {
    const { id } = answered.exchange.matched;
    // Whoever has no token that counts may say any id.
    const named = answered.status === 401 ? [] : keys('sign', id);
    return { by: [...named, ...bearerKey(answered)], kind: 'early' };
  },
  certs: () => ({}),
  discovery: () => ({}),
};

/** Leads to the login that the browser begins with it. */
function pushed({ request, answer }: Answered): Part {
  return {
    gives: keys('pushed', textOf(answer, 'request_uri')),
    clientId: clientIdIn(request),
    kind: 'early',
  };
}

/** Who asks, as the request itself says. */
function clientIdIn(request: Message): string | undefined {
  const assertion = payloadOf(textOf(request, 'client_assertion') ?? '');
  const claimed = assertion?.sub ?? assertion?.iss;
  return textOf(request, 'client_id') ?? (typeof claimed === 'string' ? claimed : undefined);
}

function authorize({ exchange, request, answer }: Answered): Part {
  const parameter = (name: string) =>
    exchange.method === 'POST' ? textOf(request, name) : (exchange.url.searchParams.get(name) ?? undefined);
  const begun = exchange.begun?.id;
  const sign = parameter('sign_transaction_id')?.toLowerCase();
  return {
    clientId: parameter('client_id'),
    by: [...keys('interaction', begun), ...keys('sign', sign), ...keys('pushed', parameter('request_uri'))],
    gives: [...keys('code', codeIn(answer.headers)), ...keys('state', parameter('state'))],
    interactionId: begun,
    kind: begun === undefined ? 'early' : sign === undefined ? 'login' : 'signature',
  };
}

/** Without the cookie of the transaction that the address names it is shared: nobody can fill the list, or the flow of somebody else. */
function waiting({ exchange, answer }: Answered): Part {
  return {
    by: keys('interaction', exchange.concerns),
    gives: [
      ...keys('code', codeIn(answer.headers)),
      ...openCodes(answer.body ?? '').map((code) => keyOf('open', code)),
    ],
    kind: 'shared',
  };
}

/** What the browser takes to the relying party. */
function codeIn(headers: Headers): string | undefined {
  const location = headers.get('location');
  if (location === null || !URL.canParse(location)) return undefined;
  const query = new URL(location).searchParams;
  const signed = payloadOf(query.get('response') ?? '')?.code;
  return query.get('code') ?? (typeof signed === 'string' ? signed : undefined);
}

function openCodes(body: string): string[] {
  return [...body.matchAll(/#open=([A-Za-z0-9_-]{16,64})/g)].slice(0, 4).map(([, code = '']) => code);
}

function app(answered: Answered): Part {
  const { exchange, request, answer } = answered;
  const challenge = memberOf(answer, 'challenge');
  const transaction =
    typeof challenge === 'object' && challenge !== null && 'transaction' in challenge
      ? String(challenge.transaction)
      : undefined;
  const bearer = bearerOf(exchange.headers);
  return {
    by: [
      ...keys('interaction', transaction),
      ...keys('phone', bearer),
      ...keys('open', textOf(request, 'code')),
    ],
    gives: keys('phone', textOf(answer, 'transactionToken')),
    kind: 'shared',
  };
}

function token({ request, answer }: Answered): Part {
  const own =
    textOf(request, 'grant_type') === 'client_credentials' && textOf(answer, 'access_token') !== undefined;
  return {
    by: [...keys('code', textOf(request, 'code')), ...keys('refresh', textOf(request, 'refresh_token'))],
    gives: [
      ...keys('access', textOf(answer, 'access_token')),
      ...keys('refresh', textOf(answer, 'refresh_token')),
    ],
    clientId: clientIdIn(request),
    kind: own ? 'signature' : 'early',
  };
}

function aboutToken({ request }: Answered): Part {
  const asked = textOf(request, 'token');
  return {
    by: [...keys('refresh', asked), ...keys('access', asked)],
    clientId: textOf(request, 'client_id'),
    kind: 'early',
  };
}

/** A hint that was believed leads somewhere; anything else may name any session. */
function logout({ exchange, request, status }: Answered): Part {
  const parameter = (name: string) =>
    exchange.method === 'POST' ? textOf(request, name) : (exchange.url.searchParams.get(name) ?? undefined);
  const hint = payloadOf(parameter('id_token_hint') ?? '');
  const sid = status === 303 && typeof hint?.sid === 'string' ? hint.sid : undefined;
  return { by: keys('interaction', sid), clientId: parameter('client_id'), kind: 'early' };
}

function signCreate(answered: Answered): Part {
  const signId = textOf(answered.answer, 'sign_transaction_id');
  const bearer = payloadOf(bearerOf(answered.exchange.headers) ?? '');
  return {
    by: bearerKey(answered),
    gives: keys('sign', signId),
    signId,
    clientId: typeof bearer?.azp === 'string' ? bearer.azp : undefined,
    kind: signId === undefined ? 'early' : 'signature',
    oneSignature: true,
  };
}

function bearerKey({ exchange, request }: Answered): string[] {
  return keys('access', bearerOf(exchange.headers) ?? textOf(request, 'access_token'));
}

function bearerOf(headers: Headers): string | undefined {
  return /^(?:Bearer|DPoP) +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
}

function keys(kind: KeyKind, value: string | null | undefined): string[] {
  return value === undefined || value === null || value === '' ? [] : [keyOf(kind, value)];
}
