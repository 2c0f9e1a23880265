import { catalogue } from '@kazasu/ui/text';

/** What every page of the console says, and the way in. */
export const FRAME_TEXTS = catalogue({
  ja: {
    service: '署名検証 管理画面',
    navigation: '管理画面のメニュー',
    overview: '概要',
    verifications: '検証結果',
    usage: '利用件数',
    webhooks: '通知',
    keys: 'APIキー',
    signOut: 'サインアウト',
    toOverview: '概要へ戻る',
    none: 'なし',
    required: '必須',
    optional: '任意',
    problemTitle: '表示または操作ができません',
    form: {
      foreign: {
        title: '操作は行われていません',
        text: '画面の有効期間が過ぎたか、別の画面から送信されました。もう一度画面を開いて操作してください。',
      },
      used: {
        title: 'この操作はすでに受け付けています',
        text: '同じ画面から2回送信されました。結果は一覧で確認してください。',
      },
    },
    signIn: {
      title: 'サインイン',
      lead: '署名の検証結果と証拠を確認する画面です。',
      key: 'APIキー',
      keySupport: 'スコープ「console」を持つAPIキー（kzv_…）を入力してください。',
      submit: 'サインイン',
      faults: {
        wrong: {
          title: 'サインインできませんでした',
          text: 'APIキーが正しくないか、終了しています。確認して、もう一度入力してください。',
        },
        scope: {
          title: 'サインインできませんでした',
          text: 'このAPIキーには、スコープ「console」がありません。',
        },
        link: {
          title: 'このリンクは使えません',
          text: 'リンクは期限内に1回だけ使えます。運営者に、新しいリンクを依頼してください。',
        },
        ended: {
          title: 'サインアウトしています',
          text: '続けるには、もう一度サインインしてください。操作は行われていません。',
        },
        away: {
          title: '現在利用できません',
          text: 'しばらくしてから、もう一度お試しください。',
        },
      },
    },
    enter: {
      title: '管理画面を開く',
      lead: 'リンクを確認しています。自動で進まない場合は、リンクの「#」より後ろを入力してください。',
      code: 'リンクのコード',
      codeSupport: '43文字の英数字と記号です。',
      submit: '管理画面を開く',
    },
  },
  en: {
    service: 'Verification console',
    navigation: 'Console menu',
    overview: 'Overview',
    verifications: 'Verifications',
    usage: 'Usage',
    webhooks: 'Notifications',
    keys: 'API keys',
    signOut: 'Sign out',
    toOverview: 'Back to the overview',
    none: 'none',
    required: 'required',
    optional: 'optional',
    problemTitle: 'This cannot be shown or done',
    form: {
      foreign: {
        title: 'Nothing was done',
        text: 'The page was open for too long, or the form came from elsewhere. Open the page again, please.',
      },
      used: {
        title: 'This was received already',
        text: 'The same form was sent twice. See the list for what became of it.',
      },
    },
    signIn: {
      title: 'Sign in',
      lead: 'See the verifications of signatures and their evidence.',
      key: 'API key',
      keySupport: 'A key (kzv_…) with the scope “console”.',
      submit: 'Sign in',
      faults: {
        wrong: {
          title: 'You could not sign in',
          text: 'The API key is not right, or has ended. Please check and enter it again.',
        },
        scope: {
          title: 'You could not sign in',
          text: 'This API key does not have the scope “console”.',
        },
        link: {
          title: 'This link does not work',
          text: 'A link works once, for a short time. Please ask the operator for a new one.',
        },
        ended: {
          title: 'You are signed out',
          text: 'To go on, please sign in again. Nothing was done.',
        },
        away: {
          title: 'Not available at present',
          text: 'Please try again a little later.',
        },
      },
    },
    enter: {
      title: 'Open the console',
      lead: 'Your link is being checked. If nothing happens, enter what stands behind “#” in the link.',
      code: 'Code of the link',
      codeSupport: '43 letters, digits and signs.',
      submit: 'Open the console',
    },
  },
});
