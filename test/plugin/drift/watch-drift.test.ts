import { describe, expect, test } from 'vitest';
import type { KnownField } from '../../../src/plugin/sources/known-field.ts';
import { privacyOf } from '../privacy/privacy-of.ts';
import { drifting, startMs, times } from './drift-watcher.ts';

const fields: readonly KnownField[] = [
  { name: 'id', types: ['text'] },
  { name: 'status', types: ['text'], values: ['new', 'resolved_other'] },
  { name: 'score', types: ['number'] },
  { name: 'hosts', types: ['list', 'text'] },
  { name: 'custom', types: ['object'] },
];
const usual = { id: '1', status: 'new', score: 7, hosts: ['a'], custom: {} };

describe('a finding', () => {
  test('is there for each field, type and word that nobody knows, and for nothing else', async () => {
    const { look, told } = drifting({ fields });
    await look([
      usual,
      { ...usual, status: null, score: null },
      { ...usual, status: 'NEW', hosts: 'a' },
      'no object',
      null,
    ]);
    expect(await told()).toEqual([]);
    await look([{ ...usual, invented: 1, score: '7', status: 'resolved_by_magic' }]);
    expect(await told()).toEqual(
      expect.arrayContaining([
        'new-field invented (1)',
        'new-type score=text (1)',
        'new-value status=resolved_by_magic (1)',
      ]),
    );
    expect(await told()).toHaveLength(3);
  });

  test('counts the records it was seen in, with the first time, the last, and a shape of what was there first', async () => {
    const { look, findings } = drifting({ fields });
    await look([{ ...usual, invented: 'Ann 7' }, { ...usual, invented: 'Bob' }, usual]);
    await look([usual]);
    await look([{ ...usual, invented: null }]);
    expect(await findings()).toEqual([
      {
        kind: 'new-field',
        field: 'invented',
        sample: 'aaa 9',
        firstSeenMs: startMs,
        lastSeenMs: startMs + 120_000,
        records: 3,
      },
    ]);
  });

  test('keeps its first time over a restart', async () => {
    const before = drifting({ fields });
    await before.look([{ ...usual, invented: 1 }]);
    const after = drifting({ fields, storage: before.storage });
    await after.look([usual]);
    await after.look([{ ...usual, invented: 1 }]);
    expect(await after.findings()).toMatchObject([{ firstSeenMs: startMs, lastSeenMs: startMs + 60_000, records: 2 }]);
  });

  test('is shown as a gauge, and none is made where nothing will be remembered', async () => {
    const { look } = drifting({ fields });
    const item = { ...usual, invented: 1, score: '7' };
    expect(await look([item], { kind: 'look' })).toEqual({ rows: [expect.objectContaining({ item })] });
    expect((await look([item])).gauges).toEqual({ drift: 2 });
    expect((await look([usual])).gauges).toEqual({ drift: 2 });
  });

  test('is none any more once an upgrade knows it', async () => {
    const before = drifting({ fields });
    await before.look([{ ...usual, invented: 1, other: 2, score: '7', status: 'resolved_by_magic' }]);
    const more: readonly KnownField[] = [
      { name: 'id', types: ['text'] },
      { name: 'invented', types: ['number'] },
      { name: 'status', types: ['text'], values: ['new', 'resolved_by_magic'] },
      { name: 'score', types: ['number', 'text'] },
    ];
    const after = drifting({ fields: more, storage: before.storage });
    expect((await after.look([{ id: '1' }])).gauges).toEqual({ drift: 1 });
    expect(await after.told()).toEqual(['new-field other (1)']);
  });

  test('costs nothing to keep while nothing changes', async () => {
    const { look } = drifting({ fields });
    await look(times(500, usual));
    expect((await look(times(500, usual))).storage).toEqual([]);
  });
});

describe('a field is gone', () => {
  const { score: _score, ...without } = usual;

  test('once it was in every record, and in none of the last 500', async () => {
    const { look, told } = drifting({ fields });
    await look(times(500, usual));
    await look(times(499, without));
    expect(await told()).toEqual([]);
    await look(times(1, without));
    expect(await told()).toEqual(['gone-field score (1)']);
    await look(times(20, without));
    expect(await told()).toEqual(['gone-field score (21)']);
  });

  test('and is no finding any more once it is back', async () => {
    const { look, told } = drifting({ fields });
    await look(times(500, usual));
    await look(times(600, without));
    expect((await look([usual])).gauges).toEqual({ drift: 0 });
    expect(await told()).toEqual([]);
    await look(times(600, without));
    expect(await told()).toEqual([]);
  });

  test.for<[string, readonly (readonly [number, object])[]]>([
    [
      'some records have it and some have not',
      [
        [300, usual],
        [10, without],
        [300, usual],
        [900, without],
      ],
    ],
    [
      'it was missing for a while before',
      [
        [500, usual],
        [400, without],
        [1, usual],
        [900, without],
      ],
    ],
    ['no record ever had it', [[1500, without]]],
    [
      'it is null',
      [
        [500, usual],
        [900, { ...usual, score: null }],
      ],
    ],
  ])('but not where %s', async ([, parts]) => {
    const { look, told } = drifting({ fields });
    for (const [count, item] of parts) await look(times(count, item as typeof usual));
    expect(await told()).toEqual([]);
  });

  test('nor where items of another shape come in their place: those are watched from then on', async () => {
    const { look, told } = drifting({
      fields: [...fields, { name: 'case_id', types: ['number'] }, { name: 'tags', types: ['list'] }],
    });
    const [newer, bare] = [{ case_id: 1, tags: [] }, { case_id: 1 }];
    await look(times(500, usual));
    for (let batch = 0; batch < 3; batch += 1) await look([...times(400, newer), ...times(100, usual)]);
    await look(times(1000, newer));
    expect(await told()).toEqual([]);
    await look(times(500, bare));
    expect(await told()).toEqual(['gone-field tags (1)']);
  });

  test('nor where history has none of it', async () => {
    const { look, told } = drifting({ fields });
    await look(times(500, usual));
    await look(times(900, without), { backfill: true });
    expect(await told()).toEqual([]);
  });
});

describe('names within a field', () => {
  test('are learned from the first records, and a later one is a finding', async () => {
    const { look, told } = drifting({ fields });
    await look([...times(499, usual), { ...usual, custom: { team: 'soc' } }]);
    await look([
      { ...usual, custom: { team: 'soc', region: 'eu' } },
      { ...usual, hosts: [{ name: 1 }, { name: 2 }] },
    ]);
    expect(await told()).toEqual(expect.arrayContaining(['new-field custom.region (1)', 'new-field hosts.name (1)']));
  });

  test('are none to tell of where the same name is known of the record itself', async () => {
    const { look, told } = drifting({ fields });
    await look(times(500, usual));
    await look([{ ...usual, custom: { score: 7 } }]);
    expect(await told()).toEqual([]);
  });
});

describe('upstream cannot', () => {
  test('make the list grow without end, nor keep known findings from being counted', async () => {
    const { look, findings, storage } = drifting({ fields });
    for (let batch = 0; batch < 4; batch += 1) {
      const invented = Array.from({ length: 300 }, (_, index) => [`field_${batch}_${index}`, index] as const);
      await look([{ ...usual, ...Object.fromEntries(invented), again: 1, [`only_${batch}`]: 1 }]);
    }
    const found = await findings();
    expect(found).toHaveLength(500);
    expect(found.find(({ field }) => field === 'only_3')).toBeUndefined();
    expect(found.find(({ field }) => field === 'again')?.records).toBe(4);
    expect((await look([{ ...usual, again: 1 }])).gauges).toEqual({ drift: 500 });
    expect((await findings()).find(({ field }) => field === 'again')?.records).toBe(5);
    expect(await storage.size({ name: 'drift', most: 500 })).toBe(500);
  });

  test('fill the list with values of one field', async () => {
    const { look, told } = drifting({ fields });
    for (let batch = 0; batch < 5; batch += 1) {
      await look(Array.from({ length: 10 }, (_, index) => ({ ...usual, status: `status_${batch}_${index}` })));
    }
    const list = await told();
    expect(list).toHaveLength(21);
    expect(list).toContain('new-value status (30)');
  });

  test('show a value that is no word, print with a name, or reach a prototype', async () => {
    const { look, findings } = drifting({ fields });
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as object;
    await look([
      { ...usual, ...hostile, status: 'Ann Smith, 1 Main Road', [`evil\u0000\u202e\ud800${'x'.repeat(500)}`]: 1 },
    ]);
    const found = await findings();
    expect(JSON.stringify(found)).not.toMatch(/Ann|Main|\\u|\u202e/);
    expect(found.map(({ field }) => field)).toContain(`evil???${'x'.repeat(92)}…`);
    expect(found.every(({ field }) => field.length <= 100)).toBe(true);
    await look([JSON.parse('{"__proto__": {"polluted": true}}') as never]);
    expect((await findings()).map(({ field }) => field)).toContain('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

test('a field that a privacy rule hides shows no sample and no value, one that it drops no name', async () => {
  const privacy = privacyOf('mask: status, invented; drop: gone, custom.secret; hash: score');
  const { look, findings } = drifting({ fields, privacy });
  await look(times(500, usual));
  await look([
    { ...usual, status: 'CANARY', invented: 'CANARY', gone: 'CANARY', score: 'CANARY', custom: { secret: 1 } },
  ]);
  expect((await findings()).map(({ kind, field, what, sample }) => ({ kind, field, what, sample }))).toEqual(
    expect.arrayContaining([
      { kind: 'new-value', field: 'status', what: undefined, sample: undefined },
      { kind: 'new-field', field: 'invented', what: undefined, sample: undefined },
      { kind: 'new-type', field: 'score', what: 'text', sample: undefined },
    ]),
  );
  expect(await findings()).toHaveLength(3);
});
