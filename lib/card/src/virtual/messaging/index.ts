/**
 * Secure messaging as the text application has it: AES-128-CBC with a counter for its vectors, one data object a
 * message, no integrity. Owns the bytes on the wire; who may open it is the layout's rule.
 */
export { openAesChannel } from './channel.ts';
