import type { JsonValue, LogRecord } from '../../contract/index.ts';
import { overlaidStorage } from '../../shared/overlaid-storage.ts';
import { usualAlertsLimit } from '../enrichment/ask-extra-data.ts';
import { listOf, objectOf, textOf } from '../sources/vendor-values.ts';
import { type CommandOutcome, readCommand, type ReadMeans } from './command-definition.ts';
import { askDetails } from './incidents/ask-details.ts';
import { type FetchInput, fetchInput } from './incidents/fetch-input.ts';
import { openIncidents } from './incidents/open-incidents.ts';
import { type IncidentsRead, readIncidents } from './incidents/read-incidents.ts';
import { oneByOne } from './one-by-one.ts';

/** A page of incidents as D3 asks for it (Cortex XDR REST API, Get Incidents; Get Extra Incident Data). */
export const fetchIncident = readCommand<FetchInput>({
  name: 'fetch-incident',
  title: 'Fetch Incident',
  description:
    'Incidents of a time range, by creation or modification, at most 100. It asks once and saves nothing; a connector ' +
    'of xdr-incidents follows them without losing one, and cortex-otel fetch reads any number.',
  permission: 'a role that may view incidents (Incidents: View)',
  licence: 'Cortex XDR Prevent, Pro per Endpoint or Pro per TB',
  input: fetchInput,
  example: { start_time: '2026-01-31 00:00', end_time: '2026-02-01 00:00', time_field: 'modification', limit: 100 },
  result:
    '`rawData` is the answer of the API, so `$.reply.incidents[*].incident_id` finds the ids; with extra data its ' +
    '`extra_data` lists the answer for each incident beside `reply`. Where `alert_sources` was asked for, several answers were read, and `reply` holds ' +
    'the incidents that are left. `keyFields`: `incident_ids`, `total_count` as the API claims it, and `restricted_incident_ids`, which the key may not see. ' +
    '`records`: the incidents as `xdr-incidents` delivers them, with the same uids, then with extra data their alerts and their artifacts. Rules of ' +
    '`privacy` apply to all of it.',
  troubles: [
    '`CFG-001`, _the API refuses these filters_: it answers without them; check the values.',
    '_Extra data fails for some_: the incidents themselves are there all the same, and the result is Partially Successful.',
  ],
  summary: ({ limit, time_field, allow_retrieve_extra_data: extra }) =>
    `Fetch up to ${limit} incidents by ${time_field} time${extra ? ', with extra data' : ''}`,
  warnings: ({ other_filters: filters, start_time }) =>
    filters && start_time !== undefined
      ? [{ path: 'other_filters', errors: [], warnings: ['holds together with the time range, which D3 ignores then'] }]
      : [],
  async run(input, means, signal) {
    const incidents = openIncidents(means);
    const read = await readIncidents(input, incidents, means, signal);
    const as = { kind: 'look', storage: overlaidStorage(means.tools.storage), mark: 'replay' } as const;
    const { records } = await incidents.recordsOf(read.rows, as);
    const reply = shownReply(read, incidents);
    const extra = input.allow_retrieve_extra_data ? await extraDataOf(read, { incidents, means }, signal) : undefined;
    return {
      answers: [{ reply, ...(extra && { extra_data: extra.found.map((one) => one.answer) }) }],
      succeeded: 1,
      failures: extra?.failures ?? [],
      keyFields: keyFieldsOf(reply),
      records: [...records, ...(extra?.found ?? []).flatMap((one): readonly LogRecord[] => one.records)],
    } satisfies CommandOutcome;
  },
});

type Incidents = ReturnType<typeof openIncidents>;
type Reply = Readonly<Record<string, JsonValue>>;

async function extraDataOf(
  { rows }: IncidentsRead,
  { incidents, means }: { readonly incidents: Incidents; readonly means: ReadMeans },
  signal: AbortSignal,
) {
  const ask = askDetails(incidents, means);
  const ids = rows.map(({ item }) => textOf(objectOf(item)?.['incident_id'])).filter((id) => id !== undefined);
  const as = { ...means, what: 'extra data of incidents' };
  return oneByOne([...new Set(ids)], async (id) => ask(id, usualAlertsLimit, signal), as);
}

/** The reply as rules of privacy leave it. */
function shownReply({ reply, rows }: IncidentsRead, { config, treated }: Incidents): Reply {
  if (!config.privacy) return reply;
  const restricted = listOf(reply['restricted_incident_ids']) ?? [];
  return {
    ...reply,
    incidents: rows.map(({ item }) => treated(item)),
    restricted_incident_ids: restricted.map((id) => objectOf(treated({ incident_id: id }))?.['incident_id'] ?? null),
  };
}

function keyFieldsOf({ incidents, total_count = null, restricted_incident_ids = [] }: Reply): Reply {
  const items: readonly JsonValue[] = Array.isArray(incidents) ? incidents : [];
  const incident_ids = items.map((item) => objectOf(item)?.['incident_id'] ?? null);
  return { incident_ids, total_count, restricted_incident_ids };
}
