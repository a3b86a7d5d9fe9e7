export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sampleLine =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)$/;
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"/g;

/** Prometheus' text format, read strictly: every line understood, every family typed before its samples, no series twice. */
export function prometheusFamilies(text: string): ReadonlyMap<string, Family> {
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  const seen = new Set<string>();
  let help: readonly [string, string] | undefined;
  let current = '';
  for (const line of text.split('\n')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (line === '') continue;
    if (keyword === 'HELP') help = [name, rest];
    else if (keyword === 'TYPE') {
      if (help?.[0] !== name || families.has(name)) throw new Error(`out of place: ${line}`);
      families.set(name, { type: rest, help: help[1], samples: [] });
      current = name;
    } else {
      const sample = readSample(line);
      const family = families.get(current);
      if (!family || !new RegExp(`^${current}(_bucket|_sum|_count)?$`).test(sample.name))
        throw new Error(`stray: ${line}`);
      const series = line.slice(0, line.lastIndexOf(' '));
      if (seen.has(series)) throw new Error(`twice: ${series}`);
      seen.add(series);
      family.samples.push(sample);
    }
  }
  return families;
}

function readSample(line: string): Sample {
  const [, name, labels = '', value = ''] = sampleLine.exec(line) ?? [];
  if (name === undefined || !Number.isFinite(Number(value))) throw new Error(`not understood: ${line}`);
  const pairs = [...labels.matchAll(label)].map(([, key = '', text = '']) => [key, text] as const);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}
