import { describe, expect, test } from 'vitest';
import { blockedAddress } from '../../src/shared/blocked-address.ts';

const always = [
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['169.254.169.254', 'metadata'],
  ['169.254.170.2', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['192.0.0.192', 'metadata'],
  ['fd00:ec2::254', 'metadata'],
  ['fd00:ec2::23', 'metadata'],
  ['fd20:ce::254', 'metadata'],
  ['::ffff:169.254.169.254', 'metadata'],
  ['::ffff:a9fe:a9fe', 'metadata'],
  ['::169.254.169.254', 'metadata'],
  ['64:ff9b::169.254.169.254', 'metadata'],
  ['2002:a9fe:a9fe::', 'metadata'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'reserved'],
  ['::', 'unspecified'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['[fe80::1]', 'link-local'],
  ['ff02::1', 'multicast'],
] as const;

const notOnTheInternet = [
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:10.0.0.1', 'private'],
  ['64:ff9b::7f00:1', 'loopback'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['2002:7f00:1::', 'loopback'],
  ['fc00::1', 'private'],
  ['fdff::1', 'private'],
  ['198.18.0.1', 'benchmarking'],
  ['203.0.113.1', 'documentation'],
  ['2001:db8::1', 'documentation'],
] as const;

const internet = [
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '168.63.129.17',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
];

describe('an address to connect to', () => {
  test.each(always)('%s is never allowed: %s', (address, name) => {
    expect(blockedAddress(address, 'private-allowed')).toContain(name);
    expect(blockedAddress(address, 'public')).toContain(name);
  });

  test.each(notOnTheInternet)('%s is allowed only where private addresses are: %s', (address, name) => {
    expect(blockedAddress(address, 'public')).toBe(name);
    expect(blockedAddress(address, 'private-allowed')).toBeUndefined();
  });

  test.each(internet)('%s is allowed', (address) => {
    expect(blockedAddress(address, 'public')).toBeUndefined();
  });

  test('a name is not judged: what it resolves to is', () => {
    expect(blockedAddress('localhost', 'public')).toBeUndefined();
  });
});
