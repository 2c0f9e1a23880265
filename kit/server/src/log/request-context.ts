import { AsyncLocalStorage } from 'node:async_hooks';
import { randomShortToken } from '../random/index.ts';

/** What all that happens for one request has in common. Holds nothing of the request itself. */
export interface RequestContext {
  /** Made here, never taken from a header: it stands in the log. */
  readonly requestId: string;
  /** 32 hexadecimal digits, where the request is traced; set once, when that is known. */
  traceId?: string | undefined;
  /** For kit/server/trace. */
  readonly span?: object | undefined;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** One for a process; the number behind it makes it one for a request, without drawing randomness for each. */
const PROCESS = randomShortToken().slice(0, 8);
let count = 0;

export function newRequestId(): string {
  count += 1;
  return `${PROCESS}-${count.toString(36)}`;
}

export function requestContext(): RequestContext | undefined {
  return storage.getStore();
}

export function withRequestContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}
