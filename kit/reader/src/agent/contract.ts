/**
 * Relative to the agent's address, `http://127.0.0.1:4020`. Every request carries the `Origin` that a browser writes; without one that
 * the agent was told to serve, it hangs up. Bodies are JSON; a refusal is `{ "error": AgentProblemCode }`.
 */
export const AGENT_PATHS = {
  /** `POST`, no body → 204: the terminal shows a code, unless one is shown already. */
  code: '/pairing/code',
  /** `POST { code }` → 201 `{ token }`; 403 `code_wrong`, 409 `code_none`, 429 `slow_down`. */
  pairing: '/pairing',
  /** `GET`, bearer token → AgentReaders. */
  readers: '/readers',
  /** WebSocket, token in the subprotocol: AgentReaders as text, at once and whenever they change. */
  events: '/events',
  /** `POST { reader }`, bearer token → 201: the card is powered and this page's, for a few seconds. 404 `reader_unknown`, 409 `held`, `no_card`, `in_use`, 503 `service`. */
  hold: '/hold',
  /** WebSocket, token in the subprotocol: the card that this page holds; one binary message is one APDU. Closing powers it off. */
  card: '/card',
} as const;

/** Offset 20 from the town's usual first port. */
export const AGENT_DEFAULT_PORT = 4020;

export type AgentProblemCode =
  | 'request_invalid'
  | 'not_paired'
  | 'code_wrong'
  /** No code is shown: it was used, ran out, or was guessed at too often. */
  | 'code_none'
  | 'slow_down'
  | 'reader_unknown'
  | 'held'
  | 'no_card'
  /** Another program of this computer keeps the card. */
  | 'in_use'
  /** PC/SC does not run, or its binding is not there. */
  | 'service';

export interface AgentReader {
  /** `[0-9a-f]{16}`, the same for the same reader as long as the system calls it so. */
  readonly id: string;
  readonly name: string;
  readonly card: boolean;
}

/** Whose page holds a card now; an origin and never anything of a person. */
export interface AgentHolder {
  readonly origin: string;
  readonly own: boolean;
}

export interface AgentReaders {
  readonly readers: readonly AgentReader[];
  readonly holder: AgentHolder | null;
}

/** Codes with which the agent ends a WebSocket, beside those of RFC 6455 section 7.4.1. */
export const AGENT_CLOSE = {
  /** The card went away or did not answer in time. */
  cardGone: 4410,
  /** The same page took the card anew. */
  takenOver: 4409,
} as const;

/** Without what looks alike: 0 O, 1 I L, U V, and the capitals that are taken for 2, 5 and 8. Eight of them are 37 bits. */
export const CODE_ALPHABET = '23456789ACDEFGHJKMNPQRTWXY';
export const CODE_LENGTH = 8;

/** The code in what somebody typed: any case, full-width or not, with spaces and hyphens. Undefined where it can be none. */
export function normalCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}ー−]/gu, '');
  return code.length === CODE_LENGTH && [...code].every((sign) => CODE_ALPHABET.includes(sign))
    ? code
    : undefined;
}

const PROTOCOL = 'kazasu-agent.1';
const TOKEN = 'kazasu-agent-token.';

/** For `new WebSocket(url, …)`, which can send no other header: the token stands in no address, and so in no log and no history. */
export function agentProtocols(token: string): string[] {
  return [PROTOCOL, TOKEN + token];
}

/** From `Sec-WebSocket-Protocol`: the one protocol that may be answered, and the token, which must never be. */
export function tokenInProtocols(
  protocols: readonly string[],
): { readonly protocol: string; readonly token: string } | undefined {
  const [protocol, token, ...more] = protocols;
  if (protocol !== PROTOCOL || token?.startsWith(TOKEN) !== true || more.length > 0) return undefined;
  return { protocol, token: token.slice(TOKEN.length) };
}
