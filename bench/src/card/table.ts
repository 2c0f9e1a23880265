import type { CardBenchResult } from './run.ts';

/** What is printed. */
export function cardTable({ apdus, commands, sessions, pcscdMissing }: CardBenchResult): string {
  const number = (value: number, digits: number, width: number) => value.toFixed(digits).padStart(width);
  return [
    `${'virtual card in process, without RSA'.padEnd(40)}${'APDU/s'.padStart(10)}`,
    ...apdus.map(({ name, perSecond }) => name.padEnd(40) + number(perSecond, 0, 10)),
    '',
    `${'session'.padEnd(22)}${'way'.padEnd(12)}${'by'.padEnd(7)}${'APDUs'.padStart(6)}${'ms'.padStart(9)}${'RSA'.padStart(5)}${'RSA ms'.padStart(9)}${'ratio'.padStart(8)}`,
    ...sessions.map(({ session, way, by, milliseconds, rsaOperations, rsaMilliseconds, ratio }) =>
      [
        session.padEnd(22),
        way.padEnd(12),
        by.padEnd(7),
        String(commands[session]).padStart(6),
        number(milliseconds, 3, 9),
        String(rsaOperations).padStart(5),
        number(rsaMilliseconds, 3, 9),
        number(ratio, 2, 8),
      ].join(''),
    ),
    ...(pcscdMissing === undefined ? [] : [`pcscd not measured: ${pcscdMissing}`]),
    'RSA: private operations of the session; ratio: the session over those alone, by node:crypto, in turns',
    'by: cpu is processor time of this process, in which nothing else takes part; clock is the clock',
  ].join('\n');
}
