// One process that takes a file into the folder given, slowly, and keeps it: for the test that kills it on the way.
// Argument: the folder. Says "kept" when done.
import '../harness/typescript-loader.mjs';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder, id] = process.argv.slice(2);
const { FolderFileStore } = await import('../../src/platform/files/folder-file-store.ts');

async function* slowly() {
  yield Buffer.from('%PDF-1.7\n');
  process.stdout.write('begun\n');
  for (let piece = 0; piece < 20; piece += 1) {
    yield Buffer.alloc(10_000, 0x20);
    await sleep(4);
  }
}

const store = new FolderFileStore(folder);
const { ticket } = await store.receive(Readable.from(slowly()));
await store.keep(ticket, id);
process.stdout.write('kept\n');
