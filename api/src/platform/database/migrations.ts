import type { MigrationInterface } from 'typeorm';
import { FirstSchema1795000000000 } from './migrations/1795000000000-first-schema.js';
import { Reports1795000004000 } from './migrations/1795000004000-reports.js';

/** Every migration in the order in which it runs; new ones go to the end, landed ones never change. */
export const migrations: readonly (new () => MigrationInterface)[] = [FirstSchema1795000000000, Reports1795000004000];
