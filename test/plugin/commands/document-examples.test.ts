import { expect, test } from 'vitest';
import { createCortexPlugin } from '../../../src/plugin/index.ts';

/** The example inputs of the D3 document as it writes them, with ids and names in place of what it blanks out. */
const examples: readonly (readonly [command: string, input: Readonly<Record<string, unknown>>])[] = [
  ['cancel-scan-hosts', { host_names: ['pc-1'] }],
  [
    'create-indicator',
    {
      indicator_type: 'IP',
      indicator: '192.0.2.1',
      severity: 'High',
      reputation: 'Suspicious',
      reliability: 'C',
      comment: 'Test comment',
      vendors: [{ vendor_name: 'V1', reliability: 'A', reputation: 'GOOD' }],
    },
  ],
  [
    'fetch-incident',
    {
      start_time: '2019-12-22 00:00',
      end_time: '2019-12-23 00:00',
      time_field: 'Creation Time',
      limit: 1,
      offset: 0,
      order_by: 'Creation Time',
      direction: 'Descending',
      other_filters: [
        { field: 'status', operator: 'neq', value: 'resolved_true_positive' },
        { field: 'description', operator: 'in', value: ['descKeyword1', 'descKeyword2'] },
        { field: 'alert_sources', operator: 'in', value: ['source1', 'source2'] },
      ],
      tolerance_scope: 5,
      allow_retrieve_extra_data: 'False',
    },
  ],
  ['get-action-status', { action_ids: ['4001'] }],
  ['get-incident-details', { incident_ids: ['891'], alerts_limit: 3 }],
  ['get-script-result-files', { action_id: '4001', endpoint_id: 'e1' }],
  ['get-xql-query-quota', {}],
  ['get-xql-query-results', { query_ids: ['3dd7960a9b4549_16_inv'] }],
  ['get-xql-query-results-stream', { stream_id: 's1', is_gzip_compressed: 'False' }],
  ['isolate-hosts', { endpoint_ids: ['e1'] }],
  ['retrieve-files', { endpoint_ids: ['e1'], os: 'Window', file_paths: ['C:\\temp\\a.exe'] }],
  [
    'retrieve-pcap-packet',
    {
      creation_time: '2019-12-22 14:15:09',
      severities: ['medium'],
      alert_sources: 'PAN NGFW',
      alert_ids: [1],
      limit: 5,
    },
  ],
  ['run-script', { endpoint_ids: ['e1'], snippet_code: 'print(1)' }],
  ['scan-hosts', { host_names: ['pc-1'] }],
  [
    'search-hosts',
    {
      host_names: ['pc-1'],
      user_names: ['XDR'],
      group_names: ['servers'],
      host_ips: '192.0.2.1',
      host_status: 'Connected',
      platform: 'MacOS',
      isolated: 'Unisolated',
      last_seen_after: '2023-06-01 00:00',
      last_seen_before: '2023-06-10 00:00',
    },
  ],
  [
    'start-xql-query',
    {
      start_time: '2019-12-22 14:15:09',
      end_time: '2019-12-23 14:15:09',
      query: 'dataset=xdr_data | fields event_id, event_type, event_sub_type | limit 3',
    },
  ],
  ['test-connection', {}],
  ['unisolate-hosts', { endpoint_ids: ['e1'] }],
  [
    'update-incidents',
    {
      incident_ids: ['891'],
      assigned_user_mail: 'sample@example.com',
      assigned_user_name: 'Sample Name',
      status: 'Resolved Known Issue',
      severity: 'High',
      comment: 'Comment on the incident',
    },
  ],
];

const { commands } = createCortexPlugin();

test('there is an example of every command', () => {
  const names = commands.map(({ description }) => description.name);
  expect(examples.map(([name]) => name).toSorted()).toEqual(names.toSorted());
});

test.each(examples)('%s takes what the document gives as an example', (name, input) => {
  const command = commands.find(({ description }) => description.name === name);
  expect(command?.check(input)).toMatchObject({ ok: true });
});

test.each(commands.map(({ description }) => [description.name, description.input] as const))(
  'the schema of %s has the defaults that its descriptions tell',
  (_, schema) => {
    const properties = Object.values((schema['properties'] ?? {}) as Record<string, Parameter>);
    const wrong = properties.filter(({ description, default: value }) => {
      const told = /\bDefault:? (true|false|\d+)\b/.exec(description)?.[1];
      return told !== undefined && told !== JSON.stringify(value);
    });
    expect(wrong).toEqual([]);
  },
);

interface Parameter {
  readonly description: string;
  readonly default?: unknown;
}
