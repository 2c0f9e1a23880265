import { type Certificate, validatePath } from '@kazasu/pki';
import { PROFILE_CHOICES, type ProfileChoice } from '../choices.ts';
import { PROFILES } from '../trust/index.ts';
import { type Case, judgeCase } from './judge.ts';

/** What a first look found out, before revocation and profile are asked about. */
export interface Survey {
  /** Those whose status the town can be asked for. */
  readonly certificates: readonly Certificate[];
  readonly profile: ProfileChoice;
}

/**
 * Looks who signed, and by the policy of their certificates what they must look like. A document is to be signed with a
 * certificate for signatures whatever it was signed with; a certificate is what its own policy says.
 */
export async function survey(theCase: Case): Promise<Survey> {
  const judgement = await judgeCase({
    ...theCase,
    revocation: 'none',
    crls: [],
    ocspResponses: [],
    profile: undefined,
  });
  if (judgement.kind === 'timestamp') return { certificates: [], profile: 'none' };
  if (judgement.kind === 'certificate') {
    const { chain = [], policies = [] } = judgement.report;
    return { certificates: chain, profile: profileOf(policies) ?? 'none' };
  }
  const signers = judgement.report.signatures.flatMap(({ certificate }) => certificate ?? []);
  const paths = signers.map((certificate) => {
    const { trust, intermediates, time } = theCase;
    return validatePath({ certificate, anchors: trust.anchors, intermediates, time });
  });
  const known = paths.filter(({ chain }) => chain !== undefined);
  const phones = known.filter(({ policies = [] }) => profileOf(policies) === 'phone-signature');
  const profile = phones.length === known.length ? 'phone-signature' : 'signature';
  return {
    certificates: known.flatMap(({ chain = [] }) => chain),
    // Of strangers nothing is demanded: that nobody knows them is told without it.
    profile: known.length === 0 ? 'none' : profile,
  };
}

function profileOf(policies: readonly string[]): ProfileChoice | undefined {
  return PROFILE_CHOICES.find((choice) => PROFILES[choice]?.policies?.some((one) => policies.includes(one)));
}
