/** For the console's tests: a browser that keeps one cookie and finds the forms on a page. Refuses to run scripts. */
import assert from 'node:assert/strict';
import type { Member, World } from '../../testing/index.ts';
import { must } from '../../testing/index.ts';

type Fields = Readonly<Record<string, string>>;

export interface Visitor {
  readonly cookie: string;
  get(path: string, headers?: Fields): Promise<Response>;
  /** The page's text; its status must be 200. */
  read(path: string): Promise<string>;
  send(path: string, fields: Fields, headers?: Fields): Promise<Response>;
  /** Sends the form on `page` that goes to `action`, with its own token. */
  submit(page: string, action: string, fields?: Fields): Promise<Response>;
  /** The token of that form. */
  tokenOn(page: string, action: string): Promise<string>;
}

export const COOKIE =
  /^kazasu-console=([\w-]{43}); Path=\/console; Max-Age=28800; HttpOnly; SameSite=Strict$/;

/** Signs in with a key. */
export async function enter(world: World, key: string): Promise<Visitor> {
  const response = await post(world, '/console/sign-in', { key });
  assert.equal(response.status, 303, await response.clone().text());
  assert.equal(response.headers.get('location'), '/console');
  return visitor(world, cookieOf(response));
}

export function cookieOf(response: Response): string {
  const header = response.headers.getSetCookie().find((one) => one.startsWith('kazasu-console='));
  assert.match(header ?? '', COOKIE);
  return header?.split(';', 1)[0] ?? '';
}

export function post(world: World, path: string, fields: Fields, headers: Fields = {}): Promise<Response> {
  return world.ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
}

export function visitor(world: World, cookie: string): Visitor {
  const get: Visitor['get'] = (path, headers = {}) => world.ask(path, { headers: { ...headers, cookie } });
  const send: Visitor['send'] = (path, fields, headers = {}) =>
    post(world, path, fields, { ...headers, cookie });
  const read: Visitor['read'] = async (path) => {
    const response = await get(path);
    assert.equal(response.status, 200, path);
    return response.text();
  };
  const tokenOn: Visitor['tokenOn'] = async (page, action) => {
    const [, form = ''] = (await read(page)).split(new RegExp(`action="${action}(?:#\\w+)?"`));
    return /name="form" value="([^"]+)"/.exec(form)?.[1] ?? assert.fail(`no form for ${action} on ${page}`);
  };
  const submit: Visitor['submit'] = async (page, action, fields = {}) =>
    send(action, { ...fields, form: await tokenOn(page, action) });
  return { cookie, get, read, send, submit, tokenOn };
}

/** The code of a new link. */
export async function linkFor(world: World, { tenantId }: Member, body: unknown = {}): Promise<string> {
  const made = await world.operate('POST', `/admin/tenants/${tenantId}/console-links`, body);
  const { url } = (await must(201, made)) as { url: string };
  const [address, code = ''] = url.split('#');
  assert.equal(address, 'http://localhost:4004/console/enter');
  return code;
}
