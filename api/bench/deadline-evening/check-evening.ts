import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalText, type ReportContent } from '../../src/reports/domain/report-content.js';
import { rowsOf } from '../databases.js';
import type { EveningClock } from './evening-clock.js';
import type { AgencyRecord, Attempt } from './ledger.js';

/** What is looked at after an evening. */
export interface Aftermath {
  ownerUrl: string;
  filesDir: string;
  periodId: string;
  dueOn: string;
  clock: EveningClock;
  records: readonly AgencyRecord[];
}

export interface Findings {
  /** One sentence each; none when all is right. */
  lost: string[];
  doubled: string[];
  wrongLateness: string[];
  log: string[];
  counts: {
    submissions: number;
    onTime: number;
    late: number;
    /** Sent before the bell and answered after it. */
    acrossTheBell: number;
    files: number;
    events: number;
    /** Content on the disk that no row knows, and content that came in half: what the sweeper finds after a day. */
    contentWithoutRow: number;
    leftIncoming: number;
  };
}

interface SubmissionRow {
  reportId: string;
  number: number;
  sha256: string;
  content: ReportContent;
  receivedAt: Date;
  receivedOn: string;
  late: boolean;
  lateReasonCode: string | null;
  state: string;
  count: number;
}

/** Holds the database and the disk against what the agencies were told. */
export async function checkEvening(after: Aftermath): Promise<Findings> {
  const findings: Findings = {
    lost: [],
    doubled: [],
    wrongLateness: [],
    log: [],
    counts: {
      submissions: 0,
      onTime: 0,
      late: 0,
      acrossTheBell: 0,
      files: 0,
      events: 0,
      contentWithoutRow: 0,
      leftIncoming: 0,
    },
  };
  await checkSubmissions(after, findings);
  await checkFiles(after, findings);
  await checkEvents(after, findings);
  return findings;
}

async function checkSubmissions({ ownerUrl, periodId, records, ...after }: Aftermath, found: Findings): Promise<void> {
  const rows = await rowsOf<SubmissionRow>(
    ownerUrl,
    `SELECT s.report_id AS "reportId", s.number, s.sha256, s.content, s.received_at AS "receivedAt",
            s.received_on::text AS "receivedOn", s.late, s.late_reason_code AS "lateReasonCode", r.state,
            r.submission_count AS count
     FROM report_submissions s JOIN reports r ON r.id = s.report_id WHERE r.period_id = $1`,
    [periodId],
  );
  found.counts.submissions = rows.length;
  const byReport = grouped(rows, ({ reportId }) => reportId);
  for (const record of records) {
    const versions = byReport.get(record.reportId) ?? [];
    byReport.delete(record.reportId);
    if (versions.length > 1) found.doubled.push(`${record.agencyName}: ${versions.length} versions`);
    const [version] = versions;
    if (!version) {
      if (record.submission) found.lost.push(`${record.agencyName}: its acknowledged submission is not there`);
      continue;
    }
    found.lost.push(...wrongContent(version, record).map((text) => `${record.agencyName}: ${text}`));
    found.wrongLateness.push(...wrongLateness(version, record, after).map((text) => `${record.agencyName}: ${text}`));
    found.counts[version.late ? 'late' : 'onTime'] += 1;
    const { first, answered } = spanOf(record, after.clock);
    const bell = after.clock.bell.getTime();
    if (first < bell && answered >= bell) found.counts.acrossTheBell += 1;
  }
  for (const [reportId] of byReport) found.doubled.push(`${reportId}: a submission that nobody sent`);
}

function wrongContent(version: SubmissionRow, record: AgencyRecord): string[] {
  const wrong: string[] = [];
  const digest = createHash('sha256').update(canonicalText(version.content)).digest('hex');
  if (digest !== version.sha256) wrong.push('the content hash is not that of the content');
  if (record.submission && record.submission.sha256 !== version.sha256) wrong.push('another version was acknowledged');
  if (version.state !== 'submitted' || version.count !== 1) wrong.push(`stands as ${version.state}, ${version.count}`);
  const [line, ...others] = version.content.entries;
  if (line?.resultText !== `${record.mark} lần ${record.saves}`) wrong.push('the words of its last save are not in it');
  if (others.some(({ resultText }) => !resultText.endsWith(`${record.mark} lần ${record.saves}`))) {
    wrong.push('lines of two saves are mixed in it');
  }
  const files = (version.content.entries.flatMap((entry) => entry.files) ?? []).map(({ id, sha256 }) => id + sha256);
  const told = record.files.map(({ id, sha256 }) => id + sha256);
  if (files.sort().join() !== told.sort().join()) wrong.push('its files are not those that were acknowledged');
  return wrong;
}

/** From the first sending to the first answer, by the database's clock. */
function spanOf({ submission }: AgencyRecord, clock: EveningClock): { first: number; answered: number } {
  const { attempts = [] } = submission ?? {};
  return {
    first: clock.earliest(Math.min(...attempts.map(({ sentAt }) => sentAt))),
    answered: clock.latest(Math.min(...attempts.map(({ answeredAt }) => answeredAt ?? Infinity))),
  };
}

/** Judged by when this machine sent and was answered, not by what the product wrote down. */
function wrongLateness(
  { receivedAt, receivedOn, late, lateReasonCode }: SubmissionRow,
  record: AgencyRecord,
  { clock, dueOn }: Pick<Aftermath, 'clock' | 'dueOn'>,
): string[] {
  const { submission } = record;
  if (!submission) return [];
  const wrong: string[] = [];
  const bell = clock.bell.getTime();
  const received = receivedAt.getTime();
  const { first, answered } = spanOf(record, clock);
  if (answered < bell && late) wrong.push('answered before the bell, and late');
  if (first >= bell && !late) wrong.push('sent after the bell, and on time');
  // Two milliseconds for clocks that are read in whole ones.
  const within = ({ sentAt, answeredAt }: Attempt): boolean =>
    received >= clock.earliest(sentAt) - 2 && received <= clock.latest(answeredAt ?? Infinity) + 2;
  if (!submission.attempts.some(within)) wrong.push('received when nothing of it was under way');
  if (late !== received >= bell) wrong.push('its instant of arrival says otherwise');
  if (late !== receivedOn > dueOn) wrong.push('its day of arrival says otherwise');
  if (late !== submission.late) wrong.push('the answer said otherwise');
  if (late !== (lateReasonCode !== null)) wrong.push(`late: ${late}, reason: ${lateReasonCode}`);
  return wrong;
}

interface FileRow {
  id: string;
  name: string;
  bytes: number;
  sha256: string;
  state: string;
}

async function checkFiles({ ownerUrl, filesDir, records }: Aftermath, found: Findings): Promise<void> {
  const rows = await rowsOf<FileRow>(ownerUrl, 'SELECT id, name, bytes, sha256, state FROM files');
  found.counts.files = rows.length;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byName = grouped(rows, ({ name }) => name);
  for (const [name, same] of byName) {
    if (same.length > 1) found.doubled.push(`${name}: ${same.length} files`);
  }
  for (const { agencyName, files } of records) {
    for (const file of files) {
      const row = byId.get(file.id);
      if (row?.sha256 !== file.sha256 || row.bytes !== file.bytes) {
        found.lost.push(`${agencyName}: ${file.name} is not there as it was acknowledged`);
      } else if (row.state !== 'attached') {
        found.lost.push(`${agencyName}: ${file.name} is ${row.state}`);
      }
    }
  }
  const kept = listed(join(filesDir, 'kept')).flatMap((part) => listed(join(filesDir, 'kept', part)));
  found.counts.contentWithoutRow = kept.filter((id) => !byId.has(id)).length;
  found.counts.leftIncoming = listed(join(filesDir, 'incoming')).length;
  for (const { id, name, sha256 } of rows) {
    const path = join(filesDir, 'kept', id.slice(0, 2), id);
    const digest = existsSync(path) ? await digestOf(path) : 'absent';
    if (digest !== sha256) found.lost.push(`${name}: on the disk it is ${digest}`);
  }
}

const listed = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** Each change has exactly one event, and nothing else has. */
async function checkEvents({ ownerUrl, records, periodId }: Aftermath, found: Findings): Promise<void> {
  const [total] = await rowsOf<{ count: number }>(ownerUrl, 'SELECT count(*)::int AS count FROM events');
  found.counts.events = total?.count ?? 0;
  const rows = await rowsOf<{ id: string; version: number; saved: number; submitted: number; versions: number }>(
    ownerUrl,
    `SELECT r.id, r.version, count(*) FILTER (WHERE e.type = 'report.saved')::int AS saved,
            count(*) FILTER (WHERE e.type = 'report.submitted')::int AS submitted,
            (SELECT count(*)::int FROM report_submissions s WHERE s.report_id = r.id) AS versions
     FROM reports r LEFT JOIN events e ON e.subject_id = r.id WHERE r.period_id = $1 GROUP BY r.id`,
    [periodId],
  );
  const recordOf = new Map(records.map((record) => [record.reportId, record]));
  for (const { id, version, saved, submitted, versions } of rows) {
    const record = recordOf.get(id);
    const name = record?.agencyName ?? id;
    if (submitted !== versions) found.log.push(`${name}: ${versions} versions and ${submitted} events of them`);
    if (version !== 1 + saved + submitted)
      found.log.push(`${name}: version ${version} after ${saved} + ${submitted} events`);
    if (record?.submission && saved !== record.saves) found.log.push(`${name}: ${record.saves} saves, ${saved} events`);
  }
  const files = await rowsOf<{ id: string; count: number }>(
    ownerUrl,
    `SELECT COALESCE(f.id, e.subject_id) AS id, count(e.id)::int AS count
     FROM files f FULL JOIN (SELECT id, subject_id FROM events WHERE type = 'file.uploaded') e ON e.subject_id = f.id
     GROUP BY 1, f.id HAVING count(e.id) <> 1 OR f.id IS NULL`,
  );
  for (const { id, count } of files) found.log.push(`the file ${id} has ${count} events`);
}
