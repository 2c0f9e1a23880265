const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/** `xs:dateTime` with a zone, in milliseconds since 1970; fractions of seconds are dropped. Undefined for any other text. */
export function readDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  // A calendar without such a day carries over to another text.
  const same = new Date(local).toISOString().slice(0, 19) === text.trim().slice(0, 19);
  if (year < 1000 || !same) return undefined;
  const offset = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * 60_000;
  return match[8] === '-' ? local + offset : local - offset;
}
