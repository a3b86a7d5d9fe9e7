import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** `public`: only addresses of the internet. `private-allowed`: private networks and this machine too. */
export type AddressRule = 'public' | 'private-allowed';

type Range = readonly [family: 'ipv4' | 'ipv6', net: string, prefix: number, name: string];

/* Instance metadata lives at link-local addresses, and at a few that look ordinary: Azure's wire server, Alibaba,
   Oracle, and the IPv6 forms of AWS and Google. Whoever reaches it as us may become us, so no rule allows it. */
const neverRanges: readonly Range[] = [
  ['ipv4', '0.0.0.0', 8, 'unspecified'],
  ['ipv4', '169.254.0.0', 16, 'link-local or instance metadata'],
  ['ipv4', '168.63.129.16', 32, 'instance metadata'],
  ['ipv4', '100.100.100.200', 32, 'instance metadata'],
  ['ipv4', '192.0.0.192', 32, 'instance metadata'],
  ['ipv4', '224.0.0.0', 4, 'multicast'],
  ['ipv4', '240.0.0.0', 4, 'reserved'],
  ['ipv6', '::', 128, 'unspecified'],
  ['ipv6', 'fd00:ec2::', 32, 'instance metadata'],
  ['ipv6', 'fd20:ce::254', 128, 'instance metadata'],
  ['ipv6', 'fe80::', 10, 'link-local'],
  ['ipv6', 'ff00::', 8, 'multicast'],
];

const privateRanges: readonly Range[] = [
  ['ipv4', '10.0.0.0', 8, 'private'],
  ['ipv4', '100.64.0.0', 10, 'carrier-grade NAT'],
  ['ipv4', '127.0.0.0', 8, 'loopback'],
  ['ipv4', '172.16.0.0', 12, 'private'],
  ['ipv4', '192.0.0.0', 24, 'reserved'],
  ['ipv4', '192.0.2.0', 24, 'documentation'],
  ['ipv4', '192.168.0.0', 16, 'private'],
  ['ipv4', '198.18.0.0', 15, 'benchmarking'],
  ['ipv4', '198.51.100.0', 24, 'documentation'],
  ['ipv4', '203.0.113.0', 24, 'documentation'],
  ['ipv6', '::1', 128, 'loopback'],
  ['ipv6', '64:ff9b:1::', 48, 'local NAT64'],
  ['ipv6', '100::', 64, 'discard'],
  ['ipv6', '2001:db8::', 32, 'documentation'],
  ['ipv6', 'fc00::', 7, 'private'],
  ['ipv6', 'fec0::', 10, 'private'],
];

/** Names the range that forbids connecting to an IP address under a rule; undefined when it may be connected to. */
export function blockedAddress(address: string, rule: AddressRule): string | undefined {
  const plain = address.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (!isIPv4(plain) && !isIPv6(plain)) return undefined;
  const judged = embeddedIpv4(plain) ?? plain;
  const ranges = rule === 'public' ? [...neverRanges, ...privateRanges] : neverRanges;
  return ranges.find((range) => within(judged, range))?.[3];
}

function within(address: string, [family, net, prefix]: Range): boolean {
  if (isIPv4(address) !== (family === 'ipv4')) return false;
  const list = new BlockList();
  list.addSubnet(net, prefix, family);
  return list.check(address, family);
}

/** The IPv4 address that traffic to an IPv6 one ends up at: mapped, compatible, 6to4 or NAT64 (RFC 4291, 3056, 6052). */
function embeddedIpv4(address: string): string | undefined {
  if (!isIPv6(address)) return undefined;
  const words = ipv6Words(address);
  const [first, second] = words;
  const leading = (count: number) => words.slice(0, count).every((word) => word === 0);
  if (first === 0x2002) return dotted(words[1], words[2]);
  if (first === 0x64 && second === 0xff9b && words.slice(2, 6).every((word) => word === 0))
    return dotted(words[6], words[7]);
  if (leading(5) && words[5] === 0xffff) return dotted(words[6], words[7]);
  // `::` and `::1` are addresses of their own, not 0.0.0.0 and 0.0.0.1 in the compatible form.
  if (leading(6) && (words[6] !== 0 || (words[7] ?? 0) > 1)) return dotted(words[6], words[7]);
  return undefined;
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight 16-bit words of a valid IPv6 address; the URL parser writes it in hexadecimal throughout. */
function ipv6Words(address: string): readonly number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)));
  const [before, after] = [parse(head), parse(tail ?? '')];
  return tail === undefined
    ? before
    : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
