/**
 * The root of the time-stamps: one key and one certificate, made when the service is first set up. Owns its name and life.
 * Refuses to open with another key or under another name than the stored certificate's, and to replace it: whoever trusts
 * these time-stamps trusts this certificate.
 */
export { openRoot, ROOT_KEY, type Root } from './root.ts';
