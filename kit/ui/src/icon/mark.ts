/** The project's mark: a card held under three waves. 40 × 40; colours of the theme (blue 900, blue 100, white). */
export const MARK = {
  shapes: [
    { d: 'M4 21a4 4 0 0 1 4-4h24a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4z', fill: '#0017c1' },
    { d: 'M9 24h7v5H9z', fill: '#ffd43d' },
    { d: 'M21 25h10v2H21zM21 29h6v2h-6z', fill: '#c5d7fb' },
  ],
  waves: ['M16 12.5a5.7 5.7 0 0 1 8 0', 'M12.7 8.7a10.5 10.5 0 0 1 14.6 0', 'M9.5 5a15 15 0 0 1 21 0'],
  waveColour: '#0017c1',
} as const;

/** The mark as a file, for a browser's tab. */
export function markAsSvg(): string {
  const shapes = MARK.shapes.map(({ d, fill }) => `<path d="${d}" fill="${fill}"/>`);
  const line = `fill="none" stroke="${MARK.waveColour}" stroke-width="2.5" stroke-linecap="round"`;
  const waves = MARK.waves.map((d) => `<path d="${d}" ${line}/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${shapes.join('')}${waves.join('')}</svg>\n`;
}
