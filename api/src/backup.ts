import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ArchiveError } from './platform/backup/archive-error.js';
import { backupDatabase } from './platform/backup/backup-database.js';
import { AUDIT_KEY_FILE, auditKeyOf } from './platform/config/audit-key.js';
import { loadConfig, repositoryRoot } from './platform/config/config.js';
import { reachDatabase } from './platform/database/reach-database.js';
import { auditKeyId } from './platform/events/seal-chain.js';
import { runCommand, say } from './run-command.js';

/**
 * `npm run backup -- <file>`: one archive of database and files, taken while people go on working.
 * Exit code 0: written; 2: not, and why.
 */
await runCommand(async () => {
  const [given] = process.argv.slice(2);
  if (!given) throw new ArchiveError('Hãy nêu tên tệp: npm run backup -- sao-luu-2023-05-01.tar.gz');
  // npm changes into the project's folder; people mean the one that they stand in.
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  const config = loadConfig(process.env);
  const hasKey = config.auditKey !== undefined || existsSync(join(config.dataDir, AUDIT_KEY_FILE));
  const database = await reachDatabase(config, say);
  try {
    const manifest = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8'));
    const { tables, files } = await backupDatabase({
      ownerUrl: database.ownerUrl,
      file,
      filesFolder: config.filesDir,
      headFile: config.auditHeadFile,
      auditKeyId: hasKey ? auditKeyId(auditKeyOf(config)) : null,
      product: { name: manifest.name, version: manifest.version },
      say,
    });
    say(`Đã sao lưu vào ${file}: ${tables.length} bảng, ${files.length} tệp.`);
    const where = config.auditKey === undefined ? `tệp ${join(config.dataDir, AUDIT_KEY_FILE)}` : 'AUDIT_KEY';
    say(`Bản sao lưu không chứa khóa niêm phong nhật ký; hãy giữ riêng ${where} ở nơi an toàn.`);
    return 0;
  } finally {
    await database.leave();
  }
});
