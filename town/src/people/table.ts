import type { Municipality, Person } from './person.ts';

const KAZASU: Municipality = { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' };
const MIHON: Municipality = { code: '48202', prefecture: 'Kakuu-ken', city: 'Mihon-shi' };
const TAMESHI: Municipality = { code: '48341', prefecture: 'Kakuu-ken', city: 'Tameshi-cho' };

/** In the order in which they are shown: first those who can log in, then those who cannot. */
export const PEOPLE: readonly Person[] = [
  {
    id: 'hanako',
    name: '見本　花子',
    address: '架空県かざす市読取一丁目２番３号',
    municipality: KAZASU,
    birth: '19880517',
    gender: '2',
    myNumber: '999000000016',
    pins: { authentication: '1234', text: '1234', signature: 'ABC123' },
    story: 'ordinary',
    login: 'succeeds',
    special: {
      ja: '一般的なカードです。数字4桁の暗証番号は二つとも同じです。',
      en: 'An ordinary card. Both 4-digit PINs are the same.',
    },
    tryThis: {
      ja: '予約サイトにログインし、提供される4項目を確認してください。',
      en: 'Log in to the reservation site and look at the four items that are handed over.',
    },
  },
  {
    id: 'taro',
    name: '試野　太郎',
    address: '架空県みほん市端末町４番地の５',
    municipality: MIHON,
    birth: '19791103',
    gender: '1',
    myNumber: '999000000024',
    pins: { authentication: '2580', text: '1470', signature: 'TARO2580' },
    story: 'ordinary',
    login: 'succeeds',
    special: {
      ja: '三つの暗証番号がすべて異なります。',
      en: 'All three PINs differ.',
    },
    tryThis: {
      ja: '利用者証明用の暗証番号を1回だけ誤って入力し、残り回数の表示を確認してください。',
      en: 'Enter the authentication PIN wrongly once and see how many tries are left.',
    },
  },
  {
    id: 'ryoko',
    name: '更科　涼子',
    address: '架空県かざす市更新台七丁目８番９号',
    municipality: KAZASU,
    birth: '19920808',
    gender: '2',
    myNumber: '999000000032',
    pins: { authentication: '3690', text: '3690', signature: 'RYOKO369' },
    story: 'renewed',
    login: 'succeeds',
    special: {
      ja: 'カードを更新した方です。電子証明書の発行番号は二つですが、同じ方です。',
      en: 'Renewed the card: two certificate serial numbers, one person.',
    },
    tryThis: {
      ja: 'ログインし、更新前と同じ利用者として扱われる（subが変わらない）ことを確認してください。',
      en: 'Log in: the sub is the one that the old card would have led to.',
    },
  },
  {
    id: 'yoshio',
    name: '𠮷翳　義男',
    certificateName: '吉翳　義男',
    address: '架空県みほん市𡈽居外字町６番地',
    certificateAddress: '架空県みほん市土居外字町６番地',
    municipality: MIHON,
    birth: '19680229',
    gender: '1',
    myNumber: '999000000040',
    pins: { authentication: '4004', text: '4004', signature: 'YOSHIO40' },
    story: 'ordinary',
    login: 'succeeds',
    special: {
      ja: '氏名と住所に、署名用電子証明書では代替文字になる文字（𠮷、𡈽）があります。閏日生まれです。',
      en: 'Name and address hold characters (𠮷, 𡈽) that the signature certificate replaces. Born on a leap day.',
    },
    tryThis: {
      ja: 'ログインし、氏名の「𠮷」が「吉」に変わらず届くことを確認してください。',
      en: 'Log in: the 𠮷 of the name must reach your site unchanged.',
    },
  },
  {
    id: 'alexandra',
    name: 'WINTERBOTTOM DE LA VEGA　ALEXANDRA MARIA CONSTANTINA',
    address: '架空県かざす市読取一丁目２番３号　見本荘１０５',
    municipality: KAZASU,
    birth: '19990630',
    gender: '2',
    myNumber: '999000000059',
    pins: { authentication: '5055', text: '5056', signature: 'ALEX5055' },
    story: 'ordinary',
    login: 'succeeds',
    special: {
      ja: '長いローマ字氏名をお持ちの外国籍の方です。',
      en: 'A foreign resident with a long name in Latin letters.',
    },
    tryThis: {
      ja: '氏名が途中で切れずに表示されることを確認してください。',
      en: 'See whether your pages and columns take the whole name.',
    },
  },
  {
    id: 'sora',
    name: '見本　そら',
    address: '架空県かざす市読取一丁目２番３号',
    municipality: KAZASU,
    birth: { age: 9, monthDay: '0505' },
    gender: '1',
    myNumber: '999000000067',
    pins: { authentication: '6060', text: '6060' },
    story: 'ordinary',
    login: 'succeeds',
    special: {
      ja: '15歳未満のため、署名用電子証明書がありません。',
      en: 'A child under 15: no signature certificate.',
    },
    tryThis: {
      ja: 'ログインはできます。年齢によるサービスの可否を生年月日で確認してください。',
      en: 'The login works. Let your site decide by the birthdate what a child may do.',
    },
  },
  {
    id: 'ume',
    name: '古都　ウメ',
    address: '架空県大見本郡ためし町大字昔１番地',
    municipality: TAMESHI,
    birth: '19210321',
    gender: '2',
    myNumber: '999000000075',
    pins: { authentication: '7107', text: '7107', signature: 'UME1921' },
    story: 'ordinary',
    login: 'succeeds',
    special: {
      ja: '大正生まれのご高齢の方です。',
      en: 'A very old person, born in the Taisho era.',
    },
    tryThis: {
      ja: '生年を西暦下2桁や昭和以降と仮定していないか確認してください。',
      en: 'See whether your site takes a birth year of 1921.',
    },
  },
  {
    id: 'akira',
    name: '例田　晶',
    address:
      '架空県大見本郡ためし町大字どこまでも続く長い一本道字その先のまだ先の丘の上三十五丁目１２３４番地の５６　' +
      '架空県住宅供給公社長文住所検証団地南西街区第一期再開発タワーレジデンスグランドヒルズ４２０１号室　例田様方',
    municipality: TAMESHI,
    birth: '20010101',
    gender: '9',
    myNumber: '999000000083',
    pins: { authentication: '8018', text: '8018', signature: 'AKIRA99' },
    story: 'ordinary',
    login: 'succeeds',
    special: {
      ja: '性別の値が「9」（適用不能）で、住所が100文字を超えます。',
      en: 'Gender is 9 (not applicable) and the address is longer than 100 characters.',
    },
    tryThis: {
      ja: '性別が1・2以外の場合と、長い住所の表示を確認してください。',
      en: 'See whether your site takes a third gender code and a long address.',
    },
  },
  {
    id: 'daichi',
    name: '移川　大地',
    address: '架空県みほん市転入町九丁目８番７号',
    municipality: MIHON,
    birth: '19850910',
    gender: '1',
    myNumber: '999000000091',
    pins: { authentication: '9119', text: '9110', signature: 'DAICHI91' },
    story: 'moved',
    login: 'succeeds',
    special: {
      ja: '転居したため署名用電子証明書は失効していますが、利用者証明用電子証明書は有効です。',
      en: 'Moved: the signature certificate is revoked, the authentication certificate is alive.',
    },
    tryThis: {
      ja: 'ログインはできます。新しい住所が届くことを確認してください。',
      en: 'The login works and hands over the new address.',
    },
  },
  {
    id: 'misaki',
    name: '例田　美咲',
    address: '架空県かざす市紛失町１番地',
    municipality: KAZASU,
    birth: '19950228',
    gender: '2',
    myNumber: '999000000105',
    pins: { authentication: '1010', text: '1010', signature: 'MISAKI10' },
    story: 'authentication-revoked',
    login: 'certificate_revoked',
    special: {
      ja: '利用者証明用電子証明書が失効しています（カードの紛失）。',
      en: 'The authentication certificate is revoked (the card was lost).',
    },
    tryThis: {
      ja: 'ログインできません。サイトにエラーが返ることを確認してください。',
      en: 'The login is refused: see what your site does with the error.',
    },
  },
  {
    id: 'kenji',
    name: '期限　健司',
    address: '架空県みほん市満了町１１番地',
    municipality: MIHON,
    birth: '19730707',
    gender: '1',
    myNumber: '999000000113',
    pins: { authentication: '1123', text: '1123', signature: 'KENJI11' },
    story: 'expired',
    login: 'certificate_expired',
    special: {
      ja: '電子証明書の有効期限が切れています。',
      en: 'The certificates have expired.',
    },
    tryThis: {
      ja: 'ログインできません。失効した方（misaki）との違いを確認してください。',
      en: 'The login is refused: compare it with misaki, whose certificate is revoked.',
    },
  },
  {
    id: 'makoto',
    name: '閉田　誠',
    address: '架空県大見本郡ためし町大字施錠３番地',
    municipality: TAMESHI,
    birth: '19640229',
    gender: '1',
    myNumber: '999000000121',
    pins: { authentication: '1212', text: '1213', signature: 'MAKOTO12' },
    story: 'authentication-blocked',
    login: 'pin_blocked',
    special: {
      ja: '暗証番号を3回誤ったため、利用者証明用の暗証番号がロックされています。',
      en: 'The authentication PIN is blocked after three wrong tries.',
    },
    tryThis: {
      ja: 'アプリに手続きの案内が表示されます。中止して、サイトにエラーが返ることを確認してください。',
      en: 'The app tells where to go; stop there and see what your site does with the error.',
    },
  },
];

/** The person with this id; undefined for anybody else. */
export function findPerson(id: string): Person | undefined {
  return PEOPLE.find((person) => person.id === id);
}
