import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../src/cli.ts');
const interrupt = '\u0003';

/** Does something with the link a collector prints on a terminal, which is the only place where the token is printed. */
export async function withPrintedLink(work: (link: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'cortex-otel-terminal-'));
  const config = join(directory, 'cortex.yaml');
  const settings = {
    web: { listen: '127.0.0.1:0' },
    destination: { file: { path: 'records.jsonl' } },
    state: { directory: 'state' },
  };
  writeFileSync(config, JSON.stringify(settings), { mode: 0o600 });
  // Debian's `script` runs it on a terminal of its own.
  const command = `${process.execPath} ${cli} run --config ${config}`;
  const terminal = spawn('script', ['-qfec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await work(await linkOn(terminal));
    const closed = once(terminal, 'close', { signal: AbortSignal.timeout(10_000) });
    terminal.stdin.write(interrupt);
    await closed;
  } finally {
    terminal.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

async function linkOn(terminal: ChildProcess): Promise<string> {
  let shown = '';
  const signal = AbortSignal.timeout(20_000);
  const ended = once(terminal, 'close', { signal }).then(() => true);
  for (;;) {
    const more = terminal.stdout && once(terminal.stdout, 'data', { signal });
    const over = await Promise.race([ended, more?.then(([data]) => void (shown += String(data)))]);
    const [, link] = /(http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)\s/.exec(shown) ?? [];
    if (link !== undefined) return link;
    if (over === true) throw new Error(`it ended without a link: ${shown}`);
  }
}
