import type { Verdict } from '@kazasu/pki';

/** One sentence or word in both languages. */
export interface Text {
  readonly en: string;
  readonly ja: string;
}

export const VERDICTS: { readonly [verdict in Verdict]: Text } = {
  valid: { en: 'VALID', ja: '有効' },
  invalid: { en: 'INVALID', ja: '無効' },
  indeterminate: { en: 'CANNOT BE DECIDED', ja: '判定できません' },
};

export const WORDS = {
  bundle: { en: 'evidence', ja: '証拠ファイル' },
  record: { en: 'record', ja: '記録' },
  kind: { en: 'kind', ja: '種類' },
  at: { en: 'recorded', ja: '記録時刻' },
  proven: { en: 'proven since', ja: '存在の証明' },
  judgedFor: { en: 'judged for', ja: '検証時刻' },
  recorded: { en: 'verdict then', ja: '当時の判定' },
  log: { en: 'log', ja: 'ログ' },
  leaf: { en: 'place in the log', ja: 'ログ内の位置' },
  logKey: { en: 'key of the log', ja: 'ログの公開鍵' },
  part: { en: 'part', ja: '内容' },
  object: { en: 'object', ja: '資料' },
  step: { en: 'step', ja: '証明' },
  erased: { en: 'erased or withheld', ja: '消去済み、または未提供' },
  octets: { en: 'octets', ja: 'バイト' },
  renewal: { en: 'renewal', ja: '更新' },
  noToken: { en: 'no time-stamp', ja: 'タイムスタンプなし' },
  token: { en: 'time-stamp', ja: 'タイムスタンプ' },
  claims: {
    en: 'What the file says of itself; nothing was checked. `kazasu evidence verify` does that.',
    ja: 'ファイルに書かれている内容です。検証はしていません。検証するには`kazasu evidence verify`を実行してください。',
  },
  theRecord: { en: 'Record', ja: '記録' },
  theSignature: { en: 'Signature', ja: '署名' },
  together: { en: 'Together', ja: '総合' },
  heads: { en: 'Heads', ja: 'チェックポイント' },
  noSignature: { en: 'none in a record of this kind', ja: 'この種類の記録にはありません' },
  erasedSignature: { en: 'ERASED OR WITHHELD', ja: '消去済み、または未提供' },
  wanted: { en: 'To be believed, if compared', ja: '信頼の確認が必要' },
  signer: { en: 'authority of signers', ja: '署名者の認証局' },
  timestamp: { en: 'authority of time-stamps', ja: 'タイムスタンプの認証局' },
  unknown: { en: 'unknown', ja: '不明' },
} as const satisfies { readonly [name: string]: Text };
