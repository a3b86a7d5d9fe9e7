import { plainText } from '../shared/plain-text.ts';
import type { ConnectorStatus, StatusReport } from '../host/status/status-report.ts';
import type { StatusWord } from '../host/status/status-word.ts';
import { agoText, durationText } from './duration-text.ts';
import { fixedWidth } from './fixed-width.ts';
import type { Terminal } from './terminal.ts';
import { wrappedText } from './wrapped-text.ts';

const widths = { connector: 24, status: 20, records: 9, rate: 7, event: 9, next: 6 } as const;

/** A status report for people: 80 columns, a line a connector, and a second one where there is more to say. */
export function statusTable(report: StatusReport, style: Terminal['style']): string {
  const nowMs = Date.parse(report.at);
  const head = row(['CONNECTOR', 'STATUS', 'RECORDS', 'RATE', 'LAST', 'NEXT'], (word) => word);
  const lines = report.connectors.flatMap((connector) => connectorLines(connector, nowMs, style));
  return [style('dim', head), ...lines, '', ...wrappedText(plainText(report.summary), '')].join('\n');
}

function connectorLines(connector: ConnectorStatus, nowMs: number, style: Terminal['style']): readonly string[] {
  const { id, status, reason, counters, recordsPerSecond, lastEventAt, nextAttemptAt, error } = connector;
  const line = row(
    [
      id,
      status,
      (counters.accepted ?? 0).toLocaleString('en'),
      recordsPerSecond > 0 ? `${recordsPerSecond.toFixed(recordsPerSecond < 10 ? 1 : 0)}/s` : '-',
      lastEventAt === null ? '-' : agoText(Date.parse(lastEventAt), nowMs).replace('just now', 'now'),
      nextAttemptAt === null ? '-' : durationText(Math.max(0, Date.parse(nextAttemptAt) - nowMs)),
    ],
    (word) => style(colours[status], word),
  );
  const trouble = error ? [error.message, ...(error.remedy ? [`-> ${error.remedy}`] : [])] : [];
  // Where somebody paused it, who did is said beside what had failed before.
  const why = error && status !== 'Paused' ? trouble : [withEta(reason, connector), ...trouble];
  const more = [...(status === 'Active' ? [] : why), ...refusals(connector), ...standings(connector)];
  return [line, ...more.flatMap((text) => wrappedText(plainText(text), '  ')).map((text) => style('dim', text))];
}

/** No waiting heals it, so it is said of a connector that is well, too. */
function refusals({ counters: { deadLettered, rejected } }: ConnectorStatus): readonly string[] {
  const count = deadLettered + rejected;
  if (count === 0) return [];
  const records = count === 1 ? '1 record' : `${count.toLocaleString('en')} records`;
  return [`${records} refused by the destination since the first start, kept as dead letters in the state directory.`];
}

function quotaLine(left: number | undefined): readonly string[] {
  return left === undefined ? [] : [`${left.toFixed(2)} units of the query quota are left today.`];
}

/** What the source tells beyond its word, and work beside the polls that fails without needing a person. */
function standings({ counters, gauges, sides, error }: ConnectorStatus): readonly string[] {
  const { waiting = 0, givenUp = 0, certifiedToMs, mismatches = 0, drift = 0, quotaLeft } = gauges;
  const filtered = counters.filtered ?? 0;
  return [
    ...(filtered > 0 ? [`${filtered.toLocaleString('en')} left out: the connector is narrowed to others.`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString('en')} waiting for their details.`] : []),
    ...(givenUp > 0 ? [`${givenUp.toLocaleString('en')} without their details for good.`] : []),
    ...quotaLine(quotaLeft),
    ...(certifiedToMs === undefined ? [] : [`Certified up to ${new Date(certifiedToMs).toISOString()}.`]),
    ...(mismatches > 0
      ? [
          `${mismatches.toLocaleString('en')} ${mismatches === 1 ? 'period differs' : 'periods differ'} from what the API counts.`,
        ]
      : []),
    ...(drift > 0
      ? [
          `${drift.toLocaleString('en')} difference${drift === 1 ? '' : 's'} from the fields that are known: cortex-otel drift.`,
        ]
      : []),
    ...sides.flatMap((side) => (side.error && !error ? [`${side.title}: ${side.error.message}`] : [])),
  ];
}

function withEta(reason: string, { history }: ConnectorStatus): string {
  if (!history) return reason;
  return `${reason} ${history.etaMs === null ? 'Estimating the time left.' : `${durationText(history.etaMs)} left.`}`;
}

function row(
  cells: readonly [string, string, string, string, string, string],
  paint: (word: string) => string,
): string {
  const [connector, status, records, rate, event, next] = cells;
  return [
    fixedWidth(connector, widths.connector),
    // Painted after it has its width: colours take no room.
    paint(fixedWidth(status, widths.status)),
    records.padStart(widths.records),
    rate.padStart(widths.rate),
    event.padStart(widths.event),
    next.padStart(widths.next),
  ]
    .join(' ')
    .trimEnd();
}

const colours: Readonly<Record<StatusWord, 'green' | 'cyan' | 'yellow' | 'red' | 'dim'>> = {
  Pending: 'dim',
  Active: 'green',
  'Active (catching up)': 'cyan',
  Throttled: 'yellow',
  Retrying: 'yellow',
  'Action required': 'red',
  Paused: 'dim',
  Standby: 'dim',
  Inactive: 'dim',
};
