/** What a relying party is told of a login or signature that did not succeed, and what the app is told. */
import type { AppProblemCode } from '../../api/app.ts';
import { DIVERGENCES } from '../../divergences.ts';
import { FAILURES } from '../../interaction/answer.ts';
import { type DescribedRemedy, type Remedy, row } from './remedy.ts';

const retry: readonly [string, string] = [
  '利用者に、もう一度はじめからやり直すよう案内してください。',
  'Let the person start again from your site.',
];

export const OUTCOME_REMEDIES: readonly DescribedRemedy[] = [
  row(
    DIVERGENCES.declined.value.description,
    ['利用者が途中でやめたか、同意しませんでした。', 'The person stopped, or did not agree.'],
    [
      'エラーではなく選択として扱い、やり直せる画面に戻してください。',
      'Take it as a choice, not as a fault, and offer to start again.',
    ],
  ),
  row(
    DIVERGENCES.expired.value.description,
    ['時間内に手続きが終わりませんでした。', 'It was not finished in time.'],
    retry,
  ),
  row(
    DIVERGENCES.proofInvalid.value.description,
    [
      'カードの署名を確認できないことが、上限の回数続きました。',
      'What the card signed could not be verified, as often as it may be tried.',
    ],
    [
      '判定の内容で、署名と証明書のどちらが合わないかを確かめてください。仮想カードなら、カードの鍵と証明書の組を作り直します。',
      'Look at the checks: is it the signature or the certificate? With a virtual card, make the card anew.',
    ],
  ),
  row(
    FAILURES.match_failed.description,
    [
      '6桁の数字の入力を、上限の回数間違えました。QRコードがほかの人に読み取られた可能性があります。',
      'Wrong digits were typed as often as they may be. Somebody else may have scanned the QR code.',
    ],
    retry,
  ),
  row(
    DIVERGENCES.certificateInvalid.value.description,
    [
      '電子証明書が、信頼する認証局のものでないか、プロファイルに合いません。',
      'The certificate is not of a trusted authority, or not of the profile.',
    ],
    [
      '判定の内容で、不適合になった規則を確かめてください。試験用と本番用の証明書は混ぜられません。',
      'Look at the rule that failed. Test certificates and real ones do not mix.',
    ],
  ),
  row(
    DIVERGENCES.certificateExpired.value.description,
    ['電子証明書の有効期間が過ぎています。', 'The certificate has run out.'],
    [
      '利用者に、市区町村の窓口での更新を案内してください。',
      'Tell the person to have it renewed at the municipality.',
    ],
  ),
  row(
    DIVERGENCES.certificateRevoked.value.description,
    [
      '電子証明書が失効しているか、一時停止されています。',
      'The certificate has been revoked, or is on hold.',
    ],
    [
      '利用者に、市区町村の窓口への問い合わせを案内してください。',
      'Tell the person to ask the municipality.',
    ],
  ),
  row(
    DIVERGENCES.revocationUnknown.value.description,
    [
      '失効しているかどうかを確認できませんでした。確認できない証明書は、有効とはみなしません。',
      'Whether it is revoked could not be learnt, and what is not known is never taken as good.',
    ],
    [
      '認証局への通信（図の「認証局」の列）を確かめ、しばらくしてからやり直してください。',
      'Look at the calls to the authority in the diagram, and try again later.',
    ],
  ),
  row(
    DIVERGENCES.itemsInvalid.value.description,
    [
      'カードの情報が、発行者の署名と一致しないか、署名したカードのものだと確認できません。',
      'The items do not fit the issuer’s signature, or were not shown to come from the card that signed.',
    ],
    ['判定の内容（items・chip・age）を確かめてください。', 'Look at the checks of items, chip and age.'],
  ),
  row(
    DIVERGENCES.serviceUnavailable.value.description,
    ['必要なほかのサービスが応答しませんでした。', 'Another service that is needed did not answer.'],
    [
      '認証局と署名検証者の鍵の公開先が動いているかを確かめ、やり直してください。',
      'See that the authority and the place of the platform operator’s keys are up, and try again.',
    ],
  ),
  row(
    'Unexpected error',
    ['サービスの内部でエラーが起きました。', 'Something went wrong inside the service.'],
    [
      '時間を置いてやり直してください。サンドボックスで選んだ結果のときは、想定どおりです。',
      'Try again later. Chosen in the sandbox, it is what you asked for.',
    ],
  ),
];

const app = (cause: string, causeEn: string, remedy: string, remedyEn: string): Remedy => ({
  cause: { ja: cause, en: causeEn },
  remedy: { ja: remedy, en: remedyEn },
});

/** What the app is answered; the table is whole, or it does not compile. */
export const APP_REMEDIES: { readonly [code in AppProblemCode]: Remedy } = {
  transaction_unknown: app(
    'この手続きは知られていません。コードがもう使われたか、トークンが違います。',
    'No such transaction: the code was used already, or the token is another one.',
    '認証の画面を開き直し、新しいリンクかQRコードを使ってください。',
    'Load the waiting page again and use its new link or QR code.',
  ),
  transaction_taken: app(
    'この手続きは、先に別の端末で開かれました。',
    'Another device opened it first.',
    '先に開いた端末で続けるか、サイトからやり直してください。',
    'Go on there, or start again from the site.',
  ),
  transaction_expired: app(
    'コードか手続きの時間が切れました。',
    'The time of the code or of the whole is up.',
    '認証の画面を開き直すか、サイトからやり直してください。',
    'Load the waiting page again, or start again from the site.',
  ),
  transaction_state: app(
    '今の状態では、この操作はできません（例：カードを読み取る前の同意）。',
    'Not in this state: for instance agreeing before the card was read.',
    '状態の移り変わりを図で確かめ、resume で今の状態を取り直してください。',
    'Follow the states in the diagram, and ask with resume where things stand.',
  ),
  session_unknown: app(
    'アプリのロック解除が時間切れになったか、手続きを開いた登録と違います。手続きは続いています。',
    'The app is no longer unlocked, or for another account than the one that opened it. Nothing has ended.',
    'アプリのロックを解除し、同じ手続きを続けてください。',
    'Unlock the app and go on with the same transaction.',
  ),
  request_invalid: app(
    '要求の形が違います。項目の有無、文字数、Content-Type、Originのいずれかです。',
    'The request has not the right form: members, lengths, Content-Type or Origin.',
    '要求の本文を api/app.ts のスキーマと比べてください。',
    'Compare the body with the schema in api/app.ts.',
  ),
  too_many_requests: app(
    '問い合わせの間隔が短すぎます。',
    'Asked too often.',
    'Retry-After の秒数を待ってください。',
    'Wait as many seconds as Retry-After says.',
  ),
  match_failed: app(
    '6桁の数字の入力を、上限の回数間違えました。QRコードがほかの人に読み取られた可能性があります。',
    'Wrong digits were typed as often as they may be. Somebody else may have scanned the QR code.',
    'サイトからやり直してください。',
    'Start again from the site.',
  ),
  proof_invalid: app(
    'カードの署名が、この手続きのチャレンジに対するものではありません。',
    'The signature is not one over this transaction’s challenge.',
    'challengeMessage の組み立て（発行者、クライアント、オリジン、手続き、nonce、期限）と、DigestInfoの51バイトを確かめてください。',
    'Check how the challenge message is put together (issuer, client, origin, transaction, nonce, time) and that the card signs the DigestInfo of 51 bytes.',
  ),
  certificate_invalid: app(
    '電子証明書が、信頼する認証局のものでないか、プロファイルに合いません。',
    'The certificate is not of a trusted authority, or not of the profile.',
    '判定の内容で、不適合になった規則を確かめてください。',
    'Look at the rule that failed.',
  ),
  certificate_expired: app(
    '電子証明書の有効期間が過ぎています。',
    'The certificate has run out.',
    '窓口での更新が必要です。仮想カードは、窓口のページで更新できます。',
    'It has to be renewed; a virtual card at the counter’s page.',
  ),
  certificate_revoked: app(
    '電子証明書が失効しているか、一時停止されています。',
    'The certificate has been revoked, or is on hold.',
    '仮想カードは、窓口のページで一時停止を解除するか、再発行できます。',
    'At the counter’s page the hold of a virtual card can be lifted, or the card made anew.',
  ),
  revocation_unknown: app(
    '失効しているかどうかを、認証局から得られませんでした。',
    'The authority could not be asked whether it is revoked.',
    '認証局が動いているかを確かめ、もう一度かざしてください。',
    'See that the authority is up, and hold the card again.',
  ),
  items_invalid: app(
    'カードの情報が、発行者の署名と一致しません。',
    'The items do not fit the issuer’s signature.',
    '判定の内容（items）を確かめてください。',
    'Look at the checks of the items.',
  ),
  chip_invalid: app(
    '情報を読み取ったカードと、署名したカードが同じだと確認できません。',
    'The items and the signature were not shown to come from one card.',
    'カードを1枚だけにして、もう一度かざしてください。',
    'Take all cards but one away, and hold it again.',
  ),
  service_unavailable: app(
    '認証局が応答しませんでした。',
    'The authority did not answer.',
    '認証局が動いているかを確かめてください。',
    'See that the authority is up.',
  ),
};
