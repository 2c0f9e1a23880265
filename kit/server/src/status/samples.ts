export interface Sample {
  /** As they stand between the braces. */
  readonly labels: string;
  readonly value: number;
}

/** Samples of one name in the text exposition format. */
export function samplesOf(text: string, name: string): Sample[] {
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith(name)) continue;
    const [, labels = '', value] = /^[a-z_]+(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (value !== undefined && /^[{ ]/.test(line.slice(name.length)))
      samples.push({ labels, value: Number(value) });
  }
  return samples;
}

/** The value of the first sample of a name, whatever its labels; undefined where there is none. */
export function oneOf(text: string, name: string): number | undefined {
  return samplesOf(text, name)[0]?.value;
}
