import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FolderFileStore } from './folder-file-store.js';

const WORKER = fileURLToPath(new URL('../../../test/workers/receive-file.worker.mjs', import.meta.url));
const PDF = Buffer.from('%PDF-1.7\nsome content\n%%EOF');

let folder: string;
let store: FolderFileStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-store-'));
  store = new FolderFileStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filesIn = (...names: string[]): string[] =>
  existsSync(join(folder, ...names))
    ? readdirSync(join(folder, ...names), { recursive: true, encoding: 'utf8' }).filter((name) =>
        statSync(join(folder, ...names, name)).isFile(),
      )
    : [];

describe('the folder of files', () => {
  it('keeps what came in, readable by nobody else on the machine', async () => {
    const { ticket, bytes, sha256 } = await store.receive(Readable.from([PDF.subarray(0, 3), PDF.subarray(3)]));
    expect([bytes, sha256.length]).toEqual([PDF.length, 64]);
    expect(await store.read(ticket)).toEqual(PDF);
    expect(await buffer(await store.stream(ticket))).toEqual(PDF);
    const id = randomUUID();
    await store.keep(ticket, id);
    expect(await buffer(await store.open(id))).toEqual(PDF);
    expect(filesIn('incoming')).toEqual([]);
    const kept = join(folder, 'kept', id.slice(0, 2), id);
    expect([statSync(kept).mode & 0o777, statSync(join(folder, 'kept')).mode & 0o777]).toEqual([0o600, 0o700]);
    await store.remove(id);
    await store.remove(id);
    await expect(store.open(id)).rejects.toMatchObject({ code: 'file.storage_unavailable' });
  });

  it('stops at the first bytes of what is never taken, and leaves nothing', async () => {
    let given = 0;
    function* endless(): Generator<Buffer> {
      for (; given < 10_000; given += 1) yield Buffer.from('MZ\x90\0 a program without end');
    }
    await expect(store.receive(Readable.from(endless()))).rejects.toMatchObject({ code: 'file.type_refused' });
    expect(filesIn('incoming')).toEqual([]);
  });

  it('leaves nothing of a sender that goes away', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield PDF;
      throw new Error('gone');
    }
    await expect(store.receive(Readable.from(broken()))).rejects.toThrow('gone');
    expect(filesIn('incoming')).toEqual([]);
  });

  it('says so when the disk cannot be written', async () => {
    writeFileSync(join(folder, 'incoming'), 'a file where the folder should be');
    await expect(store.receive(Readable.from([PDF]))).rejects.toMatchObject({
      code: 'file.storage_unavailable',
      status: 503,
      retryAfter: 60,
    });
    chmodSync(folder, 0o700);
  });

  it('takes no path for a name', async () => {
    await expect(store.open('../../../etc/passwd')).rejects.toThrow('not an id');
    await expect(store.read('../kept/x')).rejects.toThrow('not a ticket');
  });

  it('keeps whole files or none when its process is killed at any moment', async () => {
    const kept: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const id = randomUUID();
      const worker = spawn(process.execPath, ['--no-warnings', WORKER, folder, id], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      const closed = once(worker, 'close');
      await Promise.race([once(worker.stdout, 'data'), closed]);
      await sleep(round * 25);
      worker.kill('SIGKILL');
      await closed;
      const path = join(folder, 'kept', id.slice(0, 2), id);
      if (existsSync(path)) kept.push(path);
    }
    for (const path of kept) expect(statSync(path).size).toBe(200_009);
    expect(filesIn('kept')).toHaveLength(kept.length);
    const half = filesIn('incoming').length;
    expect(half + kept.length).toBeLessThanOrEqual(6);
    expect(half).toBeGreaterThan(0);
    expect(await store.discardBefore(60_000)).toBe(0);
    expect(await store.discardBefore(0)).toBe(half);
    expect(filesIn('incoming')).toEqual([]);
  });
});
