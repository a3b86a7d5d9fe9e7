import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { statusWords } from '../../src/host/status/status-word.ts';
import { documentedMetrics } from '../host/metrics/documented-metrics.ts';
import { readPromql } from './promql.ts';

/*
 * That the documented names are those a collector has is held in test/host/metrics. Here: the dashboard and the rules ask
 * for nothing else.
 */
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly description: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets: readonly { readonly expr: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string; readonly description: string };
    }[];
  }[];
}

const documentation = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const dashboard = JSON.parse(documentation('grafana/dashboard.json')) as Dashboard;
const rules = (parse(documentation('grafana/alerts.yml')) as Rules).groups.flatMap((group) => group.rules);
const quoted = parse(/```yaml\n(groups:\n[\s\S]*?)```/.exec(documentation('metrics.md'))?.[1] ?? '') as Rules | null;

const known = new Map(
  documentedMetrics().flatMap(({ prometheus, kind, labels }) => {
    const names = kind === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => prometheus + end) : [prometheus];
    const all = labels.map((label) => label.replaceAll('.', '_'));
    return names.map((name) => [name, name.endsWith('_bucket') ? [...all, 'le'] : all] as const);
  }),
);

/** Grafana puts its own values in place of these before Prometheus sees them. */
const filledIn = (expression: string) => expression.replaceAll('$__rate_interval', '5m').replaceAll('$connector', '.*');

const asked = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, filledIn(expr)] as const)),
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
];

describe('the Grafana dashboard and the alert rules', () => {
  test.for(asked)('%s: asks for metrics and labels that exist', ([, expression]) => {
    const { metrics, labels, equals } = readPromql(expression);
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((name) => !known.has(name))).toEqual([]);
    const have = new Set(metrics.flatMap((name) => known.get(name) ?? []));
    expect(labels.filter((label) => !have.has(label))).toEqual([]);
    const states = equals.flatMap(([label, value]) => (label === 'state' ? [value] : []));
    expect(statusWords).toEqual(expect.arrayContaining(states));
  });

  test('a metric that does not exist, a wrong label and a broken expression are noticed', () => {
    expect(known.has('cortex_otel_connector_records_total')).toBe(false);
    expect(readPromql('rate(nothing{tenant="x"}[5m])')).toEqual({
      metrics: ['nothing'],
      labels: ['tenant'],
      equals: [['tenant', 'x']],
    });
    expect(() => readPromql('rate(nothing[5m]')).toThrow('not PromQL');
  });

  test('every panel says what it shows, and none covers another', () => {
    for (const { title, description } of dashboard.panels)
      expect([title, description.length > 10]).toEqual([title, true]);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  test('the dashboard shows each status word', () => {
    const text = JSON.stringify(dashboard);
    expect(statusWords.filter((word) => !text.includes(`state=\\"${word}\\"`) && !text.includes(word))).toEqual([]);
  });

  test('the variable lists the connectors of a metric that exists', () => {
    const variable = dashboard.templating.list.find(({ name }) => name === 'connector');
    const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(variable?.definition ?? '') ?? [];
    expect(known.get(metric)).toContain(label);
  });

  test('every rule says how bad it is, what it is and what to do', () => {
    for (const { alert, labels, annotations } of rules) {
      expect([alert, ['critical', 'warning', 'info'].includes(labels.severity)]).toEqual([alert, true]);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(annotations.description.length).toBeGreaterThan(10);
    }
  });

  test('the rules that docs/metrics.md quotes are among them', () => {
    const quotedRules = quoted?.groups.flatMap((group) => group.rules) ?? [];
    for (const { alert, expr } of quotedRules) expect(rules).toContainEqual(expect.objectContaining({ alert, expr }));
  });
});
