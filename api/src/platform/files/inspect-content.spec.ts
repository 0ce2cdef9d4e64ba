import fc from 'fast-check';
import { GOOD_FILES, wordParts } from '../../../test/hostile-files/good-files.js';
import { HOSTILE_FILES } from '../../../test/hostile-files/hostile-files.js';
import { buildZip } from '../../../test/hostile-files/zip-builder.js';
import { DomainError } from '../http/problem.js';
import { checkExtension, readFileName } from './file-name.js';
import { inspectContent } from './inspect-content.js';

/** Takes a file as an upload does; the code of its refusal, or its type. */
async function taken(name: string, bytes: Buffer): Promise<string> {
  try {
    const read = readFileName(Buffer.from(name).toString('latin1'));
    const type = await inspectContent(bytes);
    checkExtension(read, type);
    return type;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('files looked through', () => {
  it('has a corpus of at least forty', () => {
    expect(HOSTILE_FILES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(HOSTILE_FILES.map(({ title }) => title)).size).toBe(HOSTILE_FILES.length);
  });

  it.each(HOSTILE_FILES.map((file) => [file.title, file] as const))('refuses %s', async (_, file) => {
    expect(await taken(file.name, file.bytes())).toBe(file.expected);
  });

  it.each(Object.entries(GOOD_FILES))('takes %s', async (name, bytes) => {
    expect(await taken(name, bytes)).toMatch(/^(?:pdf|docx|xlsx|png|jpg)$/);
  });

  it('is not kept busy by markup that never ends', async () => {
    for (const endless of ['<Relationship ', '<Relationship x"', `<Relationship x' x'`, '<a', '<?xml ', 'Target = ']) {
      const content = endless.repeat(Math.floor(1_900_000 / endless.length));
      expect(await taken('a.docx', buildZip([...wordParts(), { name: 'word/_rels/x.rels', content, method: 0 }]))).toBe(
        'docx',
      );
    }
  });

  it('never fails but by a refusal, whatever is changed in an honest file', async () => {
    const honest = Object.values(GOOD_FILES);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(honest.length - 1),
        fc.array(fc.tuple(fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.nat(255)), { maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (which, changes, end) => {
          const whole = Buffer.from(honest[which] as Buffer);
          for (const [place, value] of changes) whole[Math.floor(place * whole.length)] = value;
          await taken('a.pdf', end > 0.5 ? whole : whole.subarray(0, Math.floor(end * 2 * whole.length)));
        },
      ),
      { numRuns: 400 },
    );
  });
});
