import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_KEY_FILE, auditKeysOf } from './platform/config/audit-key.js';
import { loadConfig } from './platform/config/config.js';
import { reachDatabase } from './platform/database/reach-database.js';
import { readHeads } from './platform/events/audit-heads.js';
import { verifyAudit } from './platform/events/verify-audit.js';
import { runCommand, say } from './run-command.js';

/**
 * `npm run audit:verify`: holds every event against the sealed chain and names the first that is not as it was.
 * Exit code 0: all as sealed; 1: a fault, named; 2: it could not be looked at.
 */
await runCommand(async () => {
  const config = loadConfig(process.env);
  if (config.auditKey === undefined && !existsSync(join(config.dataDir, AUDIT_KEY_FILE))) {
    say(`Không có khóa niêm phong: hãy đặt AUDIT_KEY, hoặc chép tệp ${AUDIT_KEY_FILE} vào ${config.dataDir}.`);
    return 2;
  }
  const database = await reachDatabase(config, say);
  try {
    const started = Date.now();
    const heads = readHeads(config.auditHeadFile);
    const { sealed, waiting, fault } = await verifyAudit(database.appUrl, auditKeysOf(config), heads);
    const seconds = ((Date.now() - started) / 1_000).toFixed(1).replace('.', ',');
    if (fault) {
      say(`Nhật ký KHÔNG nguyên vẹn. ${fault.text}`);
      return 1;
    }
    say(
      `Nhật ký nguyên vẹn: ${sealed} sự kiện đã niêm phong, ${waiting} sự kiện đang chờ niêm phong (${seconds} giây).`,
    );
    if (heads.length === 0) {
      say(`Chưa có tệp mốc niêm phong ${config.auditHeadFile}: không phát hiện được nếu phần cuối nhật ký bị cắt.`);
    }
    return 0;
  } finally {
    await database.leave();
  }
});
