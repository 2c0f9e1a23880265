/**
 * The door to addresses that others chose: a client's key set, a tenant's webhook. Owns which addresses may be asked, and that
 * each connection goes where it was judged to go. Refuses redirects, addresses that are not of the public internet, answers
 * without end, and to keep connections open for the next question. Services of our own are asked by `fetch`, not through here.
 */
export { isAllowedUrl, isLoopbackHost, isSafeUrl } from './address.ts';
export { type Answer, type Asking, askOutside } from './ask.ts';
export { OutboundError, type OutboundErrorCode } from './outbound-error.ts';
export { isPublicAddress } from './public-address.ts';
