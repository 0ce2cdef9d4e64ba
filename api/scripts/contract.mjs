// `npm run contract`: the API writes its OpenAPI document, and the pages' types are made from it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureServerBuilt } from './build.mjs';
import { root, run, runNode, StepError, step } from './steps.mjs';

export const CONTRACT = 'shared/openapi.json';
export const CONTRACT_TYPES = 'shared/src/api.d.ts';

/** Writes the document and its types to the two files; needs the server to be built. */
export async function writeContract(documentFile, typesFile) {
  await runNode(['api/dist/src/write-contract.js', documentFile]);
  await run('openapi-typescript', [documentFile, '-o', typesFile]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await ensureServerBuilt();
    await step('Viết hợp đồng API', () => writeContract(join(root, CONTRACT), join(root, CONTRACT_TYPES)));
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
