import type pg from 'pg';

export interface Size {
  provinces: number;
  /** Yearly plans over all provinces, the sample's own among them: as even as they can be. */
  plans: number;
  /** Agencies over all provinces; beyond the sample's own in each, the rest are communes. The sample's when absent. */
  agencies?: number;
}

/** One province and its yearly plan: the sample as it is. */
export const PROVINCE: Size = { provinces: 1, plans: 1 };
/** One province after six years. */
export const SIX_YEARS: Size = { provinces: 1, plans: 6 };
/** Every province with six or seven yearly plans: 13,000 agencies, 430,000 assignments. */
export const NATION: Size = { provinces: 63, plans: 413, agencies: 13_000 };

const FIRST_YEAR = 2020;
const SAMPLE_YEAR = 2023;

/**
 * Multiplies the sample's plan over provinces and years by set-based INSERTs, and lets the work be done as it is in
 * life: part of it on time, part late, part not, some dates changed. The same seed makes the same data, but for the
 * ids of the sample itself.
 * @param client connection of the role that owns the tables, to a database that holds the sample
 */
export async function generatePlans(client: pg.Client, size: Size, seed: number): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SELECT set_config('bench.seed', $1, true)`, [String(seed)]);
  await client.query(SOURCES);
  await client.query(
    `INSERT INTO pg_temp.years
     SELECT province, year, year = $2 AND province = 1
     FROM generate_series(1, $3::int) AS province,
          generate_series($1::int, $1 + $4::int / $3 - CASE WHEN province <= $4 % $3 THEN 0 ELSE 1 END) AS year`,
    [FIRST_YEAR, SAMPLE_YEAR, size.provinces, size.plans],
  );
  // The sample is one of the plans, whatever the number of years.
  await client.query(
    `UPDATE pg_temp.years SET sample = true
     WHERE NOT EXISTS (SELECT 1 FROM pg_temp.years WHERE sample) AND province = 1
       AND year = (SELECT max(year) FROM pg_temp.years WHERE province = 1)`,
  );
  for (const statement of MULTIPLY) await client.query(statement);
  if (size.agencies) await client.query(MORE_COMMUNES, [size.agencies, size.provinces]);
  for (const statement of LIVE_THROUGH) await client.query(statement);
  await client.query('COMMIT');
  // As autovacuum leaves them in life: with statistics, and with visibility maps for index-only scans.
  await client.query('VACUUM ANALYZE');
}

/** An id in the shape of the product's own (version 4, in random order), from what the row is a copy of. */
const uuidOf = (source: string): string =>
  `overlay(overlay(md5(current_setting('bench.seed') || ${source}) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid`;
const idOf = (kind: string, source: string): string =>
  uuidOf(`'/${kind}/' || y.province || '/' || y.year || '/' || ${source}`);
const agencyIdOf = (province: string, source: string): string =>
  uuidOf(`'/agency/' || ${province} || '/' || ${source}`);
/** 0–99, the same for the same row and purpose. */
const chance = (id: string, purpose: string): string =>
  `abs(hashtextextended(${id}::text || '${purpose}', current_setting('bench.seed')::bigint) % 100)::int`;
const shifted = (column: string): string => `(${column} + make_interval(years => y.year - ${SAMPLE_YEAR}))::date`;

const SOURCES = `
  CREATE TEMP TABLE years (province int, year int, sample boolean) ON COMMIT DROP;
  CREATE TEMP TABLE source_agencies ON COMMIT DROP AS
    SELECT *, row_number() OVER (ORDER BY name, id) AS place FROM agencies;
  CREATE TEMP TABLE source_tasks ON COMMIT DROP AS SELECT *, origin || '/' || position AS place FROM tasks;
  CREATE TEMP TABLE source_groups ON COMMIT DROP AS SELECT * FROM task_groups;
  CREATE TEMP TABLE source_deliverables ON COMMIT DROP AS SELECT * FROM deliverables;
  CREATE TEMP TABLE source_assignments ON COMMIT DROP AS SELECT * FROM assignments;
  ANALYZE source_assignments`;

const COPIES = 'pg_temp.years y';
/** The rows of a plan lie together, as its confirmation wrote them. */
const AS_CONFIRMED = 'ORDER BY y.year, y.province';

const MULTIPLY = [
  `INSERT INTO agencies (id, name, level, parent_id, valid_from, valid_to, standing, search_text, version)
   SELECT ${agencyIdOf('p', 's.place')}, s.name || ' (' || p || ')', s.level,
          CASE WHEN parent.id IS NULL THEN NULL ELSE ${agencyIdOf('p', 'parent.place')} END,
          s.valid_from, s.valid_to, s.standing, s.search_text || ' (' || p || ')', 1
   FROM (SELECT DISTINCT province AS p FROM pg_temp.years WHERE province > 1) province
   CROSS JOIN pg_temp.source_agencies s LEFT JOIN pg_temp.source_agencies parent ON parent.id = s.parent_id`,
  `INSERT INTO plan_imports (id, file_name, digest, source, version)
   SELECT ${idOf('import', "''")}, 'ke-hoach.txt', md5(y.province || '/' || y.year), '', 1
   FROM ${COPIES} WHERE NOT y.sample`,
  `INSERT INTO plans (id, number, issued_on, title, year, issuing_body, legal_bases, recipients, import_id, confirmed_at, version)
   SELECT ${idOf('plan', "''")}, y.province || '/QĐ-UBND', make_date(y.year, 2, 15), s.title, y.year, s.issuing_body,
          s.legal_bases, s.recipients, ${idOf('import', "''")}, make_timestamptz(y.year, 2, 16, 3, 0, 0), 1
   FROM ${COPIES} CROSS JOIN (SELECT * FROM plans ORDER BY confirmed_at DESC LIMIT 1) s WHERE NOT y.sample`,
  `INSERT INTO task_groups (id, plan_id, numeral, position, title)
   SELECT ${idOf('group', 's.position')}, ${idOf('plan', "''")}, s.numeral, s.position, s.title
   FROM ${COPIES} CROSS JOIN pg_temp.source_groups s WHERE NOT y.sample`,
  `INSERT INTO tasks (id, plan_id, group_id, origin, position, number, title, lead_text, coordinate_text, deadline_text,
                      deadline_kind, start_on, nominal_due_on, due_on, deadline_explanation, deadline_unsure,
                      unresolved_sides, search_text, version)
   SELECT ${idOf('task', 's.place')}, ${idOf('plan', "''")},
          CASE WHEN g.id IS NULL THEN NULL ELSE ${idOf('group', 'g.position')} END, s.origin, s.position, s.number,
          s.title || ' (' || y.province || ', ' || y.year || ')', s.lead_text, s.coordinate_text, s.deadline_text,
          s.deadline_kind, ${shifted('s.start_on')}, ${shifted('s.nominal_due_on')}, ${shifted('s.due_on')},
          s.deadline_explanation, s.deadline_unsure, s.unresolved_sides,
          s.search_text || ' (' || y.province || ', ' || y.year || ')', 1
   FROM ${COPIES} CROSS JOIN pg_temp.source_tasks s LEFT JOIN pg_temp.source_groups g ON g.id = s.group_id
   WHERE NOT y.sample ${AS_CONFIRMED}, s.place`,
  `INSERT INTO deliverables (id, task_id, position, text)
   SELECT ${idOf('deliverable', "t.place || '/' || s.position")}, ${idOf('task', 't.place')}, s.position, s.text
   FROM ${COPIES} CROSS JOIN pg_temp.source_deliverables s JOIN pg_temp.source_tasks t ON t.id = s.task_id
   WHERE NOT y.sample ${AS_CONFIRMED}, t.place`,
  `INSERT INTO assignments (id, task_id, plan_id, agency_id, role, via_group_id, nominal_due_on, due_on, version)
   SELECT ${idOf('assignment', "t.place || '/' || g.place")}, ${idOf('task', 't.place')}, ${idOf('plan', "''")},
          CASE WHEN y.province = 1 THEN g.id ELSE ${agencyIdOf('y.province', 'g.place')} END, s.role, s.via_group_id,
          ${shifted('s.nominal_due_on')}, ${shifted('s.due_on')}, 1
   FROM ${COPIES} CROSS JOIN pg_temp.source_assignments s JOIN pg_temp.source_tasks t ON t.id = s.task_id
   JOIN pg_temp.source_agencies g ON g.id = s.agency_id WHERE NOT y.sample
   ${AS_CONFIRMED}, t.place`,
  `INSERT INTO events (type, subject_type, subject_id, plan_id, actor_kind, actor_label, after)
   SELECT 'task.created', 'task', t.id, t.plan_id, 'system', 'Hệ thống', jsonb_build_object('number', t.number, 'dueOn', t.due_on)
   FROM tasks t WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.subject_type = 'task' AND e.subject_id = t.id)`,
];

const MORE_COMMUNES = `
  INSERT INTO agencies (id, name, level, parent_id, standing, search_text, version)
  SELECT ${uuidOf("'/more/' || n")}, 'UBND xã số ' || n, 'commune', d.id, false,
         'ubnd xa so ' || n, 1
  FROM generate_series(1, $1::int - (SELECT count(*)::int FROM agencies)) AS n
  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS all_of
        FROM agencies WHERE level = 'district') d ON d.place = 1 + (n * $2::bigint) % d.all_of`;

const LIVE_THROUGH = [
  // One date in thirty was moved by a later document.
  `WITH moved AS (
     UPDATE tasks SET due_date_changed = true, version = version + 1
     WHERE due_on IS NOT NULL AND ${chance('id', 'moved')} < 3 RETURNING id, due_on
   ), parts AS (
     UPDATE assignments a SET due_date_changed = true FROM moved WHERE a.task_id = moved.id
   )
   INSERT INTO due_date_changes (task_id, effective_on, nominal_due_on, due_on, explanation, document_text, reason)
   SELECT id, due_on - 10, due_on + 30, due_on + 30, 'Gia hạn', 'Công văn gia hạn', 'Chờ hướng dẫn' FROM moved`,
  // Seven leads in ten are done, from forty days before the date to twenty after it.
  `UPDATE assignments SET completed_on = due_on - 40 + ${chance('id', 'day')} * 60 / 100, version = version + 1
   WHERE role = 'lead' AND due_on IS NOT NULL AND due_on < DATE '2026-07-01' AND ${chance('id', 'done')} < 70`,
  `UPDATE assignments SET cancelled_on = due_on - 5, cancel_reason = 'Không còn phù hợp', version = version + 1
   WHERE role = 'lead' AND due_on IS NOT NULL AND completed_on IS NULL AND ${chance('id', 'cancelled')} < 2`,
  `INSERT INTO evidence (id, assignment_id, number, issued_on, abstract, state, proposed_by, proposed_at, decided_by, decided_at)
   SELECT ${uuidOf("'/evidence/' || a.id")}, a.id, ${chance('a.id', 'number')} || '/BC-UBND',
          a.completed_on, 'Báo cáo kết quả thực hiện nhiệm vụ được giao', 'confirmed', u.id,
          a.completed_on + time '09:00', u.id, a.completed_on + time '16:00'
   FROM assignments a CROSS JOIN (SELECT id FROM users ORDER BY username LIMIT 1) u WHERE a.completed_on IS NOT NULL`,
  `INSERT INTO evidence (id, assignment_id, number, issued_on, abstract, state, proposed_by, proposed_at)
   SELECT ${uuidOf("'/waiting/' || a.id")}, a.id, ${chance('a.id', 'number')} || '/BC-UBND',
          a.due_on, 'Báo cáo chờ xác nhận', 'proposed', u.id, a.due_on + time '09:00'
   FROM assignments a CROSS JOIN (SELECT id FROM users ORDER BY username LIMIT 1) u
   WHERE a.role = 'lead' AND a.completed_on IS NULL AND a.cancelled_on IS NULL AND a.due_on IS NOT NULL
     AND ${chance('a.id', 'waiting')} < 10`,
  `INSERT INTO events (type, subject_type, subject_id, plan_id, agency_id, actor_kind, actor_label, after)
   SELECT kind, 'evidence', e.id, a.plan_id, a.agency_id, 'system', 'Hệ thống', jsonb_build_object('number', e.number)
   FROM evidence e JOIN assignments a ON a.id = e.assignment_id
   CROSS JOIN (VALUES ('evidence.proposed'), ('evidence.confirmed')) AS kinds (kind)
   WHERE kind = 'evidence.proposed' OR e.state = 'confirmed'`,
];
