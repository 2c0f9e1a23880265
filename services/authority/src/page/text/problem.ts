import { catalogue } from '@kazasu/ui/text';

/** Refusals: what happened, and what to do. Those that a page cannot bring about share `other`. */
export const PROBLEM_TEXTS = catalogue({
  ja: {
    notDone: '手続きは行われていません。',
    toResident: 'この住民の画面に戻る',
    toResidents: '住民の一覧に戻る',
    codes: {
      record_invalid: {
        title: '入力された内容は登録できません',
        text: '個人番号の検査用数字、実在する日付か、証明書で使えない文字がないかを確認してください。使えない文字は「証明書に記載する」欄で置き換えます。',
      },
      signature_not_allowed: {
        title: '署名用電子証明書を扱えません',
        text: '15歳未満の方には発行できません。また、署名用の鍵がないカードには署名用の暗証番号を設定できません。',
      },
      resident_exists: {
        title: 'この住民IDは使われています',
        text: '別の住民IDを入力してください。登録済みの方は、一覧から選んで手続きしてください。',
      },
      resident_gone: {
        title: 'この方の手続きはできません',
        text: '死亡または国外転出の届出が済んでいます。',
      },
      resident_unknown: { title: '住民が見つかりません', text: '住民IDを確認してください。' },
      card_state: {
        title: '今のカードの状態では、この手続きはできません',
        text: 'ほかの手続きでカードの状態が変わったか、有効期間が満了しています。住民の画面で今の状態を確認してください。',
      },
      card_conflict: {
        title: '同時に別の手続きが行われました',
        text: '住民の画面で今の状態を確認してから、もう一度やり直してください。',
      },
      face_invalid: {
        title: '券面の記録を書き換えられません',
        text: 'カードにある券面の記録を、このカードのものと確認できません。カードの再交付を行ってください。',
      },
      already_revoked: {
        title: 'すでに別の理由で失効しています',
        text: '失効した電子証明書の理由は変えられません。住民の画面で理由を確認してください。',
      },
      consent_ended: {
        title: 'この同意は終わっています',
        text: '取り消し済みか、期限が過ぎています。手続きは必要ありません。',
      },
      verifier_exists: { title: 'この検証者IDは使われています', text: '別の検証者IDを入力してください。' },
      crl_unknown: { title: '失効リストが見つかりません', text: '失効情報の画面から選び直してください。' },
      issuer_expired: {
        title: 'この認証局の有効期間は満了しています',
        text: '満了した認証局の失効リストは作られません。',
      },
      empty: { title: '変更する項目がありません', text: '変更する項目を入力してください。' },
      used: {
        title: 'この手続きは、すでに受け付けました',
        text: '同じ画面からもう一度送信されたため、二度目は行っていません。結果は住民の画面で確認してください。',
      },
      form: {
        title: 'この画面は使えなくなりました',
        text: '開いてから時間がたったか、別の場所から送信されました。画面を開き直して、やり直してください。',
      },
      unavailable: {
        title: '一時的に利用できません',
        text: 'しばらくしてから、もう一度やり直してください。',
      },
      not_found: { title: 'ページが見つかりません', text: 'メニューから選び直してください。' },
      other: {
        title: '手続きできませんでした',
        text: '入力内容と今の状態を確認して、もう一度やり直してください。',
      },
      internal: {
        title: 'この画面は表示できません',
        text: '問題が起きました。同じことが続くときは、運営者にお知らせください。',
      },
    },
  },
  en: {
    notDone: 'Nothing was done.',
    toResident: 'Back to this resident',
    toResidents: 'Back to the residents',
    codes: {
      record_invalid: {
        title: 'These details cannot be registered',
        text: 'Check the check digit of the My Number, whether the date exists, and whether there are characters that certificates cannot carry. Replace those in the field “as in the certificate”.',
      },
      signature_not_allowed: {
        title: 'No signature certificate here',
        text: 'People under the age of 15 get none, and a card without a signature key has no password for it.',
      },
      resident_exists: {
        title: 'This resident ID is taken',
        text: 'Enter another one. For somebody who is registered already, choose them from the list.',
      },
      resident_gone: {
        title: 'Nothing can be done for this person',
        text: 'A death or a departure from the country has been reported.',
      },
      resident_unknown: { title: 'No such resident', text: 'Please check the resident ID.' },
      card_state: {
        title: 'Not possible in the present state of the card',
        text: 'Another procedure has changed it, or it has expired. Look at the resident’s page for its present state.',
      },
      card_conflict: {
        title: 'Something else was done at the same time',
        text: 'Look at the resident’s page for the present state, then try again.',
      },
      face_invalid: {
        title: 'The record of the card’s face cannot be rewritten',
        text: 'What is on the card cannot be recognised as this card’s. Reissue the card.',
      },
      already_revoked: {
        title: 'Revoked already, for another reason',
        text: 'The reason of a revoked certificate cannot be changed. Look at the resident’s page for it.',
      },
      consent_ended: {
        title: 'This consent is over',
        text: 'It was withdrawn or has run out. Nothing needs to be done.',
      },
      verifier_exists: { title: 'This verifier ID is taken', text: 'Please enter another one.' },
      crl_unknown: { title: 'No such revocation list', text: 'Choose one from the page on revocation.' },
      issuer_expired: {
        title: 'This authority’s certificate has expired',
        text: 'There are no new lists of an authority that has expired.',
      },
      empty: { title: 'There is nothing to change', text: 'Please enter what is to be changed.' },
      used: {
        title: 'This was done already',
        text: 'The same page was sent again; nothing was done the second time. See the resident’s page for the outcome.',
      },
      form: {
        title: 'This page can no longer be used',
        text: 'It was open for too long, or was sent from elsewhere. Open the page again and repeat.',
      },
      unavailable: { title: 'Temporarily unavailable', text: 'Please try again later.' },
      not_found: { title: 'No such page', text: 'Please choose from the menu.' },
      other: {
        title: 'This could not be done',
        text: 'Check the entries and the present state, and try again.',
      },
      internal: {
        title: 'This page cannot be shown',
        text: 'Something went wrong. If it happens again, please tell the operator.',
      },
    },
  },
});
