import { writeFileSync } from 'node:fs';
import { createApp } from './create-app.js';
import { openApiDocument } from './platform/http/openapi.js';
import { createLogger } from './platform/logging/logger.js';
import { temporaryDatabase } from './temporary-database.js';

/** `node write-contract.js <file>`: writes the OpenAPI document that the code describes. */
async function main(file: string | undefined): Promise<void> {
  if (!file) throw new Error('usage: write-contract <file>');
  const database = await temporaryDatabase();
  try {
    const app = await createApp({
      databaseUrl: database.ownerUrl,
      sessionSecret: 'only-for-writing-the-contract-document',
      publicUrl: 'http://localhost',
      logger: createLogger('silent'),
    });
    await app.init();
    writeFileSync(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
    await app.close();
  } finally {
    await database.stop();
  }
}

await main(process.argv[2]);
