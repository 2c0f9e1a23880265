/** The JPKI application (公的個人認証AP): its files and what stands in them. Certificates are opaque bytes here. */
export { type Availability, encodeAvailability, parseAvailability } from './availability.ts';
export { sha256DigestInfo } from './digest-info.ts';
export { JPKI, TOKEN_LABEL } from './ef.ts';
export {
  encodeTokenInformation,
  parseTokenInformation,
  type TokenInformation,
} from './token-information.ts';
