/**
 * One file before the judge. Owns which function of `@kazasu/pki` a kind of file goes to, and what is found out first where
 * the town is trusted: which lists the certificates point to, and which profile their policy names. The verdict is the judge's.
 */
export { type Case, type Judgement, judgeCase } from './judge.ts';
export { type Survey, survey } from './survey.ts';
