import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ArchiveError } from './platform/backup/archive-error.js';
import { restoreDatabase } from './platform/backup/restore-database.js';
import { AUDIT_KEY_FILE, auditKeysOf } from './platform/config/audit-key.js';
import { type Config, loadConfig } from './platform/config/config.js';
import { reachDatabase } from './platform/database/reach-database.js';
import { auditKeyId } from './platform/events/seal-chain.js';
import { runCommand, say } from './run-command.js';

/**
 * `npm run restore -- <file>`: fills an empty database from an archive of `npm run backup`.
 * Exit code 0: restored and checked; 2: nothing was changed, and why.
 */
await runCommand(async () => {
  const [given] = process.argv.slice(2);
  if (!given) throw new ArchiveError('Hãy nêu tệp sao lưu: npm run restore -- sao-luu-2023-05-01.tar.gz');
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  const config = loadConfig(process.env);
  const database = await reachDatabase(config, say, { mayMake: true });
  try {
    const manifest = await restoreDatabase({
      file,
      ownerUrl: database.ownerUrl,
      appUrl: database.appUrl,
      filesFolder: config.filesDir,
      headFile: config.auditHeadFile,
      say,
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    say(`Đã phục hồi và đối chiếu: ${manifest.tables.length} bảng, ${rows} dòng, ${manifest.files.length} tệp.`);
    sayKey(config, manifest.auditKeyId);
    return 0;
  } finally {
    await database.leave();
  }
});

/** Without the key of the old installation the log can be neither verified nor sealed further. */
function sayKey(config: Config, wanted: string | null): void {
  if (wanted === null) return;
  const kept = join(config.dataDir, AUDIT_KEY_FILE);
  const hasKey = config.auditKey !== undefined || existsSync(kept);
  if (hasKey && auditKeysOf(config).some((key) => auditKeyId(key) === wanted)) return;
  const how =
    config.auditKey === undefined
      ? `chép tệp ${AUDIT_KEY_FILE} của máy cũ vào ${config.dataDir}`
      : 'đặt AUDIT_KEY là khóa cũ';
  say(`Trước khi khởi động, hãy ${how}: nhật ký này được niêm phong bằng khóa đó.`);
}
