import type { ProviderConfig } from '../../config.ts';
import {
  APP_ANSWER,
  APP_REQUEST,
  AUTHORIZATION,
  AUTHORIZATION_ANSWER,
  CERTS,
  DISCOVERY,
  INTROSPECTION_ANSWER,
  LOGOUT,
  PUSHED_ANSWER,
  PUSHED_REQUEST,
  type Rule,
  type RuleTable,
  SIGN_ANSWER,
  SIGN_REQUEST,
  TOKEN_ANSWER,
  TOKEN_FORM,
  TOKEN_REQUEST,
  USERINFO_ANSWER,
  USERINFO_REQUEST,
  WAITING,
  WAITING_ANSWER,
} from '../mask/index.ts';
import { object } from '../mask/rule.ts';
import type { Lane } from './lane.ts';

export type RouteName =
  | 'par'
  | 'authorize'
  | 'waiting'
  | 'app'
  | 'token'
  | 'userinfo'
  | 'revocation'
  | 'introspection'
  | 'logout'
  | 'sign-create'
  | 'sign-result'
  | 'certs'
  | 'discovery';

/** A route that relying parties, browsers or phones ask, and how its messages are shown. */
export interface Route {
  readonly name: RouteName;
  readonly from: Lane;
  /** Below the base; `:id` is a transaction's, `:step` a word. */
  readonly path: string;
  readonly query: RuleTable;
  readonly request: RuleTable;
  readonly answer: Rule;
}

const route = (
  name: RouteName,
  from: Lane,
  path: string,
  tables: { query?: RuleTable; request?: RuleTable; answer: Rule },
): Route => ({ name, from, path, query: {}, request: {}, ...tables });

/** Steps that are asked again and again; the same question with the same answer is one event with a count. */
const POLLS: ReadonlySet<string> = new Set(['status', 'resume']);

/** Everything that is recorded. What is not here (administration, assets, accounts of holders) is none of a relying party's business. */
export function routesOf({ realm }: Pick<ProviderConfig, 'realm'>): readonly Route[] {
  const protocol = `/realms/${realm}/protocol/openid-connect`;
  const waiting = { query: WAITING, request: WAITING, answer: object(WAITING_ANSWER) };
  return [
    route('par', 'relying-party', `${protocol}/ext/par/request`, {
      request: PUSHED_REQUEST,
      answer: object(PUSHED_ANSWER),
    }),
    route('authorize', 'browser', `${protocol}/auth`, {
      query: AUTHORIZATION,
      request: AUTHORIZATION,
      answer: object(AUTHORIZATION_ANSWER),
    }),
    route('waiting', 'browser', '/interactions/:id', waiting),
    route('waiting', 'browser', '/interactions/:id/:step', waiting),
    route('app', 'phone', '/app/transactions/:step', { request: APP_REQUEST, answer: object(APP_ANSWER) }),
    route('token', 'relying-party', `${protocol}/token`, {
      request: TOKEN_REQUEST,
      answer: object(TOKEN_ANSWER),
    }),
    route('userinfo', 'relying-party', `${protocol}/userinfo`, {
      request: USERINFO_REQUEST,
      answer: object(USERINFO_ANSWER),
    }),
    route('revocation', 'relying-party', `${protocol}/revoke`, {
      request: TOKEN_FORM,
      answer: object(TOKEN_ANSWER),
    }),
    route('introspection', 'relying-party', `${protocol}/token/introspect`, {
      request: TOKEN_FORM,
      answer: object(INTROSPECTION_ANSWER),
    }),
    route('logout', 'browser', `${protocol}/logout`, {
      query: LOGOUT,
      request: LOGOUT,
      answer: object(AUTHORIZATION_ANSWER),
    }),
    route('sign-create', 'relying-party', '/sign-transactions', {
      request: SIGN_REQUEST,
      answer: object(SIGN_ANSWER),
    }),
    route('sign-result', 'relying-party', '/sign-transactions/:id/result', { answer: object(SIGN_ANSWER) }),
    route('certs', 'relying-party', `${protocol}/certs`, { answer: object(CERTS) }),
    route('discovery', 'relying-party', `/realms/${realm}/.well-known/openid-configuration`, {
      answer: DISCOVERY,
    }),
  ];
}

/** A route with what its path names. */
export interface Matched {
  readonly route: Route;
  readonly id: string | undefined;
  readonly step: string | undefined;
  readonly isPoll: boolean;
}

const PARTS: { readonly [parameter: string]: RegExp } = {
  ':id': /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  ':step': /^[a-z-]{1,20}$/,
};

/** Undefined for what is not recorded. */
export function matchRoute(routes: readonly Route[], path: string): Matched | undefined {
  const parts = path.split('/');
  for (const route of routes) {
    const pattern = route.path.split('/');
    if (pattern.length !== parts.length) continue;
    if (!pattern.every((part, at) => PARTS[part]?.test(parts[at] ?? '') ?? part === parts[at])) continue;
    const named = (parameter: string) =>
      pattern.includes(parameter) ? parts[pattern.indexOf(parameter)]?.toLowerCase() : undefined;
    const step = named(':step');
    return { route, id: named(':id'), step, isPoll: step !== undefined && POLLS.has(step) };
  }
  return undefined;
}
