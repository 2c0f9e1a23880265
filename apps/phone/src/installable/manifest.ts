import { ICONS } from './icon.ts';

const NAMES = {
  ja: {
    name: 'Kazasu 認証アプリ',
    description: 'マイナンバーカードによる本人確認と電子署名のアプリ',
  },
  en: {
    name: 'Kazasu authentication app',
    description: 'Identify yourself and sign with a My Number Card',
  },
} as const;

/** By file name: Japanese, and the same in English for whoever has chosen it (W3C Web Application Manifest). */
export function manifests(): Record<string, object> {
  return { 'manifest.webmanifest': manifest('ja'), 'manifest.en.webmanifest': manifest('en') };
}

function manifest(lang: keyof typeof NAMES): object {
  return {
    id: '/',
    start_url: '/',
    scope: '/',
    lang,
    dir: 'ltr',
    ...NAMES[lang],
    short_name: 'Kazasu',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#ffffff',
    icons: ICONS.filter(({ purpose }) => purpose !== undefined).map(({ file, size, purpose }) => ({
      src: `/${file}`,
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose,
    })),
  };
}
