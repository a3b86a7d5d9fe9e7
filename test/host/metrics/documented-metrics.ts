import { readFileSync } from 'node:fs';

export interface DocumentedMetric {
  readonly name: string;
  readonly prometheus: string;
  readonly kind: string;
  readonly labels: readonly string[];
  readonly says: string;
}

/** The rows of the tables in docs/metrics.md. */
export function documentedMetrics(): readonly DocumentedMetric[] {
  const text = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
  const [, afterConnectors = ''] = text.split('\n## Connectors\n');
  return afterConnectors.split('\n## ').flatMap((section) => {
    const ofConnectors = !section.startsWith('Process') ? ['connector', 'source'] : [];
    return section.split('\n').flatMap((line) => {
      const [, name = '', prometheus = '', kind = '', labels = '', says = ''] = line
        .split('|')
        .map((cell) => cell.trim());
      if (!name.startsWith('`') || !prometheus.startsWith('`')) return [];
      return [
        { name: bare(name), prometheus: bare(prometheus), kind, labels: [...ofConnectors, ...bareAll(labels)], says },
      ];
    });
  });
}

function bare(cell: string): string {
  return cell.replaceAll('`', '');
}

function bareAll(cell: string): string[] {
  return cell === '' ? [] : cell.split(',').map((each) => bare(each.trim()));
}
