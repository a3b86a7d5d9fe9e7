/** Sees whether a ZIP archive that comes piece by piece has its end. */
export interface ArchiveEnd {
  add(piece: Buffer): void;
  hasCome(): boolean;
}

/** The record that ends an archive, and the longest comment behind it (APPNOTE.TXT 4.3.16). */
const record = Buffer.from('504b0506', 'hex');
const recordBytes = 22;
const mostBytes = recordBytes + 0xffff;

/** Where a server ends a body by closing the connection, nothing else tells a whole archive from one that was cut. */
export function archiveEnd(): ArchiveEnd {
  let last: readonly Buffer[] = [];

  return {
    add(piece) {
      last = [...last, piece];
      let bytes = last.reduce((sum, each) => sum + each.length, 0);
      last = last.filter((each) => (bytes -= each.length) < mostBytes);
    },
    hasCome() {
      const end = Buffer.concat(last);
      const at = end.lastIndexOf(record);
      return at !== -1 && at + recordBytes <= end.length;
    },
  };
}
