/** Counters of several workers as one text: each sample says whose it is, so that a worker that begins anew is seen to. */

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?( .+)$/;
const HEADER = /^# (?:HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) /;

export interface WorkerText {
  readonly worker: number;
  /** Prometheus text format, version 0.0.4. */
  readonly text: string;
}

/** Every family once, with its samples of all workers; the label is called `worker`. */
export function labelled(texts: readonly WorkerText[]): string {
  const families = new Map<string, { readonly headers: Set<string>; readonly samples: string[] }>();
  for (const { worker, text } of texts) {
    let family: string | undefined;
    for (const line of text.split('\n')) {
      family = HEADER.exec(line)?.[1] ?? family;
      if (line === '' || family === undefined) continue;
      const entry = families.get(family) ?? { headers: new Set(), samples: [] };
      families.set(family, entry);
      if (line.startsWith('#')) entry.headers.add(line);
      else entry.samples.push(withWorker(line, worker));
    }
  }
  const lines = [...families.values()].flatMap(({ headers, samples }) => [...headers, ...samples]);
  return lines.map((line) => `${line}\n`).join('');
}

function withWorker(line: string, worker: number): string {
  const [, name = line, labels, value = ''] = SAMPLE.exec(line) ?? [];
  const own = `worker="${worker}"`;
  return `${name}{${labels === undefined || labels === '' ? own : `${labels},${own}`}}${value}`;
}
