/** No name, no time, usual compression, unknown system: RFC 1952, section 2.3. */
export const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
