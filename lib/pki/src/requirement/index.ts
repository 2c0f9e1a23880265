/**
 * What RFC 5280 demands of certificates beyond what the path algorithm of its section 6 looks at: one requirement a
 * row, with its citation. Owns the table and its checks; refuses the rules of other profiles (those of browsers, those of
 * J-LIS: see profile/). What makes a certificate unreadable, such as its version or serial number, `parseCertificate` refuses.
 */
export { checkChainRequirements, checkRequirements, REQUIREMENT_RULES } from './check.ts';
