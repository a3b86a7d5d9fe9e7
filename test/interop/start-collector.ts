import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Collector {
  /** Base address, such as http://127.0.0.1:41234. */
  readonly endpoint: string;
  /** Ends it, and gives what its file exporter wrote: one OTLP/JSON request a line. */
  stop(): Promise<string>;
  /** Ends it without asking. Harmless after {@link stop}. */
  [Symbol.dispose](): void;
}

/**
 * Runs a Collector with one pipeline, OTLP over HTTP on a free loopback port to a file in `directory`, without a
 * batch processor or queue: its 200 means that the record is in the file's buffer.
 * @throws Error with the Collector's own last words when it does not get ready.
 */
export async function startCollector(binary: string, directory: string): Promise<Collector> {
  const output = join(directory, 'exported.jsonl');
  const configuration = join(directory, 'collector.yaml');
  await writeFile(configuration, JSON.stringify(pipeline(output)));
  const child = spawn(binary, ['--config', `file:${configuration}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const endpoint = await readiness(child);
  return {
    endpoint,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      if (code !== 0) throw new Error(`the Collector ended with ${String(code)}`);
      return readFile(output, 'utf8');
    },
    [Symbol.dispose]() {
      child.kill('SIGKILL');
    },
  };
}

function pipeline(path: string): object {
  return {
    receivers: { otlp: { protocols: { http: { endpoint: '127.0.0.1:0' } } } },
    exporters: { file: { path } },
    service: {
      pipelines: { logs: { receivers: ['otlp'], exporters: ['file'] } },
      telemetry: { metrics: { level: 'none' }, logs: { encoding: 'json' } },
    },
  };
}

/** The port is the system's choice: the Collector tells it in its log, and says there when it is ready. */
async function readiness(child: ChildProcess & { readonly stderr: NodeJS.ReadableStream }): Promise<string> {
  const lines: string[] = [];
  let endpoint: string | undefined;
  // The listener stays for the Collector's life: an unread pipe would fill up and block it.
  const log = createInterface({ input: child.stderr });
  const ready = new Promise<string>((resolve, reject) => {
    log.on('line', (line) => {
      lines.push(line);
      if (line.includes('Starting HTTP server')) endpoint = `http://${addressIn(line)}`;
      if (line.includes('Everything is ready') && endpoint) resolve(endpoint);
    });
    log.on('close', () => reject(new Error(`the Collector did not start:\n${lines.slice(-20).join('\n')}`)));
    child.on('error', reject);
  });
  return ready;
}

function addressIn(line: string): string {
  const { endpoint } = JSON.parse(line) as { endpoint?: unknown };
  return String(endpoint);
}
