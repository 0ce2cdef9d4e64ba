import { createHash, randomFillSync } from 'node:crypto';

/** A file to upload, made while it is sent: hundreds of them never stand in memory. */
export interface ScannedPdf {
  name: string;
  bytes: number;
  /** Lower-case hexadecimal, of all the bytes. */
  sha256: string;
  chunks(): Iterable<Buffer>;
}

const WIDTH = 1_000;
const BLOCK = 64_000;
/** Grey values like those of a scan. No slash among them: one in ten thousand scans says "/XFA" by accident. */
const BLOCKS = Array.from({ length: 64 }, () => {
  const block = randomFillSync(Buffer.alloc(BLOCK));
  for (let at = block.indexOf(0x2f); at >= 0; at = block.indexOf(0x2f, at)) block[at] = 0x2e;
  return block;
});

/**
 * A whole, readable PDF of one page with one scanned picture, of about so many bytes and like no other.
 * @param random numbers of [0, 1) that decide the picture
 */
export function scannedPdf(name: string, bytes: number, random: () => number): ScannedPdf {
  const count = Math.max(1, Math.round(bytes / BLOCK));
  const picture = Array.from({ length: count }, () => BLOCKS[Math.floor(random() * BLOCKS.length)] as Buffer);
  const height = (count * BLOCK) / WIDTH;
  const drawing = 'q 595 0 0 842 0 0 cm /S Do Q';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /S 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ];
  let head = `%PDF-1.4\n% ${name}\n`;
  const places: number[] = [];
  const open = (number: number, text: string): void => {
    places.push(Buffer.byteLength(head));
    head += `${number} 0 obj\n${text}`;
  };
  for (const [index, text] of objects.entries()) open(index + 1, `${text}\nendobj\n`);
  open(
    5,
    `<< /Type /XObject /Subtype /Image /Width ${WIDTH} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${count * BLOCK} >>\nstream\n`,
  );
  const after = '\nendstream\nendobj\n';
  const table = Buffer.byteLength(head) + count * BLOCK + after.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const tail = `${after}xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  const chunks = [Buffer.from(head), ...picture, Buffer.from(tail)];
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return {
    name,
    bytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    sha256: hash.digest('hex'),
    chunks: () => chunks,
  };
}
