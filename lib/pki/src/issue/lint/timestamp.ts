import { formatChecking, identifySigner } from '../../building-block/index.ts';
import type { Certificate } from '../../certificate.ts';
import { contentOf, signerFacts } from '../../cms/index.ts';
import { checkProfile, TIMESTAMP_UNIT_PROFILE } from '../../profile/index.ts';
import { readToken } from '../../timestamp/token.ts';
import { unfit } from './unfit.ts';

/**
 * A token in DER with one signer, whose attributes fit what they stand over and name this certificate: that of a
 * time-stamp unit, which was valid at the time that the token says.
 */
export function lintTimestamp(unsigned: Uint8Array, unit: Certificate): void {
  const token = readToken(unsigned);
  if ('id' in token) throw unfit(token.id, token.reason);
  const { signedData, content, info } = token;
  const [signer, ...others] = signedData.signers;
  if (signer === undefined || others.length > 0) throw unfit('timestamp.signer', 'not one');
  const facts = signerFacts(signedData, signer, contentOf(content), [unit]);
  const checks = [
    ...formatChecking(facts).checks,
    ...facts.digestsMatch(),
    ...identifySigner(facts).checks,
    ...checkProfile(TIMESTAMP_UNIT_PROFILE, { certificate: unit, issuer: undefined }),
  ];
  const fault = checks.find(({ status }) => status === 'failed' || status === 'undetermined');
  if (fault !== undefined) throw unfit(fault.id, fault.reason);
  if (info.genTime < unit.notBefore || info.genTime > unit.notAfter) {
    throw unfit('timestamp.time', 'outside the life of the unit');
  }
  if (info.serial === '' || /^0+$/.test(info.serial)) throw unfit('timestamp.form', 'no serial number');
}
