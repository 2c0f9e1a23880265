import { catalogue } from '@kazasu/ui/text';

/** Every procedure: what it is called, and when it is the right one. */
export const EVENT_TEXTS = catalogue({
  ja: {
    application: {
      title: 'カードの申請',
      about: 'カードを返納した方や、カードの有効期間が満了した方が、新しいカードを申請します。',
    },
    making: {
      title: 'カードの作成',
      about: '申請されたカードを作ります。電子証明書は、交付するまで一時停止の状態です。',
    },
    'hand-over': {
      title: 'カードの交付',
      about: '本人を確認してカードを渡し、暗証番号を設定します。電子証明書が有効になります。',
    },
    loss: {
      title: '紛失の届出（一時停止）',
      about: 'カードの紛失の届出を受けて、電子証明書を一時停止します。見つかれば元に戻せます。',
    },
    recovery: {
      title: '発見の届出（一時停止の解除）',
      about: '紛失したカードが見つかった届出を受けて、一時停止を解除し、再び使えるようにします。',
    },
    move: {
      title: '転居・転入',
      about:
        '住所が変わります。住所が記載されている署名用電子証明書は失効し、利用者証明用電子証明書は有効のままです。',
    },
    correction: {
      title: '氏名などの変更',
      about:
        '氏名、生年月日または性別を改めます。署名用電子証明書は失効し、利用者証明用電子証明書は有効のままです。',
    },
    'card-writing': {
      title: '券面事項の更新',
      about: '転居や氏名の変更のあと、カードの記録を住民の登録内容に合わせます。電子証明書は変わりません。',
    },
    'signature-certificate': {
      title: '署名用電子証明書の発行',
      about:
        '今のカードに、新しい署名用電子証明書を発行します。有効なものがあるときは、新しいものに切り替えます。',
    },
    'pin-reset': {
      title: '暗証番号の再設定',
      about: '忘れた、またはロックされた暗証番号を設定し直します。電子証明書は変わりません。',
    },
    renewal: {
      title: 'カードの更新',
      about: '新しいカードと電子証明書に切り替えます。今の電子証明書は失効し、新旧の番号は引き継がれます。',
    },
    reissue: {
      title: 'カードの再交付',
      about: '紛失または破損したカードの代わりに、新しいカードを交付します。今の電子証明書は失効します。',
    },
    return: {
      title: 'カードの返納',
      about: 'カードを返してもらいます。カードの電子証明書はすべて失効します。',
    },
    departure: {
      title: '国外への転出',
      about: 'カードは返納され、電子証明書はすべて失効します。帰国後は新しいカードを申請できます。',
    },
    death: {
      title: '死亡の届出',
      about: 'カードは廃止され、電子証明書はすべて失効します。元には戻せません。',
    },
    'revocation-request': {
      title: '電子証明書の失効申請',
      about: '本人の申請により、選んだ電子証明書を失効させます。カードは身分証として引き続き使えます。',
    },
    'key-compromise': {
      title: '秘密鍵の漏えいの届出',
      about: '秘密鍵や暗証番号が他人に知られたおそれがあるとき、選んだ電子証明書を失効させます。',
    },
    'phone-end': {
      title: 'スマートフォンの電子証明書の失効',
      about: 'スマートフォンの紛失、譲渡、機種変更のときの手続きです。カードの電子証明書は変わりません。',
    },
    'consent-withdrawal': {
      title: '最新4情報の提供の同意の取り消し',
      about: '事業者に住所などの変更を知らせる同意を取り消します。電子証明書は変わりません。',
    },
  },
  en: {
    application: {
      title: 'Apply for a card',
      about: 'Somebody whose card was returned or has expired applies for a new one.',
    },
    making: {
      title: 'Make the card',
      about: 'Makes the card that was applied for. Its certificates are on hold until it is handed over.',
    },
    'hand-over': {
      title: 'Hand over the card',
      about: 'The holder is identified, gets the card and sets the PINs. The certificates become valid.',
    },
    loss: {
      title: 'Report a loss (hold)',
      about: 'The card is lost: its certificates are put on hold. If it is found, this can be undone.',
    },
    recovery: {
      title: 'Report it found (end the hold)',
      about: 'The lost card was found. The hold ends, and it can be used again.',
    },
    move: {
      title: 'Move',
      about:
        'The address changes. The signature certificate, which contains it, is revoked; the authentication certificate stays valid.',
    },
    correction: {
      title: 'Change of name or details',
      about:
        'Name, date of birth or gender are changed. The signature certificate is revoked; the authentication certificate stays valid.',
    },
    'card-writing': {
      title: 'Update the card’s records',
      about:
        'After a move or a new name, the records on the card are brought in step with the register. Certificates do not change.',
    },
    'signature-certificate': {
      title: 'Issue a signature certificate',
      about: 'A new signature certificate on the present card. One that is still valid is replaced by it.',
    },
    'pin-reset': {
      title: 'Reset PINs',
      about: 'PINs that were forgotten or blocked are set anew. Certificates do not change.',
    },
    renewal: {
      title: 'Renew the card',
      about:
        'A new card with new certificates. The present certificates are revoked; old and new numbers are linked.',
    },
    reissue: {
      title: 'Reissue the card',
      about: 'A new card in place of a lost or damaged one. The present certificates are revoked.',
    },
    return: {
      title: 'Return the card',
      about: 'The holder gives the card back. All certificates of the card are revoked.',
    },
    departure: {
      title: 'Leave the country',
      about:
        'The card is returned and all certificates are revoked. Whoever comes back can apply for a new card.',
    },
    death: {
      title: 'Report a death',
      about: 'The card becomes void and all certificates are revoked. This cannot be undone.',
    },
    'revocation-request': {
      title: 'Request revocation',
      about:
        'The holder asks to have certificates revoked. The card itself remains valid as an identity card.',
    },
    'key-compromise': {
      title: 'Report a compromised key',
      about: 'A private key or a PIN may be known to others: the chosen certificates are revoked.',
    },
    'phone-end': {
      title: 'Revoke the phone’s certificates',
      about: 'The phone is lost, given away or replaced. Certificates of the card do not change.',
    },
    'consent-withdrawal': {
      title: 'Withdraw a consent to the latest four items',
      about:
        'Ends the consent by which a company is told of a new address and the like. Certificates do not change.',
    },
  },
});
