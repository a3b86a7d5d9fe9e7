import { parser } from '@prometheus-io/lezer-promql';

/** What a PromQL expression asks for. */
export interface Asked {
  /** Names of metrics. */
  readonly metrics: readonly string[];
  /** Names of labels it selects or groups by, and the values it asks for by equality. */
  readonly labels: readonly string[];
  readonly equals: readonly (readonly [label: string, value: string])[];
}

/** Reads an expression with Prometheus' own grammar. @throws where it is not valid. */
export function readPromql(expression: string): Asked {
  const metrics = new Set<string>();
  const labels = new Set<string>();
  const equals: [string, string][] = [];
  const text = (node: { readonly from: number; readonly to: number }) => expression.slice(node.from, node.to);
  parser.parse(expression).iterate({
    enter(node) {
      if (node.type.isError) throw new Error(`not PromQL at ${node.from}: ${expression}`);
      const parent = node.node.parent?.name;
      if (node.name === 'Identifier' && parent === 'VectorSelector') metrics.add(text(node));
      if (node.name === 'LabelName') labels.add(text(node));
      if (node.name === 'UnquotedLabelMatcher') {
        const [, name = '', operator = '', value = ''] = /^\s*(\w+)\s*(=~|!=|!~|=)\s*"(.*)"\s*$/.exec(text(node)) ?? [];
        if (operator === '=') equals.push([name, value]);
      }
    },
  });
  return { metrics: [...metrics], labels: [...labels], equals };
}
