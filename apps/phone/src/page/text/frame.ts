import { catalogue } from '@kazasu/ui/text';

/** The frame around every screen. */
export const FRAME_TEXTS = catalogue({
  ja: {
    service: '認証アプリ',
    steps: { confirm: '確認', card: 'カード', pin: '暗証番号', hold: 'かざす', handover: '提供' },
    starting: '読み込んでいます',
    stop: 'やめる',
    stopTitle: '手続きをやめますか',
    stopText: (name: string) =>
      `あなたの情報は提供されません。「${name}」には、手続きをやめたことだけが伝わります。`,
    stopConfirm: '手続きをやめる',
    stopBack: '手続きを続ける',
  },
  en: {
    service: 'Authentication app',
    steps: { confirm: 'Check', card: 'Card', pin: 'PIN', hold: 'Hold', handover: 'Agree' },
    starting: 'Loading',
    stop: 'Stop',
    stopTitle: 'Do you want to stop?',
    stopText: (name: string) => `Nothing about you is handed over. “${name}” only learns that you stopped.`,
    stopConfirm: 'Stop now',
    stopBack: 'Continue',
  },
});
