import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findSecrets } from './secret-search.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => site.close());

/** As a key really looks, and one that holds what YAML, URLs and JSON give a meaning to. */
const plain = 'Zk9'.repeat(42);
const key = 'CANARY+9f/8e=7d%6c&5b?4a#39~28$17:06;95,84|73"62\\51';

async function validated(yaml: string): Promise<string> {
  writeFileSync(site.config, yaml);
  const found = await Promise.all([site.finished(['validate']), site.finished(['validate', '--json'])]);
  return found.map(({ stdout, stderr }) => stdout + stderr).join('\n');
}

function leaks(text: string): readonly string[] {
  return findSecrets([{ where: 'output', bytes: Buffer.from(text) }], { key, plain });
}

const others = {
  source: 'xdr-incidents',
  fqdn: 'acme.xdr.eu.paloaltonetworks.com',
  api_key_id: '7',
  api_key: 'other'.repeat(9),
};

const fields = (
  'name source fqdn domain_name server_url api_key_id key_type poll_interval overlap request_timeout ' +
  'requests_per_second batch_size backfill_start_time body privacy privacy_key proxy ca_file'
).split(' ');

/** Settings of a connector that are wrong, by what is wrong with them. */
const misplaced: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...Object.fromEntries(fields.map((field) => [field, { [field]: key }])),
  ...Object.fromEntries(fields.map((field) => [`${field} plain`, { [field]: plain }])),
  id: { id: key },
  sources: { source: undefined, sources: [key, plain] },
  'user of a server': { fqdn: undefined, server_url: `https://${plain}@cortex.corp.example` },
  'query of a server': { fqdn: undefined, server_url: `https://cortex.corp.example/?key=${plain}` },
  'path of a server': { fqdn: undefined, server_url: `https://cortex.corp.example/${plain}` },
  'name of a setting': { [key]: null },
  'name of a setting, plain': { [plain]: null },
  'value and name in one': { [`api_key:${plain}`]: null },
  variable: { api_key: `\${env:${plain}}` },
  file: { api_key: `\${file:${plain}}` },
  'reference without an end': { api_key: `\${${key}` },
  'reference of no kind': { api_key: `\${${key}}` },
  list: { api_key: [key] },
  map: { api_key: { [key]: key } },
  'privacy rules': { privacy: { [key]: key, [plain]: plain, drop: [key, plain], mask: { [key]: plain } } },
  'a line of privacy rules': { privacy: `drop: ${plain}..; mask: ${key}; ${plain}: notes` },
};

test('a key in any wrong setting of a connector is not repeated', async () => {
  const connectors = Object.values(misplaced).map((own, index) => ({ id: `c${index}`, ...others, ...own }));
  const printed = await validated(JSON.stringify({ connectors }));
  // Something was said of every one of them.
  const silent = Object.keys(misplaced).filter((_, index) => !printed.includes(`connectors[${index}]`));
  expect(silent).toEqual([]);
  expect(leaks(printed)).toEqual([]);
});

const endpoint = 'https://otlp.example.com';
const text = (lines: readonly string[]) => ['connectors:', '  - id: soc', ...lines, ''].join('\n');
const withOtlp = (otlp: unknown) => JSON.stringify({ connectors: [{ id: 'soc', ...others }], destination: { otlp } });

describe('a key in the wrong place of the file is not repeated', () => {
  test.for<[where: string, yaml: string]>([
    ['endpoint', withOtlp({ endpoint: `https://${plain}@otlp.example.com/${plain}` })],
    ['headers', withOtlp({ endpoint, headers: key, encoding: key, compression: plain, timeout: key })],
    ['list of headers', withOtlp({ endpoint, headers: [`Authorization: ${key}`], ca_file: plain })],
    ['name of a header', withOtlp({ endpoint, headers: { [key]: 'x', [`Bearer ${plain}`]: 'x', [plain]: 'x\n' } })],
    ['header of two lines', withOtlp({ endpoint, headers: { authorization: `${key}\n${plain}` } })],
    ['name of a setting of the host', JSON.stringify({ connectors: [], [plain]: 1, [key]: 2, log: { level: key } })],
    ['no space after the colon', text([`    api_key:${plain}`, '    source: xdr-incidents'])],
    ['no space after the last colon', text(['    source: xdr-incidents', `    api_key:${plain}`])],
    ['flow without a space', `connectors: [{id: soc, api_key:${plain}}]`],
    ['no colon', text([`    api_key ${plain}`, '    source: xdr-incidents'])],
    ['no quotes', text([`    api_key: ${key}`, `    api_key_id: ${key}`])],
    ['open quotes', text([`    api_key: "${plain}`, '    source: xdr-incidents'])],
    ['a tag', text([`    api_key: !${plain}`])],
    ['an alias', text([`    api_key: *${plain}`])],
    ['an anchor', text([`    api_key: &${plain}`, `    fqdn: *${plain}x`])],
    ['a percent sign', text([`    api_key: %${plain}`])],
    ['twice the key of a map', text([`    ${plain}: 1`, `    ${plain}: 2`])],
    ['a tab', text([`\tapi_key: ${plain}`])],
    ['a directive', `%${plain}\nconnectors: []\n`],
    ['alone', plain],
  ])('%s', async ([, yaml]) => {
    const printed = await validated(yaml);
    expect(printed).toContain('cannot be used');
    expect(leaks(printed)).toEqual([]);
  });
});
