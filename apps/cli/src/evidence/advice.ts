import type { Check } from '@kazasu/pki';
import type { Text } from './words.ts';

const NOT_THE_RECORD: Text = {
  en: 'Do not rely on it: the file was changed, or put together from several records. Ask for it again, from whoever keeps the record.',
  ja: '信頼しないでください。ファイルが改変されたか、別の記録と混ざっています。記録の保管者から再度受け取ってください。',
};

const TRUST: Text = {
  en: 'Say whom you believe with --trust FILE: certificates and the key of the log, got by another way than this file (docs/evidence-bundle.md, section 9). The fingerprints above are those to compare.',
  ja: '信頼する認証局の証明書とログの公開鍵を、このファイルとは別の経路で入手し、--trust FILEで指定してください（docs/evidence-bundle.ja.md 第9節）。上記のフィンガープリントと照合してください。',
};

const OTHER_LOG: Text = {
  en: 'Do not rely on it: the key of the log that you believe did not sign this. Is the key in the trust file that of this log, and of its time?',
  ja: '信頼しないでください。信頼するログの鍵による署名ではありません。トラストファイルの鍵がこのログのものか確認してください。',
};

const STAMP: Text = {
  en: 'Its time is not proven. Ask for the bundle again once the log is time-stamped, or name the authority of the time-stamps in --trust FILE.',
  ja: '時刻が証明されていません。ログにタイムスタンプが付与された後に再度取得するか、タイムスタンプの認証局を--trust FILEで指定してください。',
};

const SIGNATURE: Text = {
  en: 'The signature did not hold when it was recorded; the lines above say why. What was signed with it must not be relied on.',
  ja: '記録の時点で署名は有効ではありませんでした（上記参照）。この署名を信頼しないでください。',
};

const OPEN: Text = {
  en: 'It cannot be decided with what is here; the lines above say what is missing. Ask whoever keeps the record.',
  ja: '判定に必要な資料が不足しています（上記参照）。記録の保管者に確認してください。',
};

const ERASED: Text = {
  en: 'The personal part of the record was erased, as the law lets a person ask, or was not handed over. What was judged then is in the report; it cannot be judged again.',
  ja: '記録の個人情報の部分は、消去されたか、提供されていません。当時の判定は記録に残っていますが、再検証はできません。',
};

const WITHHELD: Text = {
  en: 'A part of the record is missing from the file, and it may be what speaks against the signature. Ask for the whole file, from whoever keeps the record.',
  ja: '記録の一部がファイルに含まれておらず、署名に不利な内容である可能性があります。記録の保管者から、すべてを含むファイルを受け取ってください。',
};

const AGED: Text = {
  en: 'The certificates of its last time-stamp have run out. Ask for the bundle again: a log that is kept renews its time-stamps.',
  ja: '最後のタイムスタンプの証明書の有効期間が終わっています。ログではタイムスタンプが更新されているため、再度取得してください。',
};

const DOCUMENT: Text = {
  en: 'This is not the document of the record. Is it the right file, unchanged to the last octet?',
  ja: 'この文書は記録の対象ではありません。正しいファイルか、変更されていないか確認してください。',
};

const UNPROVEN: Text = {
  en: 'This is the file that was handed in; that it is what was signed cannot be shown with what is here. If the signature stands apart from its content, bring the content.',
  ja: '提出されたファイルですが、署名の対象であることを、手元の資料では確認できません。署名と内容が別のファイルのときは、内容のファイルを指定してください。',
};

const FORGED: Text = {
  en: 'Do not rely on it: the signatures do not hold for this document, whatever the record says of it.',
  ja: '信頼しないでください。記録の記載にかかわらず、この文書に対する署名は有効ではありません。',
};

const WITNESS: Text = {
  en: 'None of the witnesses in your trust file has signed the head. Ask for the bundle again later, or ask them for what they have seen of this log.',
  ja: 'トラストファイルの証人のうち、チェックポイントに署名したものがありません。後で証拠ファイルを再度取得するか、証人に確認してください。',
};

const REWRITTEN: Text = {
  en: 'Two heads that the log signed cannot both be of one log that only grows. Keep both files: together with the key they prove it.',
  ja: '追記のみのログではありえない状態です。両方のファイルを保存してください。ログの鍵とあわせて証拠になります。',
};

const PROOF: Text = {
  en: 'Is the proof the one from the size of the older head to that of the newer? Ask the log for it; if that one fails too, keep both heads: they prove that it was rewritten.',
  ja: '先の大きさから後の大きさまでの証明か確認し、ログから再度取得してください。それでも失敗する場合、両方のチェックポイントが書き換えの証拠になります。',
};

type Row = readonly [rule: string, reason: string | undefined, advice: Text];

/** Of what is open as well as of what failed; by identifier and reason, the more exact first. */
const EITHER: readonly Row[] = [
  ['evidence.checkpoint', 'no-key', TRUST],
  ['evidence.timestamp', 'no-anchor', TRUST],
  ['evidence.path', 'no-anchor', TRUST],
  ['evidence.timestamp', undefined, STAMP],
  ['evidence.time', undefined, STAMP],
  ['evidence.current', 'aged', AGED],
  ['evidence.document', 'undecided', UNPROVEN],
  ['evidence.document', 'unproven', UNPROVEN],
  ['evidence.document', 'no-request', OPEN],
  ['evidence.witness', 'none', WITNESS],
  ['evidence.content', 'withheld', WITHHELD],
  ['evidence.content', 'erased', ERASED],
];

/** Of what failed. */
const FAILED: readonly Row[] = [
  ...EITHER,
  ['evidence.checkpoint', 'signature', OTHER_LOG],
  ['evidence.checkpoint', 'origin', OTHER_LOG],
  ['evidence.path', undefined, SIGNATURE],
  ['evidence.signature', undefined, SIGNATURE],
  ['evidence.digest', undefined, SIGNATURE],
  ['evidence.report', undefined, SIGNATURE],
  ['evidence.document', 'not-valid', FORGED],
  ['evidence.document', 'other-signature', FORGED],
  ['evidence.document', undefined, DOCUMENT],
  ['evidence.consistency', 'rewritten', REWRITTEN],
  ['evidence.consistency', undefined, PROOF],
  ['evidence.heads', undefined, PROOF],
  ['evidence.', undefined, NOT_THE_RECORD],
];

/** Of what is open: nothing of it tells that anything was changed. */
const UNDETERMINED: readonly Row[] = [...EITHER, ['evidence.', undefined, OPEN]];

/** What can be done, one sentence for each different fault; what failed before what is open. */
export function adviceFor(checks: readonly Check[]): Text[] {
  const failed = checks.filter(({ status }) => status === 'failed');
  const open = checks.filter(({ status }) => status === 'undetermined');
  const found = failed.length > 0 ? adviceBy(FAILED, failed) : adviceBy(UNDETERMINED, open);
  return [...new Set(found)];
}

function adviceBy(rows: readonly Row[], checks: readonly Check[]): Text[] {
  return checks.flatMap(({ id, reason }) => {
    const row = rows.find(([rule, why]) => id.startsWith(rule) && (why === undefined || why === reason));
    return row === undefined ? [] : [row[2]];
  });
}
