/**
 * Signed heads of audit logs: how far a chain of entries had come, as a compact JWS that any JOSE library verifies. Made by the services, read
 * by them and by whoever checks an export. The type is theirs alone, so that a head can be taken for no other token, whatever signed it.
 */
export { createSignedHead, parseSignedHead, type SignedHead } from './signed-head.ts';
