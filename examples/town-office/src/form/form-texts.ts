import type { feeOf } from '../application/index.ts';

type Fee = ReturnType<typeof feeOf>;
const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`;

/** The words of the form: Japanese, as the office keeps it. */
export const FORM_TEXTS = {
  title: '住民票の写しの交付申請書',
  online: 'オンライン申請用',
  day: '申請日',
  to: (head: string) => `（宛先） ${head}`,
  applicant: {
    heading: '1　申請する人',
    name: '氏名',
    birthdate: '生年月日',
    address: '住所',
    phone: '日中の連絡先',
    none: '（記入なし）',
  },
  certificate: {
    heading: '2　必要な住民票の写し',
    household: '必要な人',
    households: { all: '世帯全員', self: '申請する人のみ' },
    copies: '通数',
    count: (copies: number) => `${copies}通`,
    relation: '世帯主・続柄',
    domicile: '本籍・筆頭者',
    yes: '記載する',
    no: '記載しない',
    myNumber: 'マイナンバー',
    myNumberNever: '記載しない（オンライン申請では記載できません）',
    purpose: '使用目的',
  },
  purposes: {
    licence: '運転免許の手続き',
    employment: '勤務先へ提出',
    school: '学校へ提出',
    housing: '不動産の契約・登記',
    bank: '金融機関へ提出',
    other: 'その他',
  },
  delivery: {
    heading: '3　受け取り方と手数料',
    way: '受け取り方',
    ways: { mail: '住民登録地へ郵送', counter: '窓口で受け取り' },
    fee: '手数料',
    sum: ({ total }: Fee) => yen(total),
    feeNote: ({ each, copying, mail }: Fee) =>
      `1通${yen(each)}、計${yen(copying)}${mail === 0 ? '' : `　郵送料${yen(mail)}`}`,
  },
  signature: {
    heading: '4　電子署名',
    label: '申請する人の\n電子署名',
  },
  notes: [
    '・マイナンバーカードの署名用電子証明書による電子署名により、申請する人の本人確認を行います。',
    '・この書類は見本です。架空県と、その市町村は実在しません。',
  ],
} as const;
