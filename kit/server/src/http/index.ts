/**
 * HTTP as every service speaks it: Hono on Node's server. Owns: limits on what comes in (headers, bodies, time),
 * strict reading of forms and JSON, whether a page of ours sent them, the security headers of pages and answers, serving built pages, a graceful end,
 * how often somebody may ask and where from.
 * Refuses: hosts that a server does not answer to,
 * bodies beyond their bound however they are sent, forms that are not exactly what the standard says, and
 * paths, queries or headers in a log. Protocol errors are not made here: an HttpError says what was wrong, and each
 * service answers it in the shape of its standard.
 */
export { bearerToken } from './bearer-token.ts';
export { checkDeclared, readBounded, readBytes } from './body.ts';
export type { Connections } from './connections.ts';
export { type Form, parseForm, readForm } from './form.ts';
export { type Forwarding, forwarding, NO_PROXIES, type Proxies } from './forwarding.ts';
export { BACKLOG, type GuardedBy, SERVER_LIMITS, type ServerLimits } from './guard.ts';
export {
  API_HEADERS,
  answerJson,
  apiHeaders,
  PAGE_HEADERS,
  type PageHeaderOptions,
  pageHeaders,
  seeOther,
} from './headers.ts';
export type { HostGuard } from './host-guard.ts';
export { HttpError, type HttpErrorCode } from './http-error.ts';
export { readJson } from './json.ts';
export { isOwnRequest, type OwnPages } from './own-request.ts';
export { createPace, type Pace, type PaceOptions } from './pace.ts';
export { isFromNetwork, isLoopbackAddress, isSameLine, networkOf, remoteAddress } from './remote-address.ts';
export { requestLog } from './request-log.ts';
export { requestMetrics } from './request-metrics.ts';
export { type DirectHandler, type RunningServer, type ServeOptions, serve } from './serve.ts';
export { serveFolder } from './serve-folder.ts';
export { isSent, keepReadable, type WholeAnswer, wholeAnswer } from './whole-answer.ts';
