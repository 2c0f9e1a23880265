import { catalogue, type Language, type TranslationOf } from '@kazasu/ui/text';

/** Every text of the pages of one's own people. */
export const TEXTS = catalogue({
  ja: {
    service: '試験環境',
    title: '自分の試験用人物',
    lead: '試したい条件の人物を追加できます。追加した人物のカードは、アプリのカード、サンドボックスの人物、kazasuコマンドのどれからも使えます。',
    add: '人物を追加する',
    none: 'まだ追加した人物はいません。',
    home: '試験環境のトップへ',
    list: '人物の一覧へ',
    open: (name: string) => `${name}さんの詳細`,
    ownTitle: '追加した人物',
    tableTitle: 'はじめからいる人物',
    tableLead:
      '手引きやテストで使うため、ここでは変更できません。変更したいときは、認証局の窓口で手続きをしてください。',
    age: (age: number) => `${age}歳`,
    beside: (value: string, more: string) => `${value}（${more}）`,
    newTitle: '人物を追加する',
    newLead: '実在の人の情報は入力しないでください。マイナンバーは架空の番号が自動で付きます。',
    create: '追加する',
    cancel: 'やめる',
    faultsTitle: '入力内容を確認してください',
    faultsText: '誤りのある項目に、直し方を示しています。何も登録されていません。',
    added: 'カードができました',
    addedText: 'アプリのカードの一覧に追加されました。',
    doneTitle: '手続きが終わりました',
    refusedTitle: '手続きできませんでした',
    labels: {
      id: 'ID',
      name: '氏名',
      certificateName: '証明書に記載する氏名',
      address: '住所',
      municipality: '市区町村',
      birthdate: '生年月日',
      gender: '性別',
      pin: '利用者証明用の暗証番号',
      textPin: '券面事項入力補助用の暗証番号',
      password: '署名用パスワード',
      handedOut: 'カードを受け取った時期',
      years: '何年たったことにしますか',
      settle: '窓口での手続き',
    },
    supports: {
      id: '英小文字で始まる、英小文字、数字、ハイフンの40文字以内。サンドボックスではkazasu_personに、kazasuコマンドでは--personに指定します。',
      name: '氏と名の間に全角の空白を入れてください。',
      certificateName:
        '証明書で使えない文字があるときだけ、代わりの文字に置き換えた全体を入力してください。文字数は同じにします。',
      birthdate: '西暦の年月日を数字8桁で入力してください（例：19880517）。',
      pin: '数字4桁で入力してください。',
      password:
        '英大文字と数字で、6文字以上16文字以内。空欄にすると、署名用電子証明書のないカードになります。15歳未満の人には発行できません。',
      handedOut: '電子証明書は、発行から5回目の誕生日まで有効です。',
      years: '生年月日がその年数だけ早くなります。1から99までの数字で入力してください。',
      settle:
        '済ませると、カードの記録が書き換えられ、署名用電子証明書が新しくなります。済ませないと、署名用電子証明書は失効したままです。',
    },
    faults: {
      required: '入力してください。',
      form: '正しい形式で入力してください。',
      taken: 'このIDはすでに使われています。別のIDを入力してください。',
    },
    municipalities: { kazasu: 'かざす市', mihon: 'みほん市', tameshi: 'ためし町' },
    handedOut: {
      today: '今日',
      year: '1年前',
      ending: '約5年前（次の誕生日に期限が切れます）',
      ended: '6年前（期限が切れています）',
    },
    settleYes: '窓口での手続きも済ませる',
    cardTitle: 'カード',
    cardStates: {
      ordered: '申請中',
      made: '交付待ち',
      active: '有効',
      suspended: '一時停止中',
      replaced: '新しいカードに交換済み',
      returned: '返納済み',
      void: '失効',
      expired: '有効期限切れ',
    },
    status: { resident: '居住中', departed: '国外に転出', dead: '死亡' },
    certificateRoles: { authentication: '利用者証明用電子証明書', signature: '署名用電子証明書' },
    certificateStates: { valid: '有効', held: '一時停止中', revoked: '失効', expired: '有効期限切れ' },
    noCertificate: 'なし',
    notInBox: 'カードがありません',
    until: (date: string) => `${date}まで`,
    tries: (left: number) => `残り${left}回`,
    changesTitle: 'この人に起きること',
    changes: {
      move: { title: '引っ越す', text: '住所が変わると、署名用電子証明書は失効します。', button: '引っ越す' },
      marry: {
        title: '結婚などで氏名が変わる',
        text: '氏名が変わると、署名用電子証明書は失効します。',
        button: '氏名を変える',
      },
      age: { title: '年を取る', text: '年齢による違いを試せます。', button: '年を取る' },
      edit: { title: '内容を訂正する', text: '登録されている内容を直します。', button: '訂正する' },
      lose: {
        title: 'カードをなくす',
        text: '届け出ると、電子証明書は一時停止になります。',
        button: 'カードをなくす',
      },
      find: { title: 'カードが見つかる', text: '一時停止が解除されます。', button: 'カードが見つかる' },
      renew: {
        title: 'カードを更新する',
        text: '新しいカードになります。暗証番号はそのままで、残り回数は元に戻ります。相手先から見ると同じ人のままです。',
        button: '更新する',
      },
    },
    refusals: {
      resident_exists: 'このIDの人物はすでにいます。',
      record_invalid:
        '暦にない日付か、証明書で使えない文字があります。使えない文字があるときは「証明書に記載する氏名」も入力してください。',
      signature_not_allowed:
        '15歳未満の人には、署名用電子証明書を発行できません。署名用パスワードを空欄にしてください。',
      card_state: 'カードが今の状態では、この手続きはできません。',
      card_conflict: 'ほかの手続きと重なりました。もう一度お試しください。',
      resident_gone: 'この人はもう住民ではありません。',
      issued_at_invalid:
        'その時期にカードを受け取ることはできません。カードを受け取った時期を変えてください。',
      card_refused:
        'カードの入れ物にあるカードが、書き換えを受け付けませんでした。カードを更新してください。',
      other: '認証局が手続きを受け付けませんでした。しばらくしてからやり直してください。',
    },
    unknownTitle: 'この人物はいません',
    unknownText: '一覧から選び直してください。',
  },
  en: {
    service: 'Test environment',
    title: 'People of your own',
    lead: 'Add people who meet the conditions you want to try. Their cards can be used in the app, in the sandbox and by the kazasu command.',
    add: 'Add a person',
    none: 'You have not added anybody yet.',
    home: 'To the start of the test environment',
    list: 'To the list of people',
    open: (name: string) => `Details of ${name}`,
    ownTitle: 'People you have added',
    tableTitle: 'People who were here before',
    tableLead:
      'Guides and tests rely on them, so they cannot be changed here. The counter of the authority can do it.',
    age: (age: number) => `${age} years old`,
    beside: (value: string, more: string) => `${value} (${more})`,
    newTitle: 'Add a person',
    newLead: 'Do not enter anything of a real person. An invented My Number is given by itself.',
    create: 'Add',
    cancel: 'Cancel',
    faultsTitle: 'Please check what you entered',
    faultsText: 'The fields that are wrong say how to mend them. Nothing was registered.',
    added: 'The card is ready',
    addedText: 'It has been added to the cards in the app.',
    doneTitle: 'Done',
    refusedTitle: 'This could not be done',
    labels: {
      id: 'Id',
      name: 'Name',
      certificateName: 'Name in the certificate',
      address: 'Address',
      municipality: 'Municipality',
      birthdate: 'Date of birth',
      gender: 'Gender',
      pin: 'Authentication PIN',
      textPin: 'Text PIN',
      password: 'Signature password',
      handedOut: 'Card handed out',
      years: 'How many years pass?',
      settle: 'At the counter',
    },
    supports: {
      id: 'At most 40 lower-case letters, digits and hyphens, beginning with a letter. It is the value of kazasu_person in the sandbox and of --person on the command line.',
      name: 'With one wide space between family name and given name.',
      certificateName:
        'Only if the name contains a character that certificates cannot carry: the whole name with other characters in place of those, of the same length.',
      birthdate: 'Year, month and day in 8 digits, for example 19880517.',
      pin: '4 digits.',
      password:
        '6 to 16 characters: capital letters and digits. Left empty, the card has no signature certificate. People under 15 cannot have one.',
      handedOut: 'Certificates are valid until the fifth birthday after they were issued.',
      years: 'The date of birth becomes that many years earlier. A number from 1 to 99.',
      settle:
        'If they do, the card is written anew and gets a new signature certificate. If not, the signature certificate stays revoked.',
    },
    faults: {
      required: 'Please fill this in.',
      form: 'This is not in the right form.',
      taken: 'Somebody has this id already. Please enter another one.',
    },
    municipalities: { kazasu: 'Kazasu-shi', mihon: 'Mihon-shi', tameshi: 'Tameshi-cho' },
    handedOut: {
      today: 'Today',
      year: 'A year ago',
      ending: 'About five years ago (runs out on the next birthday)',
      ended: 'Six years ago (has run out)',
    },
    settleYes: 'They also go to the counter',
    cardTitle: 'Card',
    cardStates: {
      ordered: 'Ordered',
      made: 'Waiting to be handed over',
      active: 'Valid',
      suspended: 'Suspended',
      replaced: 'Replaced by a newer card',
      returned: 'Returned',
      void: 'Void',
      expired: 'Has run out',
    },
    status: { resident: 'Resident', departed: 'Has left the country', dead: 'Dead' },
    certificateRoles: { authentication: 'Authentication certificate', signature: 'Signature certificate' },
    certificateStates: { valid: 'Valid', held: 'Suspended', revoked: 'Revoked', expired: 'Has run out' },
    noCertificate: 'None',
    notInBox: 'There is no card',
    until: (date: string) => `until ${date}`,
    tries: (left: number) => (left === 1 ? '1 try left' : `${left} tries left`),
    changesTitle: 'What may happen to this person',
    changes: {
      move: { title: 'Move', text: 'A new address ends the signature certificate.', button: 'Move' },
      marry: {
        title: 'Marry, or take another name',
        text: 'A new name ends the signature certificate.',
        button: 'Change the name',
      },
      age: { title: 'Grow older', text: 'For what depends on the age.', button: 'Grow older' },
      edit: { title: 'Correct', text: 'Mends what is registered.', button: 'Correct' },
      lose: {
        title: 'Lose the card',
        text: 'Once it is reported, the certificates are suspended.',
        button: 'Lose the card',
      },
      find: { title: 'Find the card', text: 'The suspension ends.', button: 'Find the card' },
      renew: {
        title: 'Renew the card',
        text: 'A new card with the same PINs and all their tries. To relying parties it is the same person.',
        button: 'Renew',
      },
    },
    refusals: {
      resident_exists: 'There is somebody with this id already.',
      record_invalid:
        'A date that is not in the calendar, or a character that certificates cannot carry. For such a character, fill in the name in the certificate as well.',
      signature_not_allowed:
        'People under 15 cannot have a signature certificate. Leave the signature password empty.',
      card_state: 'The card is not in a state for this.',
      card_conflict: 'Something else happened at the same time. Please try again.',
      resident_gone: 'This person is no longer a resident.',
      issued_at_invalid: 'The card cannot have been handed out then. Choose another time.',
      card_refused: 'The card in the box did not take what was to be written. Renew it.',
      other: 'The authority did not accept this. Please try again later.',
    },
    unknownTitle: 'There is nobody of that id',
    unknownText: 'Please choose from the list.',
  },
});
export type Texts = TranslationOf<typeof TEXTS>;

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}

/** In the person's words, why the authority refused. */
export function refusalText(texts: Texts, code: string): string {
  const { refusals } = texts;
  return Object.hasOwn(refusals, code) ? refusals[code as keyof typeof refusals] : refusals.other;
}
