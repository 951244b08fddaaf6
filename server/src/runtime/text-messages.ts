/** FIN, and the opcode of a text message (RFC 6455, 5.2). */
const FINAL_TEXT = 0x81;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/**
 * Frames texts as WebSocket messages of a server: one after the other in one piece, for one write. Most of what a
 * message costs is its way through the stream to the system, and `ws` goes that way twice for each of them.
 */
export function textMessages(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + headerSize(length) + length, 0));
  let offset = 0;
  for (const [n, text] of texts.entries()) offset = writeMessage(bytes, offset, text, lengths[n] ?? 0);
  return bytes;
}

/** The same for one, for `socket.write(message, 'latin1')`: where every letter is one byte, no buffer is needed. */
export function textMessage(text: string): Buffer | string {
  const length = Buffer.byteLength(text);
  if (length === text.length && headerSize(length) === 4) {
    return String.fromCharCode(FINAL_TEXT, LENGTH_IN_2_BYTES, length >> 8, length & 0xff) + text;
  }
  const bytes = Buffer.allocUnsafe(headerSize(length) + length);
  writeMessage(bytes, 0, text, length);
  return bytes;
}

function writeMessage(bytes: Buffer, offset: number, text: string, length: number): number {
  const start = writeHeader(bytes, offset, length);
  return start + bytes.write(text, start);
}

function headerSize(length: number): number {
  if (length < LENGTH_IN_2_BYTES) return 2;
  return length <= 0xffff ? 4 : 10;
}

/** @returns the offset behind the header */
function writeHeader(bytes: Buffer, offset: number, length: number): number {
  bytes[offset] = FINAL_TEXT;
  switch (headerSize(length)) {
    case 2:
      return bytes.writeUInt8(length, offset + 1);
    case 4:
      bytes[offset + 1] = LENGTH_IN_2_BYTES;
      return bytes.writeUInt16BE(length, offset + 2);
    default:
      bytes[offset + 1] = LENGTH_IN_8_BYTES;
      return bytes.writeBigUInt64BE(BigInt(length), offset + 2);
  }
}
