/** What `kazasu audit verify` says, in both languages. */
import type { AuditVerdictName } from './verify.ts';

type Words = { readonly ja: string; readonly en: string };

export const VERDICTS: { readonly [name in AuditVerdictName]: Words } = {
  intact: {
    ja: '監査ログは改変されていません（{end}件、署名された先頭{heads}件と一致）。',
    en: 'INTACT: {end} entries, which hold all {heads} signed heads.',
  },
  broken: {
    ja: '監査ログは改変されています。{at}番の記録がないか、前の記録とつながりません。',
    en: 'NOT INTACT: entry {at} is missing or does not fit.',
  },
  'head-missed': {
    ja: '監査ログは改変されています。署名された先頭（{at}番）がログにありません。末尾が切り取られたか、作り直されています。',
    en: 'NOT INTACT: the entries do not hold the signed head {at}: their end was cut off, or the chain was made anew.',
  },
  'head-unsigned': {
    ja: '先頭の署名を検証できません。指定した鍵で署名されたものではありません。',
    en: 'NOT INTACT: a head is not signed by any of the keys.',
  },
  'no-head': {
    ja: '判定できません。{end}件の記録は互いにつながっていますが、末尾が残っていることを示すものがありません。',
    en: 'CANNOT BE DECIDED: {end} entries fit together, but nothing shows that the end is there.',
  },
};

export const REMEDIES: { readonly [name in Exclude<AuditVerdictName, 'intact'>]: Words } = {
  broken: {
    ja: '手順は docs/operate/audit.ja.md にあります。',
    en: 'What to do is in docs/operate/audit.md.',
  },
  'head-missed': {
    ja: '手順は docs/operate/audit.ja.md にあります。',
    en: 'What to do is in docs/operate/audit.md.',
  },
  'head-unsigned': {
    ja: '--keys に、その先頭が作られた時のサービスの鍵を指定してください。',
    en: 'Give with --keys the keys that the service had when the head was made.',
  },
  'no-head': {
    ja: '書き出された先頭を --head で指定してください。',
    en: 'Give the exported heads with --head.',
  },
};
