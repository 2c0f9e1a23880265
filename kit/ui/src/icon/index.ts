/**
 * Icons as data, so that server pages and React draw the same lines: 24 × 24, strokes of the current colour.
 * Decorative always; the words beside them carry the meaning.
 */
export const ICONS = {
  arrowLeft: ['M19 12H5', 'M11 6l-6 6 6 6'],
  arrowRight: ['M5 12h14', 'M13 6l6 6-6 6'],
  backspace: ['M21 5H9l-6 7 6 7h12z', 'M12 9.5l5 5', 'M17 9.5l-5 5'],
  building: [
    'M4 21h16',
    'M6 21V4h12v17',
    'M10 8h.01',
    'M14 8h.01',
    'M10 12h.01',
    'M14 12h.01',
    'M10 21v-5h4v5',
  ],
  card: ['M3 6.5h18v11H3z', 'M6.5 10h4v3h-4z', 'M14 14.5h4'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  chevronDown: ['M6 9.5l6 6 6-6'],
  clock: ['M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z', 'M12 7.5V12l3 2'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  error: ['M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3z', 'M12 8v5', 'M12 16.2v.1'],
  external: ['M13 4.5h6.5V11', 'M19 5l-8.5 8.5', 'M10 6H4.5v13.5H18V14'],
  globe: [
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
    'M3.5 12h17',
    'M12 3.5c2.4 2.4 3.6 5.2 3.6 8.5s-1.2 6.1-3.6 8.5c-2.4-2.4-3.6-5.2-3.6-8.5S9.6 5.9 12 3.5z',
  ],
  info: ['M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z', 'M12 11v5.5', 'M12 7.7v.1'],
  lock: ['M5.5 10.5h13v10h-13z', 'M8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3', 'M12 14.5v2'],
  person: ['M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z', 'M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6'],
  phone: ['M7 2.5h10v19H7z', 'M11 18.5h2'],
  qr: ['M4 4h6v6H4z', 'M14 4h6v6h-6z', 'M4 14h6v6H4z', 'M14 14h2.5v2.5H14z', 'M20 14v.010', 'M20 17v3h-3'],
  shield: ['M12 3l7.5 2.8v5.4c0 4.6-3 8-7.5 9.8-4.5-1.8-7.5-5.2-7.5-9.8V5.8z', 'M8.5 12l2.5 2.5 4.5-4.5'],
  warning: ['M12 3.8L22 20.5H2z', 'M12 10v5', 'M12 17.7v.1'],
  waves: ['M7 9.5a4 4 0 0 1 0 5', 'M10.5 7a8 8 0 0 1 0 10', 'M14 4.5a12 12 0 0 1 0 15'],
} as const satisfies { readonly [name: string]: readonly string[] };

export type IconName = keyof typeof ICONS;
