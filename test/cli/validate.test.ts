import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { manifest } from '../../src/plugin/manifest.ts';
import { workplace } from './workplace.ts';

const mistaken = `connectors:
  - id: soc
    source: xdr-incident
    api_key: \${env:CORTEX_KEY}
  - id: Soc 2
    source: xdr-incidents
  - id: soc-3
    source: xdr-incidents
    fqdn: acme.xdr.eu.paloaltonetworks.com
    api_key_id: "12"
    api_key: a-literal-secret-0123456789
    pol_interval: 60s
`;

describe('validate', () => {
  test('says of a right configuration what it holds, and asks nobody', async () => {
    const place = await workplace();
    const { code, stdout } = await place.run('validate');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${place.config} is right: 1 connector (soc)\n` });
    expect(place.tenant.requests).toEqual([]);
  });

  test('says of one without connectors that the console is where they come from', async () => {
    const place = await workplace();
    await writeFile(place.config, 'web: { listen: 127.0.0.1:0 }\n');
    const { code, stdout } = await place.run('validate');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${place.config} is right: no connectors, they are added in the console\n`,
    });
  });

  test('names every mistake: file, line and column, what is allowed, and the nearest right name', async () => {
    const place = await workplace();
    await writeFile(place.config, mistaken);
    const { code, stdout, stderr } = await place.run('validate');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${place.config}:3:5: connectors[0].source: is no known source`);
    const ids = manifest.sources.map(({ id }) => id).join(', ');
    expect(stderr).toContain(`allowed: ${ids}; did you mean xdr-incidents?`);
    expect(stderr).toContain(`${place.config}:5:5: connectors[1].id: must be 1 to 64 of a-z, 0-9 and -`);
    expect(stderr).toContain('did you mean poll_interval?');
    expect(stderr).not.toContain('a-literal-secret');
  });

  test('--json holds the same, on standard output', async () => {
    const place = await workplace();
    await writeFile(place.config, mistaken);
    const { code, stdout } = await place.run('validate', '--json');
    expect(code).toBe(2);
    const { ok, problems } = JSON.parse(stdout) as { ok: boolean; problems: readonly unknown[] };
    expect(ok).toBe(false);
    expect(problems).toContainEqual(
      expect.objectContaining({ path: 'connectors[0].source', line: 3, suggested: 'xdr-incidents' }),
    );
  });
});

test('a rule that drops what a record is recognised by is refused, and the id is named', async () => {
  const place = await workplace();
  await place.configure({ connector: { privacy: { drop: ['case_id'] } } });
  const { code, stderr } = await place.run('validate');
  expect(code).toBe(2);
  expect(stderr).toContain('connectors[0].privacy: drops case_id, by which a record is recognised');
});

test('settings of several sources bring no warning where they are right for one, and one where they are for none', async () => {
  const place = await workplace();
  const several = { source: undefined, sources: ['xdr-incidents', 'xdr-alerts', 'xsoar-audit'], enrich: 'alerts' };
  const privacy = { mask: ['AUDIT_OWNER_EMAIL', 'user_name', 'notse'] };
  await place.configure({ connector: { ...several, privacy } });
  const { code, stdout, stderr } = await place.run('validate');
  expect(code).toBe(0);
  expect((stdout + stderr).match(/is no field|names fields of other|comes twice/g)).toEqual([
    'comes twice',
    'is no field',
  ]);
});

test('a run of a wrong configuration ends with 2 before it touches anything', async () => {
  const place = await workplace();
  await writeFile(place.config, mistaken);
  const { code, stderr } = await place.run('run');
  expect(code).toBe(2);
  expect(stderr).toContain(`${place.config}:3:5`);
});
