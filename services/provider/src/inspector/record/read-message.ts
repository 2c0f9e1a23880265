/** What is looked for in a message before it is masked: to find what belongs together, and what was refused. */
import { parseForm } from '@kazasu/server/http';
import { isObject } from '../mask/index.ts';
import type { Message } from './exchange.ts';

/** What a page of ours tells the site's developer. */
export function reasonOf(body: string): string | undefined {
  return /id="reason">([^<]{1,300})</.exec(body)?.[1];
}

/** A member of a JSON object or a parameter of a form. */
export function memberOf({ headers, body }: Message, name: string): unknown {
  if (body === undefined || body === '') return undefined;
  try {
    if (/^application\/x-www-form-urlencoded/i.test(headers.get('content-type') ?? '')) {
      return parseForm(body).get(name);
    }
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value[name] : undefined;
  } catch {
    return undefined;
  }
}

export function textOf(message: Message, name: string): string | undefined {
  const value = memberOf(message, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
