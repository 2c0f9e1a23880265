import type { Language } from '@kazasu/pki';
import type { ProfileChoice } from '../choices.ts';
import type { Case, Judgement } from '../judge/index.ts';
import type { VerifyOptions } from '../options.ts';

/** A verdict, and all that is to be said around it. */
export interface Telling {
  readonly path: string;
  readonly theCase: Case;
  readonly profile: ProfileChoice;
  /** Lists of the town that could not be had. */
  readonly missing: readonly string[];
  readonly judgement: Judgement;
  readonly language: Language;
  readonly options: Pick<VerifyOptions, 'verbose' | 'showItems' | 'certificates'>;
}
