import type { ProblemTable } from '../problem/problem-row.ts';

/** Of retention and evidence. */
export const EVIDENCE_PROBLEMS = {
  'retention-end-unlikely': {
    status: 422,
    title: { ja: '契約終了日が正しくありません', en: 'the contract cannot have ended then' },
    cause: {
      ja: '契約終了日が、記録の作成より前か、未来の日時です。',
      en: 'The contract is said to have ended before the record was made, or in the future.',
    },
    remedy: {
      ja: '実際に契約が終了した日時を送信してください。',
      en: 'Send the time at which the contract has ended.',
    },
  },
  'retention-too-short': {
    status: 422,
    title: { ja: '保存期間が短すぎます', en: 'the record must be kept longer' },
    cause: {
      ja: '指定された日時は、保存が必要な期間の終わりより前です。',
      en: 'The time is before the end of the years for which the record must be kept.',
    },
    remedy: {
      ja: 'retainedUntil以降の日時を指定してください。',
      en: 'Name a time that is not before retainedUntil.',
    },
  },
  'evidence-pending': {
    status: 409,
    title: { ja: 'タイムスタンプを待っています', en: 'the evidence waits for its time-stamp' },
    cause: {
      ja: '記録は保存されていますが、記録を含むログのチェックポイントに、まだタイムスタンプが付いていません。',
      en: 'The record is stored, but no head of the log that covers it has been time-stamped yet.',
    },
    remedy: {
      ja: 'Retry-Afterの秒数だけ待って再度お試しください。タイムスタンプなしでよい場合は、unstamped=trueを付けてください。',
      en: 'Try again after the seconds that Retry-After names, or add unstamped=true to do without the time-stamp.',
    },
  },
  'head-unknown': {
    status: 404,
    title: { ja: '該当するチェックポイントがありません', en: 'there is no such head' },
    cause: {
      ja: 'ログがこのサイズのときに署名されたチェックポイントはありません。',
      en: 'The log signed no head of this size.',
    },
    remedy: {
      ja: '最新のチェックポイントは /evidence/checkpoint で確認してください。',
      en: 'See /evidence/checkpoint for the newest head.',
    },
  },
  'cosignature-refused': {
    status: 422,
    title: { ja: '連署を受け付けられません', en: 'the cosignature is not accepted' },
    cause: {
      ja: 'チェックポイントがこのログのものではないか、登録された証人の正しい署名がありません。',
      en: 'The checkpoint is none of this log’s, or no configured witness signed it.',
    },
    remedy: {
      ja: 'ログのチェックポイントに、登録された鍵で署名してください。',
      en: 'Sign a checkpoint of this log with a key that its operator has configured.',
    },
  },
} as const satisfies ProblemTable;
