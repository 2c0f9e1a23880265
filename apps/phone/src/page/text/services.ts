import { catalogue } from '@kazasu/ui/text';

/** Services that something was handed to. Comes with their page. */
export const SERVICES_TEXTS = catalogue({
  ja: {
    title: '連携しているサービス',
    lead: 'このアプリで本人確認や電子署名をしたサービスです。',
    loading: '読み込んでいます',
    none: '連携しているサービスはありません。',
    since: (day: string) => `${day}から`,
    last: (day: string) => `最後の利用：${day}`,
    active: '連携中',
    ended: '解除済み',
    unlink: '連携を解除',
    unlinkOf: (name: string) => `「${name}」との連携を解除`,
    askTitle: (name: string) => `「${name}」との連携を解除しますか`,
    does: [
      'このサービスは、認証サービスから新しい情報を受け取れなくなります。',
      'すでに提供した情報は、サービスに残ります。削除を希望するときは、サービスに直接ご連絡ください。',
      'サービスの会員登録や契約は、なくなりません。',
      'もう一度このサービスで本人確認をすると、再び連携します。',
    ],
    confirm: '連携を解除する',
    keep: '解除しない',
    done: (name: string) => `「${name}」との連携を解除しました。`,
  },
  en: {
    title: 'Linked services',
    lead: 'Services for which you identified yourself or signed with this app.',
    loading: 'Loading',
    none: 'There are no linked services.',
    since: (day: string) => `Since ${day}`,
    last: (day: string) => `Last used ${day}`,
    active: 'Linked',
    ended: 'Unlinked',
    unlink: 'Unlink',
    unlinkOf: (name: string) => `Unlink “${name}”`,
    askTitle: (name: string) => `Unlink “${name}”?`,
    does: [
      'This service can get nothing new from the authentication service any more.',
      'What you handed over stays with the service. To have it deleted, ask the service.',
      'Your membership or contract with the service does not end.',
      'If you identify yourself there again, the service is linked again.',
    ],
    confirm: 'Unlink',
    keep: 'Keep the link',
    done: (name: string) => `“${name}” has been unlinked.`,
  },
});
