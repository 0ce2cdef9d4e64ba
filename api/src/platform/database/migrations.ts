import type { MigrationInterface } from 'typeorm';
import { FirstSchema1795000000000 } from './migrations/1795000000000-first-schema.js';
import { People1795000001000 } from './migrations/1795000001000-people.js';
import { ApiClients1795000002000 } from './migrations/1795000002000-api-clients.js';
import { AuditSeals1795000003000 } from './migrations/1795000003000-audit-seals.js';
import { AuditRowDigests1795000003500 } from './migrations/1795000003500-audit-row-digests.js';
import { Files1795000005000 } from './migrations/1795000005000-files.js';
import { Reports1795000006000 } from './migrations/1795000006000-reports.js';
import { Extensions1795000007000 } from './migrations/1795000007000-extensions.js';
import { Obstacles1795000007100 } from './migrations/1795000007100-obstacles.js';
import { Inspections1795000007200 } from './migrations/1795000007200-inspections.js';
import { Reminders1795000008000 } from './migrations/1795000008000-reminders.js';
import { Urgings1795000008100 } from './migrations/1795000008100-urgings.js';
import { Mail1795000009000 } from './migrations/1795000009000-mail.js';
import { Notices1795000009100 } from './migrations/1795000009100-notices.js';
import { JobProgress1795000009500 } from './migrations/1795000009500-job-progress.js';

/** Every migration in the order in which it runs; new ones go to the end, landed ones never change. */
export const migrations: readonly (new () => MigrationInterface)[] = [
  FirstSchema1795000000000,
  People1795000001000,
  ApiClients1795000002000,
  AuditSeals1795000003000,
  AuditRowDigests1795000003500,
  Files1795000005000,
  Reports1795000006000,
  Extensions1795000007000,
  Obstacles1795000007100,
  Inspections1795000007200,
  Reminders1795000008000,
  Urgings1795000008100,
  Mail1795000009000,
  Notices1795000009100,
  JobProgress1795000009500,
];
