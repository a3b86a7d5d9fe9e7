import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressRule, serverAddress, tenantAddress } from '../../../src/plugin/cortex/address.ts';

const origin = 'https://api-acme.xdr.us.paloaltonetworks.com';
const host = 'acme.xdr.us.paloaltonetworks.com';

describe('a tenant address', () => {
  test.each([
    host,
    `api-${host}`,
    `https://${host}`,
    `https://api-${host}`,
    `https://api-${host}/`,
    `HTTPS://API-${host.toUpperCase()}/`,
    `  https://api-${host}/\n`,
    `\t${host}`,
    `${host}.`,
    `https://${host}./`,
    `https://api-${host}/xsoar/public/v1/`,
    `https://${host}/xsoar`,
    `https://api-${host}/public_api/v1/alerts/get_alerts_multi_events`,
    `https://api-${host}/public_api/v1/incidents/get_incidents/`,
    `api-${host}/XDR/public/v1/`,
  ])('normalises %j', (input) => {
    expect(tenantAddress(input)).toMatchObject({ ok: true, origin });
  });

  test.each([
    ['tenant.crtx.eu.paloaltonetworks.com', 'https://api-tenant.crtx.eu.paloaltonetworks.com'],
    ['a-b-1.xdr.uk.paloaltonetworks.com', 'https://api-a-b-1.xdr.uk.paloaltonetworks.com'],
    ['apiacme.xdr.us.paloaltonetworks.com', 'https://api-apiacme.xdr.us.paloaltonetworks.com'],
    ['acme.xdr.federal.paloaltonetworks.com', 'https://api-acme.xdr.federal.paloaltonetworks.com'],
    ['acme.paloaltonetworks.com', 'https://api-acme.paloaltonetworks.com'],
  ])('puts api- before the first label of %j', (input, expected) => {
    expect(tenantAddress(input)).toMatchObject({ ok: true, origin: expected });
  });

  test('says that a path was dropped, and that a name is unusual', () => {
    expect(tenantAddress(`https://${host}/xsoar/public/v1/`)).toEqual({
      ok: true,
      origin,
      warnings: ['the path /xsoar/public/v1/ is not needed and was dropped'],
    });
    expect(tenantAddress(`https://${host}/`)).toEqual({ ok: true, origin, warnings: [] });
    expect(tenantAddress('docs.paloaltonetworks.com')).toMatchObject({
      warnings: [expect.stringContaining('usually named')],
    });
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['/', 'paloaltonetworks.com'],
    ['https://', 'paloaltonetworks.com'],
    ['paloaltonetworks.com', 'paloaltonetworks.com'],
    ['.paloaltonetworks.com', 'valid host name'],
    ['evilpaloaltonetworks.com', 'server_url'],
    ['api-acme.evilpaloaltonetworks.com', 'server_url'],
    [`${host}.evil.com`, 'server_url'],
    ['acme.paloaltonetworks.com.evil.com', 'server_url'],
    ['acme.paloaltonetworks.co', 'server_url'],
    [`${host}@evil.com`, 'user name'],
    [`https://user:pass@${host}`, 'user name'],
    [`https://user@${host}`, 'user name'],
    [`https://evil.com/${host}`, 'server_url'],
    [`https://evil.com#${host}`, 'server_url'],
    [`https://evil.com?${host}`, 'server_url'],
    [`https://evil.com\\.${host}`, 'backslashes'],
    [`${host}\\.evil.com`, 'backslashes'],
    [`${host}\t.evil.com`, 'ASCII'],
    [`acme\u0000.xdr.us.paloaltonetworks.com`, 'ASCII'],
    [`acme xdr.us.paloaltonetworks.com`, 'ASCII'],
    [`${host}%2eevil.com`, 'percent'],
    [`${host}%00.evil.com`, 'percent'],
    [`acme\u200b.xdr.us.paloaltonetworks.com`, 'ASCII'],
    ['127.0.0.1', 'IP address'],
    ['127.1', 'server_url'],
    ['0x7f.1', 'server_url'],
    ['2130706433', 'server_url'],
    ['[::1]', 'IP address'],
    ['[::ffff:127.0.0.1]', 'IP address'],
    ['169.254.169.254', 'IP address'],
    ['https://10.0.0.1/', 'IP address'],
    ['localhost', 'server_url'],
    ['acme..xdr.us.paloaltonetworks.com', 'valid host name'],
    ['-acme.xdr.us.paloaltonetworks.com', 'valid host name'],
    ['acme-.xdr.us.paloaltonetworks.com', 'valid host name'],
    ['acme_1.xdr.us.paloaltonetworks.com', 'valid host name'],
    ['*.xdr.us.paloaltonetworks.com', 'valid host name'],
    ['{DOMAIN}.paloaltonetworks.com', 'valid host name'],
    [`${host}..`, 'server_url'],
    [`${'a'.repeat(60)}.xdr.us.paloaltonetworks.com`, 'valid host name'],
    [`${'a.'.repeat(120)}paloaltonetworks.com`, 'valid host name'],
    ['a'.repeat(3000), 'longer'],
    [`javascript:alert(1)//${host}`, 'server_url'],
    [`"${host}"`, 'quotes'],
  ])('refuses %j', (input, because) => {
    const address = tenantAddress(input);
    expect(address).toEqual({ ok: false, errors: [expect.stringContaining(because)] });
  });

  test.each([
    [`http://${host}`, 'https', origin],
    [`ftp://${host}`, 'https', origin],
    [`ws://${host}`, 'https', origin],
    [`${host}:8443`, 'port', origin],
    [`${host}:443`, 'port', origin],
    [`${host}:`, 'port', origin],
    [`https://${host}/incident-view?caseId=1`, '?', origin],
    [`https://${host}/incidents`, 'path', origin],
    [`https://${host}/xsoarish`, 'path', origin],
    [`https://${host}#/incidents`, '#', origin],
    [`${host}#.evil.com`, '#', origin],
    [`${host}?.evil.com`, '?', origin],
    ['acme.xdr.us', 'paloaltonetworks.com', origin],
    ['api-acme.xdr.us', 'paloaltonetworks.com', origin],
    ['acme.xdr.us.paloaltonetwork.com', 'paloaltonetworks.com', origin],
    ['acme.xdr.us.paloaltonetworks.co', 'paloaltonetworks.com', origin],
    ['acme。xdr。us。paloaltonetworks。com', 'ASCII', origin],
    ['ａｃｍｅ.xdr.us.paloaltonetworks.com', 'ASCII', origin],
  ])('refuses %j and suggests what would do', (input, because, suggested) => {
    expect(tenantAddress(input)).toEqual({ ok: false, errors: [expect.stringContaining(because)], suggested });
  });

  test('does not repair a letter of another script: it would be somebody else’s host', () => {
    expect(tenantAddress('\u0430cme.xdr.us.paloaltonetworks.com')).toEqual({ ok: false, errors: [expect.any(String)] });
  });

  test('whatever is accepted or suggested is an https origin of the vendor, and accepting it again changes nothing', () => {
    const piece = fc.constantFrom(
      'https://',
      'http:',
      '//',
      '/',
      '.',
      '@',
      ':',
      '#',
      '?',
      '\\',
      '%2e',
      '[',
      ']',
      'evil.com',
      host,
      'api-',
      ' ',
      '。',
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(anything, (input) => {
        const address = tenantAddress(input);
        const found = address.ok ? address.origin : (address.suggested ?? origin);
        expect(found).toMatch(/^https:\/\/api-[a-z0-9.-]+\.paloaltonetworks\.com$/);
        expect(new URL(found).origin).toBe(found);
        expect(tenantAddress(found)).toMatchObject({ ok: true, origin: found });
      }),
      { numRuns: 5000 },
    );
  });

  // With the square of its length this would take hours.
  test('a hostile text of 10 MB is refused', () => {
    for (const text of ['a.'.repeat(5e6), `https://${'/'.repeat(1e7)}`, `${'-'.repeat(1e7)}${host}`]) {
      expect(tenantAddress(text).ok).toBe(false);
      expect(serverAddress(text).ok).toBe(false);
    }
  });
});

describe('a server address', () => {
  test.each([
    ['https://cortex.corp.example', 'https://cortex.corp.example'],
    ['cortex.corp.example', 'https://cortex.corp.example'],
    ['https://Cortex.Corp.Example:8443/', 'https://cortex.corp.example:8443'],
    ['https://cortex.corp.example:443', 'https://cortex.corp.example'],
    ['https://xsoar/', 'https://xsoar'],
    ['https://10.1.2.3', 'https://10.1.2.3'],
    ['https://192.168.1.10:8443/xsoar/public/v1/', 'https://192.168.1.10:8443'],
    ['https://[fd12::1]:8443', 'https://[fd12::1]:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/public_api/v1', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://cortex_1.corp.example.', 'https://cortex_1.corp.example'],
    [`https://${host}`, `https://${host}`],
  ])('is taken exactly: %j', (input, expected) => {
    expect(serverAddress(input)).toMatchObject({ ok: true, origin: expected });
  });

  test.each([
    'https://169.254.169.254',
    'http://169.254.169.254/',
    'https://169.254.170.2',
    'https://[fd00:ec2::254]',
    'https://[::ffff:169.254.169.254]',
    'https://[64:ff9b::a9fe:a9fe]',
    'https://[2002:a9fe:a9fe::1]',
    'https://2852039166',
    'https://0xa9.254.169.254',
    'https://168.63.129.16',
    'https://100.100.100.200',
    'https://metadata.google.internal',
    'https://metadata.google.internal./',
    'https://0.0.0.0',
    'https://[::]',
    'https://[fe80::1]',
    'https://224.0.0.1',
  ])('is never an instance metadata or unroutable address: %j', (input) => {
    expect(serverAddress(input)).toEqual({ ok: false, errors: [expect.stringContaining('must not be')] });
  });

  test.each([
    ['http://cortex.corp.example', 'https', 'https://cortex.corp.example'],
    ['http://10.0.0.1:8080', 'https', 'https://10.0.0.1:8080'],
    ['ftp://cortex.corp.example', 'https', 'https://cortex.corp.example'],
    ['https://127.1', 'plain IP', 'https://127.0.0.1'],
    ['https://0x7f.1', 'plain IP', 'https://127.0.0.1'],
    ['https://2130706433', 'plain IP', 'https://127.0.0.1'],
    ['https://cortex.corp.example/other', 'path', 'https://cortex.corp.example'],
    ['https://cortex.corp.example?x=1', '?', 'https://cortex.corp.example'],
  ])('refuses %j and suggests what would do', (input, because, suggested) => {
    expect(serverAddress(input)).toEqual({ ok: false, errors: [expect.stringContaining(because)], suggested });
  });

  test.each([
    '',
    'https://',
    'https://a:b@c.example',
    'https://a b',
    'https://c.example:0',
    'https://c.example:70000',
    'https://a..b',
    '[::1',
    'https://[::g]',
    'https://.',
    'https://{DOMAIN}/xsoar/public/v1/',
  ])('refuses %j', (input) => {
    expect(serverAddress(input).ok).toBe(false);
  });
});

test('only the vendor’s own hosts are held to public addresses', () => {
  expect(addressRule(origin)).toBe('public');
  expect(addressRule('https://cortex.corp.example')).toBe('private-allowed');
  expect(addressRule('https://evilpaloaltonetworks.com')).toBe('private-allowed');
});
