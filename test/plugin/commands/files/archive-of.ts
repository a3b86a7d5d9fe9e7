/** What looks like a ZIP archive from both ends, with so many bytes between them. */
export function archiveOf(bytes: number, comment = ''): Buffer {
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(bytes, 'z'), end, Buffer.from(comment)]);
}
