/*
 * A process with the real web server and nothing else: a console of many connectors of which every one changes every
 * second. Sends where to sign in, and what it has used of a processor whenever it is asked.
 */
import { type ConnectorOverview, heartbeatLength, type Overview, rateBuckets } from '../../../src/api/overview.ts';
import { systemTools } from '../../../src/host/system-tools.ts';
import { startWeb } from '../../../src/host/web/start-web.ts';
import { silentLogger } from '../../../src/testing/index.ts';
import { madeUpConsole, overviewOf, overviewRow } from '../../host/web/made-up-console.ts';

const [count = '500', stateDirectory = '.'] = process.argv.slice(2);
const logger = silentLogger();
const tools = systemTools(logger);

const first = Array.from({ length: Number(count) }, (_, number) =>
  overviewRow({
    id: `soc-${number}`,
    name: `SOC ${number}`,
    status: number % 9 === 0 ? 'Active (catching up)' : 'Active',
  }),
);

let tick = 0;

/** As after one more poll of every connector. */
function overview(): Overview {
  tick += 1;
  return overviewOf(first.map(afterPolls), { at: new Date().toISOString(), summary: `${count} connectors are well.` });
}

function afterPolls(row: ConnectorOverview, number: number): ConnectorOverview {
  const nowMs = Date.now();
  const at = new Date(nowMs).toISOString();
  const polls = Array.from({ length: Math.min(tick, heartbeatLength) }, (_, age) => tick - age).toReversed();
  return {
    ...row,
    lastPollAt: at,
    lastSuccessAt: at,
    lastEventAt: at,
    lagMs: (number + tick) % 7 === 0 ? 0 : 1000 * ((number + tick) % 50),
    nextAttemptAt: new Date(nowMs + 1000).toISOString(),
    recordsPerSecond: (number * tick) % 97,
    counters: { ...row.counters, accepted: tick * (number + 1), polls: tick },
    beats: polls.map((poll) => ({
      at: new Date(nowMs - (tick - poll) * 1000).toISOString(),
      outcome: (poll + number) % 11 === 0 ? 'failed' : 'ok',
      records: poll % 50,
      ms: 120,
    })),
    rate: Array.from({ length: rateBuckets }, (_, minute) => (minute * (number + 1) + tick) % 60),
  };
}

const web = await startWeb({
  listen: { host: '127.0.0.1', port: 0 },
  hosts: [],
  tls: undefined,
  access: [],
  console: madeUpConsole({ overview }),
  stateDirectory,
  status: overview,
  metricsText: async () => '',
  clock: tools.clock,
  random: tools.random,
  logger,
});
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit());
process.send?.({ signInUrl: web.signInUrl });
