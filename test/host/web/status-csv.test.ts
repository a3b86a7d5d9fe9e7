import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, statusCsv } from '../../../src/host/web/status-csv.ts';
import { overviewOf, overviewRow } from './made-up-console.ts';

test('the status as a table', () => {
  const gauges = { waiting: 4, certifiedToMs: Date.parse('2026-03-02T06:00:00.000Z'), mismatches: 0 };
  const row = overviewRow({
    name: 'SOC, "EU"',
    gauges,
    lagMs: 1500,
    deadLetters: 3,
    lastEventAt: '2026-03-02T07:00:00.000Z',
  });
  expect(statusCsv(overviewOf([row]))).toBe(
    [
      '"id","connector","source","origin","tenant","destination","status","reason","error_code","error","remedy",' +
        '"last_event","last_success","lag_seconds","records_per_second","records","set_aside","waiting","certified_to",' +
        '"mismatches","drift","next_poll"',
      '"soc-eu","SOC, ""EU""","xdr-incidents","saved","https://api-secret-tenant.xdr.us.paloaltonetworks.com",' +
        '"http://collector.internal:4318/v1/logs","Active","A reason.",,,,' +
        '"2026-03-02T07:00:00.000Z",,1.5,0,0,3,4,"2026-03-02T06:00:00.000Z",0,,',
      '',
    ].join('\r\n'),
  );
});

test.for([
  ['plain', '"plain"'],
  ['', '""'],
  ['a "b"', '"a ""b"""'],
  ['=1+1', `"'=1+1"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['\tx', `"'\tx"`],
  [' =1', `"' =1"`],
  ['\u200B=1', `"'\u200B=1"`],
  ['\u202E=1', `"'\u202E=1"`],
  ['\uFEFF=1', `"'\uFEFF=1"`],
  ['\uFF1D1', `"'\uFF1D1"`],
  ['"=1', `"'""=1"`],
  ['a=1', '"a=1"'],
  ['a\r\n=1', '"a\r\n=1"'],
])('%j is the cell %j', ([text = '', cell]) => {
  expect(csvCell(text)).toBe(cell);
});

test('a number is a number, whatever its sign', () => {
  expect([csvCell(-1.5), csvCell(0), csvCell(null)]).toEqual(['-1.5', '0', '']);
});

test('no text ends its cell, and every one comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const cell = csvCell(text);
      expect(cell).toMatch(/^"(?:[^"]|"")*"$/);
      const back = cell.slice(1, -1).replaceAll('""', '"');
      expect([text, `'${text}`]).toContain(back);
      expect(back).not.toMatch(/^[\s=+\-@]*[=+\-@]/);
    }),
  );
});
