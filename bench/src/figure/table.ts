import { type Figure, keepsLimit } from './figure.ts';

/** What is printed. */
export function figureTable(figures: readonly Figure[]): string {
  const head = ['', 'value', '', 'beside', '', 'ratio', 'limit', ''];
  const rows = figures.map((figure) => {
    const { name, value, unit, beside, ratio, limit, note } = figure;
    const keeps = keepsLimit(figure);
    return [
      name,
      short(value),
      unit,
      beside === undefined ? '' : short(beside.value),
      beside?.name ?? '',
      ratio === undefined ? '' : ratio.toFixed(2),
      limit === undefined ? '' : `${limit.bound === 'most' ? '≤' : '≥'} ${short(limit.of)}`,
      [keeps === undefined ? '' : keeps ? 'kept' : 'NOT KEPT', note ?? ''].filter(Boolean).join('; '),
    ];
  });
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return [1, 3, 5].includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

function short(value: number): string {
  if (value === 0 || Number.isNaN(value)) return String(value);
  const digits = Math.max(0, 3 - Math.max(1, Math.ceil(Math.log10(Math.abs(value)))));
  return value.toFixed(Math.min(digits, 4));
}
