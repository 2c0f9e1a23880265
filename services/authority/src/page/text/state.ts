import { catalogue } from '@kazasu/ui/text';

/** States, roles and reasons in words. */
export const STATE_TEXTS = catalogue({
  ja: {
    card: {
      ordered: '申請受付済み',
      made: '交付待ち',
      active: '有効',
      suspended: '一時停止中',
      replaced: '新しいカードに交換済み',
      returned: '返納済み',
      void: '廃止',
      expired: '有効期間満了',
    },
    status: { resident: '住民', departed: '国外転出', dead: '死亡' },
    certificate: { valid: '有効', held: '一時停止', revoked: '失効', expired: '有効期間満了' },
    role: { authentication: '利用者証明用電子証明書', signature: '署名用電子証明書' },
    roleShort: { authentication: '利用者証明用', signature: '署名用' },
    device: { card: 'カード', phone: 'スマートフォン' },
    reason: {
      unspecified: '理由の指定なし',
      keyCompromise: '秘密鍵の漏えい・危殆化',
      affiliationChanged: '記載事項の変更',
      superseded: '新しい証明書への切り替え',
      cessationOfOperation: '利用の終了',
      certificateHold: '一時停止',
    },
  },
  en: {
    card: {
      ordered: 'Ordered',
      made: 'Waiting to be handed over',
      active: 'Valid',
      suspended: 'Suspended',
      replaced: 'Replaced by a newer card',
      returned: 'Returned',
      void: 'Void',
      expired: 'Expired',
    },
    status: { resident: 'Resident', departed: 'Left the country', dead: 'Deceased' },
    certificate: { valid: 'Valid', held: 'On hold', revoked: 'Revoked', expired: 'Expired' },
    role: { authentication: 'Authentication certificate', signature: 'Signature certificate' },
    roleShort: { authentication: 'Authentication', signature: 'Signature' },
    device: { card: 'Card', phone: 'Phone' },
    reason: {
      unspecified: 'No reason given',
      keyCompromise: 'Private key compromised',
      affiliationChanged: 'Registered details changed',
      superseded: 'Replaced by a new certificate',
      cessationOfOperation: 'No longer used',
      certificateHold: 'On hold',
    },
  },
});
