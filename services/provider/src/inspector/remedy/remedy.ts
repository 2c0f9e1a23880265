/** A sentence in each language. */
export interface Both {
  readonly ja: string;
  readonly en: string;
}

/** Why it happened, and what mends it. */
export interface Remedy {
  readonly cause: Both;
  readonly remedy: Both;
}

/** What a description says, and what it means. */
export interface DescribedRemedy extends Remedy {
  readonly says: string | RegExp;
  /** Where the description repeats what was sent: how it is shown without that. */
  readonly told?: string;
}

export function row(
  says: string | RegExp,
  [cause, causeEn]: readonly [string, string],
  [remedy, remedyEn]: readonly [string, string],
  told?: string,
): DescribedRemedy {
  return {
    says,
    cause: { ja: cause, en: causeEn },
    remedy: { ja: remedy, en: remedyEn },
    ...(told !== undefined && { told }),
  };
}
