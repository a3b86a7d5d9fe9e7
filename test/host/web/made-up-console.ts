import type { CallDetails, CommandEvent, ConnectorCommand } from '../../../src/api/commands.ts';
import { type ConnectorOverview, type Overview, rateBuckets } from '../../../src/api/overview.ts';
import type { ConnectorDetails, TestEvent } from '../../../src/api/connector-form.ts';
import type { Console, Download } from '../../../src/host/console/console.ts';
import { statusWords } from '../../../src/host/status/status-word.ts';
import { connectorStatus, reportAt, statusReport } from '../status-reports.ts';

/** Answers every call at once, with what has the right shape, and knows the connectors `soc-eu` and `soc-us`. */
export function madeUpConsole(changes: Partial<Console> = {}): Console {
  return {
    info: () => ({
      version: '9.8.7',
      manifests: [],
      destination: 'a file',
      secrets: 'references',
      statusWords: [...statusWords],
    }),
    overview: () => overviewOf([overviewRow(), overviewRow({ id: 'soc-us' })]),
    connectors: async () => [details],
    connector: async () => details,
    create: async () => [details],
    update: async () => details,
    remove: async () => undefined,
    clone: async () => details,
    check: async () => ({ ok: true, tenant: null, fields: [], secretsNeeded: [] }),
    test: testEvents,
    testConnector: testEvents,
    pause: async () => undefined,
    resume: async () => undefined,
    pollNow: async () => undefined,
    checkpoint: async () => ({ checkpoint: null, words: [], problem: null, movable: true }),
    moveCheckpoint: async () => ({ checkpoint: null, words: [], problem: null, movable: true }),
    records: () => ({ records: [], passed: 0 }),
    deadLetters: async () => ({ entries: [], total: 0, totalRecords: 0 }),
    sendDeadLetters: async () => ({ done: 1, refused: 0 }),
    discardDeadLetters: async () => ({ done: 1, refused: 0 }),
    gaps: async () => ({ restricted: 0, explanation: '' }),
    insights: async () => ({ drift: [], periods: [] }),
    timeline: async () => [],
    replay: () => replay,
    startReplay: async () => replay,
    cancelReplay: async () => undefined,
    commands: () => ({ setting: 'write', commands: [madeUpCommand] }),
    checkCommand: () => ({ ok: true, summary: 'Open 1 window', fields: [] }),
    runCommand: commandEvents,
    calls: async () => ({ calls: [madeUpCallSummary], next: null }),
    call: async () => madeUpCall,
    stopCall: async () => undefined,
    callResult: async () => download('open-windows-17.json', '{}'),
    callFile: async (_id, _call, name) => download(name, 'a reading'),
    ...changes,
  };
}

export function overviewOf(connectors: ConnectorOverview[], changes: Partial<Overview> = {}): Overview {
  return { ...statusReport([]), connectors, ...changes };
}

export function overviewRow(changes: Partial<ConnectorOverview> = {}): ConnectorOverview {
  const rate = Array.from({ length: rateBuckets }, () => 0);
  return { ...connectorStatus('Active'), origin: 'saved', paused: null, beats: [], rate, deadLetters: 0, ...changes };
}

const details: ConnectorDetails = {
  id: 'soc-eu',
  name: 'SOC EU',
  source: 'xdr-incidents',
  origin: 'saved',
  tenant: null,
  settings: {},
  secrets: {},
  destination: null,
  healthCheckInterval: null,
  etag: '"7"',
  yaml: '',
  lastTest: null,
};

const stage = { stage: 'dns', status: 'ok', ms: 1, message: 'resolved' } as const;
const testResult = {
  status: 'ok',
  message: 'Connection successful',
  testedAt: reportAt,
  durationMs: 1,
  stages: [stage],
} as const;

async function* testEvents(): AsyncIterable<TestEvent> {
  yield { stage, source: 'xdr-incidents' };
  yield { result: { ...testResult, stages: [stage] } };
}

const replay = {
  from: reportAt,
  to: reportAt,
  state: 'running',
  startedAt: reportAt,
  records: 0,
  ratio: 0,
  message: null,
} as const;

const madeUpCommand: ConnectorCommand = {
  name: 'open-windows',
  title: 'Open Windows',
  description: 'Opens windows.',
  access: 'write',
  sources: ['weather-readings'],
  permission: 'a key of the house',
  licence: 'none',
  output: 'none',
  order: ['windows'],
  input: { type: 'object', properties: { windows: { type: 'array', items: { type: 'string' } } } },
  example: { windows: ['attic'] },
  refused: null,
};

const madeUpCallSummary = {
  call: 'Aa17',
  command: 'open-windows',
  access: 'write',
  actor: 'ann',
  via: 'console',
  at: reportAt,
  durationMs: 12,
  summary: 'Open 1 window',
  outcome: 'Successful',
  unknown: false,
} as const;

export const madeUpCall: CallDetails = {
  ...madeUpCallSummary,
  input: { windows: ['attic'] },
  failures: [],
  moreFailures: 0,
  keyFields: { opened: 1 },
  files: [],
  recordCount: 0,
  stoppedBy: null,
  unrecorded: false,
  resultKept: true,
  error: null,
  answer: { records: [], rawData: null, cut: false },
};

async function* commandEvents(): AsyncIterable<CommandEvent> {
  yield { started: { call: '17', summary: 'Open 1 window' } };
  yield { progress: { message: 'The attic', done: 0, total: 1 } };
  yield { ended: madeUpCall };
}

function download(name: string, text: string): Download {
  const bytes = Buffer.from(text);
  const content = (async function* () {
    yield bytes;
  })();
  return { name, bytes: bytes.length, content };
}
