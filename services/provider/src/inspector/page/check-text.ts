/** What the checks of this service are called, which lib/pki does not know: those on the items and on the chip. */
import type { Both } from '../remedy/index.ts';

export const CHECK_TITLES: { readonly [id: string]: Both } = {
  'items.form': { ja: '券面事項入力補助のファイルの形式', en: 'form of the files with the items' },
  'items.issuer.trusted': { ja: '情報の発行者の鍵を信頼している', en: 'the issuer of the items is trusted' },
  'items.issuer.signature': { ja: '発行者の証明書の署名', en: 'signature of the issuer’s certificate' },
  'items.signature': { ja: '情報のハッシュへの発行者の署名', en: 'the issuer’s signature over the hashes' },
  'items.hash': { ja: '4情報のハッシュの一致', en: 'hash of the four items' },
  'items.length': { ja: '氏名と住所の長さ', en: 'lengths of name and address' },
  'chip.form': { ja: 'チップの鍵のファイルの形式', en: 'form of the chip’s key' },
  'chip.key': { ja: 'チップの鍵への発行者の署名', en: 'the issuer vouches for the chip’s key' },
  'chip.signature': { ja: 'チップがこの手続きに署名した', en: 'the chip signed this transaction' },
  'age.form': { ja: '券面事項確認のファイルの形式', en: 'form of the age record' },
  'age.issuer.trusted': {
    ja: '券面事項確認の発行者の鍵を信頼している',
    en: 'the issuer of the age record is trusted',
  },
  'age.issuer.signature': {
    ja: '券面事項確認の発行者の証明書の署名',
    en: 'signature of that issuer’s certificate',
  },
  'age.signature': { ja: '券面事項確認の記録への署名', en: 'signature over the age record' },
  'age.issuer.same': { ja: '2つのアプリケーションの発行者が同じ', en: 'one municipality issued both' },
  'age.chip': { ja: 'チップが券面事項確認の鍵でも署名した', en: 'the chip signed with its other key too' },
  'age.birthdate': { ja: '2つの生年月日の一致', en: 'the date of birth is the same in both' },
};

export const CHECK_REASONS: { readonly [reason: string]: Both } = {
  'not-reached': {
    ja: '前の規則に合わなかったため、確かめていません',
    en: 'not reached, because something before it failed',
  },
  'too-long': { ja: '長すぎます', en: 'too long' },
  malformed: { ja: '形式が違います', en: 'malformed' },
  mismatch: { ja: '一致しません', en: 'does not match' },
  unknown: { ja: '知られていません', en: 'not known' },
  untrusted: { ja: '信頼していない発行者です', en: 'not trusted' },
  invalid: { ja: '署名が正しくありません', en: 'does not verify' },
};
