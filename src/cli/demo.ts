import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainText } from '../shared/plain-text.ts';
import type { ReceivedRecord } from '../testing/index.ts';
import type { Command, CommandContext, JsonOptions } from './command-context.ts';
import { balanceOf, type Balance } from './demo/balance.ts';
import { type DemoHost, startDemoHost } from './demo/demo-host.ts';
import { openDemoWorld, type DemoWorld } from './demo/demo-world.ts';
import { createShow, type Show } from './demo/show.ts';
import { makeTrouble } from './demo/troubles.ts';
import { exitCodes } from './exit-code.ts';
import { printableJson } from './printable-json.ts';
import { statusTable } from './status-table.ts';

export interface DemoOptions extends JsonOptions {
  /** Milliseconds. */
  readonly for?: number;
}

/** Where nobody watches, milliseconds. */
const unwatchedMs = 20_000;
/** How long everything may take to arrive once nothing happens any more, milliseconds. */
const settleMs = 30_000;

/** Shows the whole thing at work on a made-up tenant; ends with the proof that nothing is missing. */
export const demo: Command<DemoOptions> = async (options, context) => {
  const { terminal, clock } = context;
  const show: Show = options.json ? { tell: () => {}, block: () => {} } : createShow(terminal);
  const directory = await mkdtemp(join(tmpdir(), 'cortex-otel-demo-'));
  const world = await openDemoWorld(clock, recordsShown(show));
  try {
    introduce(world, directory, show);
    const running = await startDemoHost(directory, world, context);
    show.tell(invitation(running, context));
    let wasOperated = false;
    try {
      await play({ world, running, show, forMs: options.for }, context);
      await settled(world, context);
      show.block(blockOf(running, world, context));
      wasOperated = await running.wasOperated();
    } finally {
      await running.close();
    }
    return conclude({ ...balance(world, context), wasOperated }, options, context);
  } finally {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
};

function introduce({ tenant, endpoint, key }: DemoWorld, directory: string, show: Show): void {
  show.tell(`A made-up Cortex tenant          ${tenant.url}
A made-up OTLP endpoint          ${endpoint.url}
Its API key (to add a connector) ${key.key}, ID ${key.id}
Configuration and checkpoints    ${directory} (removed at the end)

Its day goes on: incidents are opened and changed, people sign in. Trouble comes and goes.
`);
}

/** Where to look on, and what to type elsewhere. */
function invitation({ where, file }: DemoHost, { env }: CommandContext): string {
  const program = env['npm_lifecycle_event'] === 'demo' ? 'npm run -s cortex-otel --' : 'cortex-otel';
  return `The console                      ${where.signInUrl}
Commands, in a second terminal   ${program} command search-hosts --config ${file}
                                 (more: docs/running-commands.md, and under Commands in the console)
`;
}

const briefly = 4;

/** The first record in full, the next ones a line each: then one knows what they look like. */
function recordsShown(show: Show): (record: ReceivedRecord) => void {
  let count = 0;
  return (record) => {
    count += 1;
    if (count === 1) show.tell(`The first record, as the endpoint received it:\n${printableJson(record, 2)}\n`);
    else if (count <= briefly) show.tell(lineOf(record));
    else if (count === briefly + 1) show.tell('… and so on.\n');
  };
}

function lineOf({ timeUnixNano, severityText, eventName, attributes }: ReceivedRecord): string {
  const time = new Date(Number(BigInt(timeUnixNano) / 1_000_000n)).toISOString();
  const about = attributes['paloalto.cortex.incident.description'] ?? attributes['paloalto.cortex.audit.description'];
  return plainText([time, severityText, eventName, typeof about === 'string' ? about : ''].join(' ')).slice(0, 100);
}

interface Playing {
  readonly world: DemoWorld;
  readonly running: DemoHost;
  readonly show: Show;
  readonly forMs: number | undefined;
}

/** Lets the day go on, with its troubles, until it is time to end. */
async function play({ world, running, show, forMs }: Playing, context: CommandContext): Promise<void> {
  const { clock, terminal } = context;
  const over = new AbortController();
  const until = AbortSignal.any([context.signal, over.signal]);
  const lastsMs = forMs ?? (terminal.outIsTerminal ? undefined : unwatchedMs);
  // Where nobody watches, once within each of the first troubles.
  const everyMs = terminal.outIsTerminal ? 500 : 5500;
  const showing = async () => {
    while (!until.aborted) {
      await clock.sleep(everyMs, until).catch(() => undefined);
      if (!until.aborted) show.block(blockOf(running, world, context));
    }
  };
  const ending = async () => {
    if (lastsMs !== undefined) await clock.sleep(lastsMs, until).catch(() => undefined);
    if (lastsMs !== undefined) over.abort();
  };
  await Promise.all([
    world.goOn(until),
    makeTrouble(world, clock, (text) => show.tell(text), until),
    showing(),
    ending(),
  ]);
  show.tell('The day ends here; what is still on its way arrives.');
}

function blockOf({ host }: DemoHost, world: DemoWorld, context: CommandContext): string {
  const { incidents, audits, delivered, missing } = balance(world, context);
  const held = incidents + audits;
  const lines = [
    `The tenant holds ${held} records (${incidents} incidents, ${audits} audit entries).`,
    `Delivered: ${held - missing.length}, still missing: ${missing.length}. With earlier versions of incidents: ${delivered}.`,
  ];
  if (context.terminal.outIsTerminal && !context.signal.aborted) lines.push('Ctrl-C ends the demo.');
  return `${statusTable(host.status(), context.terminal.style)}\n\n${lines.join('\n')}`;
}

function balance({ tenant, endpoint }: DemoWorld, { clock }: CommandContext): Balance {
  return balanceOf(tenant.model, endpoint.received(), clock.now());
}

async function settled(world: DemoWorld, context: CommandContext): Promise<void> {
  const arrived = () => balance(world, context).missing.length === 0;
  await world.endpoint.until(arrived, AbortSignal.timeout(settleMs)).catch(() => undefined);
}

interface End extends Balance {
  /** Whoever pauses connectors or adds some changes what arrives, and how often. */
  readonly wasOperated: boolean;
}

function conclude({ wasOperated, ...end }: End, { json }: DemoOptions, { terminal }: CommandContext): number {
  const { incidents, audits, delivered, missing, repeated } = end;
  const held = incidents + audits;
  const isRight = missing.length + repeated.length === 0;
  if (json) terminal.out(JSON.stringify({ ok: isRight || wasOperated, ...end }, null, 2));
  else if (isRight) {
    const proof = `Nothing is missing: each of the ${held} records was delivered exactly once.`;
    const others = `With the versions of incidents seen before they changed: ${delivered}, none twice.`;
    terminal.out(terminal.style('green', `\n${proof}\n${others}`));
  } else if (wasOperated) {
    const arrived = `With what was done meanwhile, ${held - missing.length} of ${held} records were delivered.`;
    const again = 'more than once, as happens where connectors are added, or a period is replayed or sent.';
    terminal.out(`\n${arrived}\nEarlier versions of incidents counted, ${repeated.length} came ${again}`);
  } else {
    terminal.out(`\n${missing.length} records are missing, ${repeated.length} came more than once:`);
    for (const name of [...missing, ...repeated]) terminal.out(`  ${name}`);
  }
  return isRight || wasOperated ? exitCodes.done : exitCodes.failed;
}
