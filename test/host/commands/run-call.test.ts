import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { runCall } from '../../../src/host/commands/run-call.ts';
import { otlpFault } from '../../../src/testing/index.ts';
import { type LimitedDisk, mountLimitedDisk } from '../../end-to-end/limited-disk.ts';
import { callBench, type CallBench, failure, numbersCommand, secret } from './call-bench.ts';

let bench: CallBench;
beforeEach(async () => void (bench = await callBench()));
afterEach(async () => bench.close());

const fine = numbersCommand(async () => ({ keyFields: { sum: 14 } }));
const look = { name: 'see-numbers', access: 'read' } as const;

describe('a call', () => {
  test('is in the journal before the command does anything, and what came of it after', async () => {
    const seen: unknown[] = [];
    const command = numbersCommand(async () => {
      seen.push((await bench.history()).map(({ state, start }) => [state, start.command]));
      return { keyFields: { sum: 14 } };
    });
    const { id, result } = await bench.run(command, { numbers: [7] });
    expect(seen).toEqual([[['running', 'double-numbers']]]);
    expect(result.keyFields).toEqual({ sum: 14 });
    expect(await bench.history()).toMatchObject([
      {
        state: 'ended',
        start: { id, actor: 'ana', via: 'program', host: 'desk', input: { numbers: [7] }, access: 'write' },
        end: { outcome: 'Successful', keyFields: { sum: 14 }, error: null },
        settled: { start: true, end: true },
      },
    ]);
  });

  test('is told of by two records, with who and what, from the origin of the connector', async () => {
    const result = { returnData: 'Partially Successful' as const, failures: [failure('unknown')] };
    const file = { name: 'a.zip', path: '/home/ana/a.zip', bytes: 7, sha256: 'abc' };
    const { id, audit } = await bench.run(
      numbersCommand(async () => ({ ...result, files: [file] })),
      { numbers: [7] },
    );
    expect(audit).toBe('told');
    const [started, finished] = bench.endpoint.received();
    const who = {
      'user.name': 'ana',
      'cortex_otel.command.name': 'double-numbers',
      'cortex_otel.command.access': 'write',
      'cortex_otel.command.call_id': id,
      'cortex_otel.command.via': 'program',
      'cortex_otel.command.host': 'desk',
      'cortex_otel.connector.id': 'soc',
    };
    expect(started).toMatchObject({ eventName: 'cortex_otel.command.started', severityNumber: 12, attributes: who });
    expect(finished).toMatchObject({
      eventName: 'cortex_otel.command.finished',
      severityNumber: 17,
      resource: { 'service.name': 'cortex-xdr' },
      attributes: {
        ...who,
        'cortex_otel.command.outcome': 'Partially Successful',
        'cortex_otel.command.failures': 1,
        'cortex_otel.command.unknown_outcomes': 1,
        'cortex_otel.command.files.sha256': ['abc'],
        'error.type': 'API-5xx',
      },
    });
    expect(JSON.stringify(finished)).toContain('Add it to itself.');
    expect(JSON.stringify(finished)).not.toContain('/home/ana');
  });

  test.for<[access: 'read' | 'write', outcome: 'Successful' | 'Failed', severities: readonly number[]]>([
    ['read', 'Successful', [9, 9]],
    ['read', 'Failed', [9, 13]],
    ['write', 'Successful', [12, 12]],
    ['write', 'Failed', [12, 17]],
  ])('of %s that is %s has a severity to match', async ([access, returnData, severities]) => {
    await bench.run(numbersCommand(async () => ({ returnData }), { access }));
    expect(bench.endpoint.received().map(({ severityNumber }) => severityNumber)).toEqual(severities);
  });

  test('keeps no secret: neither one that is known, nor one the schema or a name tells of', async () => {
    const input = { numbers: [7], pin: 'PIN-4711', note: `with ${secret}`, values: { password: 'hunter2' } };
    await bench.run(
      numbersCommand(async () => ({ returnData: 'Failed', failures: [failure('not done')] })),
      input,
    );
    const kept = JSON.stringify(await bench.history()) + JSON.stringify(bench.endpoint.received());
    expect(kept).toContain('"numbers":[7]');
    for (const text of [secret, 'PIN-4711', 'hunter2']) expect(kept).not.toContain(text);
  });

  test('of a connector that keeps fields back tells nothing that came of the tenant', async () => {
    const came = {
      keyFields: { host_names: ['pc-ana'] },
      failures: [{ ...failure('unknown'), message: 'pc-ana is two' }],
    };
    await bench.run(
      numbersCommand(async () => ({ ...came, confidential: true })),
      { numbers: [7] },
    );
    expect(JSON.stringify(bench.endpoint.received())).toContain('"unknown"');
    expect(JSON.stringify(bench.endpoint.received())).not.toContain('pc-ana');
    // What operators see on this machine is theirs.
    expect((await bench.history())[0]?.end).toMatchObject({ keyFields: came.keyFields, failures: came.failures });
  });

  test('with a result beyond all measure keeps the beginning of it', async () => {
    const failures = Array.from({ length: 250 }, () => failure('not done'));
    const keyFields = { small: 1, large: 'x'.repeat(200_000), other: 'y'.repeat(100_000) };
    await bench.run(
      numbersCommand(async () => ({ failures, keyFields })),
      { names: Array.from({ length: 10 }, () => 'z'.repeat(100_000)) },
    );
    const [call] = await bench.history();
    expect(call?.end).toMatchObject({ moreFailures: 150, keyFields: { small: 1 } });
    expect(JSON.stringify(call).length).toBeLessThan(400_000);
  });

  test('with a long script and a thousand hosts tells of every one of them, and which script it was', async () => {
    const script = `${'#'.repeat(500_000)} é`;
    const hosts = Array.from({ length: 1000 }, (_, at) => `host-${String(at).padStart(58, '0')}`);
    await bench.run(
      numbersCommand(async () => ({ keyFields: { hosts } })),
      { script, hosts },
    );
    const sha256 = createHash('sha256').update(script).digest('hex');
    for (const { body } of bench.endpoint.received()) {
      expect(body).toMatchObject({
        input: { hosts, script: expect.stringContaining(`… (500002 characters, SHA-256 ${sha256})`) as string },
      });
    }
    expect(bench.endpoint.received().at(-1)?.body).toMatchObject({ key_fields: { hosts } });
  });

  test('with more failures than are kept tells of how many nobody knows whether they were done', async () => {
    const failures = Array.from({ length: 250 }, (_, at) => failure(at < 50 ? 'not done' : 'unknown'));
    await bench.run(numbersCommand(async () => ({ returnData: 'Failed', failures })));
    expect(bench.endpoint.received().at(-1)?.attributes).toMatchObject({
      'cortex_otel.command.failures': 250,
      'cortex_otel.command.unknown_outcomes': 200,
    });
  });

  test('with a secret where a long text is cut shows nothing of it', async () => {
    await bench.run(fine, { script: `${'#'.repeat(16_380)}${secret}${'#'.repeat(99)}` });
    expect(JSON.stringify(bench.endpoint.received())).not.toContain('CANA');
  });
});

describe('a call that comes to no result', () => {
  const ended = async () => (await bench.history()).map(({ state, end }) => [state, end?.outcome, end?.error]);

  test('for a wrong input is not recorded: nothing was tried', async () => {
    await expect(bench.run(fine, 'wrong')).rejects.toMatchObject({ code: 'CMD-901', kind: 'config' });
    expect(await bench.history()).toEqual([]);
  });

  test('because the configuration does not allow it is recorded as refused', async () => {
    const refused = new ConnectorError('config', 'not allowed', { code: 'CMD-902' });
    await expect(bench.run(numbersCommand(() => Promise.reject(refused)))).rejects.toBe(refused);
    expect(await ended()).toEqual([['ended', 'Refused', { kind: 'config', code: 'CMD-902', message: 'not allowed' }]]);
    expect(bench.endpoint.received().at(-1)?.attributes['cortex_otel.command.outcome']).toBe('Refused');
  });

  test('because whoever ran it left is recorded as interrupted', async () => {
    const [left, reason] = [new AbortController(), new DOMException('ended by SIGINT', 'AbortError')];
    const command = numbersCommand(async (_, signal) => {
      left.abort(reason);
      signal.throwIfAborted();
      return {};
    });
    await expect(bench.run(command, {}, left.signal)).rejects.toBe(reason);
    expect(await ended()).toEqual([['ended', 'Interrupted', null]]);
    expect(bench.told()).toEqual(['started', 'finished']);
  });

  test('because whoever is told of it at its beginning throws is recorded as failed, and nothing is sent', async () => {
    const bug = new TypeError('not now');
    let sent = false;
    const command = numbersCommand(async () => ({ confidential: (sent = true) }));
    const onBegun = () => {
      throw bug;
    };
    await expect(runCall(command, {}, { ...bench.parts, onBegun }, new AbortController().signal)).rejects.toBe(bug);
    expect({ sent, ended: await ended() }).toMatchObject({ sent: false, ended: [['ended', 'Failed', {}]] });
  });

  test('because of a bug is recorded as failed, without its words', async () => {
    const bug = new TypeError(`cannot read ${secret}`);
    await expect(bench.run(numbersCommand(() => Promise.reject(bug)))).rejects.toBe(bug);
    expect(await ended()).toEqual([['ended', 'Failed', { kind: 'bug', message: 'an internal error' }]]);
  });
});

describe('where the journal cannot be used', () => {
  const spoil = async () => {
    await mkdir(bench.state, { mode: 0o700 });
    await writeFile(join(bench.state, 'commands.sqlite'), '', { mode: 0o600 });
    await chmod(join(bench.state, 'commands.sqlite'), 0o644);
  };

  test('nothing that changes something is sent', async () => {
    await spoil();
    let sent = false;
    const command = numbersCommand(async () => {
      sent = true;
      return {};
    });
    await expect(bench.run(command)).rejects.toMatchObject({
      kind: 'state',
      message: expect.stringContaining('double-numbers was not sent') as string,
    });
    expect({ sent, told: bench.told() }).toEqual({ sent: false, told: [] });
  });

  test('what only looks goes on where the destination has taken that it begins, and says so first', async () => {
    await spoil();
    const { audit } = await bench.run(numbersCommand(async () => ({}), look));
    expect(bench.unrecorded).toMatchObject([{ kind: 'state' }]);
    expect({ audit, told: bench.told() }).toEqual({ audit: 'told', told: ['started', 'finished'] });
  });

  test('what came of it is lost where the destination takes no more of it', { timeout: 20_000 }, async () => {
    await spoil();
    const command = numbersCommand(async () => {
      bench.endpoint.faults.add(otlpFault.status(503));
      return {};
    }, look);
    const { audit } = await bench.run(command);
    expect({ audit, told: bench.told() }).toEqual({ audit: 'lost', told: ['started'] });
  });

  test.for<[how: string, trouble: Parameters<CallBench['endpoint']['faults']['add']>[0]]>([
    ['is down', otlpFault.status(503)],
    ['rejects its record', otlpFault.partialSuccess(1)],
  ])('what only looks is not sent either while the destination %s', { timeout: 20_000 }, async ([, trouble]) => {
    await spoil();
    bench.endpoint.faults.add(trouble);
    let sent = false;
    const command = numbersCommand(async () => ({ confidential: (sent = true) }), look);
    await expect(bench.run(command)).rejects.toMatchObject({
      kind: 'state',
      message: expect.stringContaining('can neither be recorded nor delivered at once') as string,
    });
    expect({ sent, told: bench.told(), unrecorded: bench.unrecorded }).toEqual({
      sent: false,
      told: [],
      unrecorded: [],
    });
  });
});

describe('where the destination does not take the audit records', () => {
  const due = async () => (await bench.journal.due('soc', 10)).map(({ phase }) => phase);

  test('they are left to a run, and the call is not kept waiting for long', { timeout: 20_000 }, async () => {
    bench.endpoint.faults.add(otlpFault.status(503));
    const beganMs = performance.now();
    const { audit } = await bench.run(fine);
    expect(audit).toBe('due');
    expect(performance.now() - beganMs).toBeLessThan(8000);
    expect(await due()).toEqual(['start', 'end']);
  });

  test('one that it refuses for good is left to a run, which keeps what is refused', async () => {
    bench.endpoint.faults.add(otlpFault.status(400));
    expect((await bench.run(fine)).audit).toBe('due');
    expect(await due()).toEqual(['start', 'end']);
  });

  test('one that it rejects in a partial success is left to a run as well', async () => {
    bench.endpoint.faults.add(otlpFault.partialSuccess(1));
    expect((await bench.run(fine)).audit).toBe('due');
    expect(await due()).toContain('end');
  });

  test.for<[lockedMs: number, audit: string, outcome: string | undefined]>([
    [6500, 'due', 'Successful'],
    [60_000, 'lost', undefined],
  ])(
    'and the journal is locked for %i ms when the call ends, it is %s',
    { timeout: 60_000 },
    async ([lockedMs, audit, outcome]) => {
      let unlock: (() => void) | undefined;
      const command = numbersCommand(async () => {
        bench.endpoint.faults.add(otlpFault.status(503));
        const other = new DatabaseSync(join(bench.state, 'commands.sqlite'));
        other.exec('BEGIN EXCLUSIVE');
        const timer = setTimeout(() => unlock?.(), lockedMs);
        unlock = () => {
          clearTimeout(timer);
          other.close();
          unlock = undefined;
        };
        return {};
      });
      const call = await bench.run(command);
      unlock?.();
      expect(call.audit).toBe(audit);
      expect((await bench.history())[0]?.end?.outcome).toBe(outcome);
    },
  );

  test('what it has taken is told once, whoever tells the rest', async () => {
    const command = numbersCommand(async () => {
      await expect.poll(() => bench.told()).toEqual(['started']);
      bench.endpoint.faults.add(otlpFault.status(401));
      return {};
    });
    await bench.run(command);
    expect(await due()).toEqual(['end']);
  });
});

test('on a full disk nothing that changes something is sent, and what only looks goes on', async ({ skip }) => {
  await bench.run(fine);
  const disk = await fullDisk(bench.state);
  if (!disk) return skip('this user cannot have a disk');
  try {
    let sent = 0;
    const count = async () => ({ records: (sent++, []) });
    await expect(bench.run(numbersCommand(count))).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
    expect({ sent, told: bench.told() }).toEqual({ sent: 0, told: ['started', 'finished'] });
    await bench.run(numbersCommand(count, look));
    expect({ sent, unrecorded: bench.unrecorded.length, told: bench.told().length }).toEqual({
      sent: 1,
      unrecorded: 1,
      told: 4,
    });
  } finally {
    disk.remove();
  }
});

/** The same journal on a disk without a free byte. */
async function fullDisk(state: string): Promise<LimitedDisk | undefined> {
  const journal = await readFile(join(state, 'commands.sqlite'));
  const disk = mountLimitedDisk(state, 128);
  if (!disk) return undefined;
  await writeFile(join(state, 'commands.sqlite'), journal, { mode: 0o600 });
  disk.fill();
  return disk;
}
