/**
 * A PCAP file with one packet, an Ethernet frame that carries a UDP datagram with `text`: the format of libpcap 2.4,
 * little-endian.
 */
export function believableCapture(text: string): Uint8Array {
  const payload = Buffer.from(`alert ${text}`);
  const frame = Buffer.concat([ethernet, ipv4(payload.length + 8), udp(payload.length), payload]);
  return Buffer.concat([fileHeader(), packetHeader(frame.length), frame]);
}

const ethernet = Buffer.from('0200000000020200000000010800', 'hex');

function fileHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  // Link type Ethernet.
  header.writeUInt32LE(1, 20);
  return header;
}

function packetHeader(length: number): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(1_772_000_000, 0);
  header.writeUInt32LE(length, 8);
  header.writeUInt32LE(length, 12);
  return header;
}

/** From 10.20.1.10 to 203.0.113.9; the checksum is left at 0, which readers take. */
function ipv4(length: number): Buffer {
  const header = Buffer.from('4500000000000000401100000a14010acb007109', 'hex');
  header.writeUInt16BE(20 + length, 2);
  return header;
}

function udp(length: number): Buffer {
  const header = Buffer.from('c000003500000000', 'hex');
  header.writeUInt16BE(8 + length, 4);
  return header;
}
