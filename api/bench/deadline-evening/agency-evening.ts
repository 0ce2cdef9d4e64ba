import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EveningClock } from './evening-clock.js';
import type { EveningSize, Moment } from './evening-size.js';
import type { AgencyRecord, Ledger, UploadedFile } from './ledger.js';
import { type Answer, BrokenLine, type Call, type Person } from './person.js';
import { type ScannedPdf, scannedPdf } from './scanned-pdf.js';

interface Report {
  id: string;
  version: number;
  late: boolean;
  state: string;
  entries: { assignmentId: string; resultText: string }[];
}

type Outcome = Awaited<ReturnType<Person['ask']>>;

/** What an agency's evening goes by. */
export interface Setting {
  size: EveningSize;
  ledger: Ledger;
  clock: EveningClock;
}

/** How one agency hands in: reads, writes, saves, uploads, saves again, submits, looks at the receipt. */
export class AgencyEvening {
  private etag = '';
  private report!: Report;

  constructor(
    private readonly person: Person,
    private readonly record: AgencyRecord,
    private readonly setting: Setting,
    private readonly moment: Moment,
    private readonly random: () => number,
  ) {}

  async run(): Promise<void> {
    await this.person.signIn();
    await this.read();
    await this.think();
    await this.save([]);
    for (let number = 1; number <= this.setting.size.files; number += 1) {
      await this.think();
      await this.upload(number);
    }
    await this.save(this.record.files);
    await this.think();
    if (this.moment !== 'any') await this.waitForTheBell();
    await this.submit();
  }

  private get path(): string {
    return `/reports/${this.record.reportId}`;
  }

  private async read(): Promise<void> {
    const { answer } = await this.person.ask({ kind: 'read', method: 'GET', path: this.path });
    this.took(answer, 200);
  }

  /** Every save says something new, so that each one stands exactly once or not at all. */
  private async save(files: readonly UploadedFile[]): Promise<void> {
    const { ledger } = this.setting;
    const words = `${this.record.mark} lần ${this.record.saves + 1}`;
    for (;;) {
      const call: Call = {
        kind: 'save',
        method: 'PUT',
        path: `${this.path}/entries`,
        headers: { 'If-Match': this.etag },
        body: {
          entries: this.report.entries.map(({ assignmentId }, index) => ({
            assignmentId,
            progressPercent: Math.floor(this.random() * 90),
            state: 'in_progress',
            resultText: index === 0 ? words : `Đã làm việc với các đơn vị liên quan, ${words}`,
            obstacleText: '',
            nextText: 'Tiếp tục theo kế hoạch',
            fileIds: index === 0 ? files.map(({ id }) => id) : [],
          })),
        },
      };
      const { answer, attempts } = await this.person.ask(call);
      if (answer.status === 412 && attempts.length > 1) {
        // Sent before the line broke, perhaps written: the report itself says so.
        await this.read();
        if (this.report.entries[0]?.resultText === words) break;
        continue;
      }
      this.took(answer, 200);
      if (this.random() < this.setting.size.repeated) {
        ledger.repeated += 1;
        const again = await this.person.ask(call);
        if (again.answer.status !== 412) ledger.fault(`a save sent twice: ${told(again.answer)} instead of 412`);
      }
      break;
    }
    this.record.saves += 1;
  }

  private async upload(number: number): Promise<void> {
    const { size, ledger } = this.setting;
    const pdf = scannedPdf(`${this.record.mark}-${number}.pdf`, size.fileBytes, this.random);
    const call: Call = {
      kind: 'upload',
      method: 'POST',
      path: '/files',
      headers: { 'Idempotency-Key': randomUUID() },
      body: pdf,
    };
    if (this.random() < size.brokenOff) {
      ledger.brokenOff += 1;
      await this.person.send(call, 0.5).then(
        (answer) => ledger.fault(`half an upload was answered: ${told(answer)}`),
        (error: unknown) => {
          if (!(error instanceof BrokenLine)) throw error;
        },
      );
    }
    const { answer } = await this.askOnceOrTwice(call);
    const file = JSON.parse(answer.body) as UploadedFile;
    if (answer.status !== 201 || !isSame(file, pdf)) throw new Error(`an upload: ${told(answer)}`);
    this.record.files.push(file);
  }

  private async submit(): Promise<void> {
    const call = (body: object): Call => ({
      kind: 'submit',
      method: 'POST',
      path: `${this.path}/submissions`,
      headers: { 'If-Match': this.etag, 'Idempotency-Key': randomUUID() },
      body,
    });
    let outcome = await this.askOnceOrTwice(call({ note: this.record.mark }));
    const reasonAsked = outcome.answer.body.includes('report.late_reason_missing');
    if (reasonAsked) {
      // What was refused did not arrive: the second sending is the one that is judged.
      outcome = await this.askOnceOrTwice(
        call({ lateReasonCode: 'staff', lateReasonText: 'Cán bộ đầu mối đi công tác' }),
      );
    }
    this.took(outcome.answer, 200);
    const receipt = await this.person.ask({ kind: 'read', method: 'GET', path: `${this.path}/submissions` });
    const versions = (JSON.parse(receipt.answer.body) as { items: { sha256: string }[] }).items;
    if (versions.length !== 1) throw new Error(`${versions.length} versions on the receipt: ${told(receipt.answer)}`);
    this.record.submission = {
      attempts: outcome.attempts,
      sha256: versions[0]?.sha256 ?? '',
      late: this.report.late,
      reasonGiven: reasonAsked,
    };
  }

  /** Now and then twice: by a double click, or by a page that did not see its answer. The key makes it one. */
  private async askOnceOrTwice(call: Call): Promise<Outcome> {
    if (this.random() >= this.setting.size.repeated) return this.person.ask(call);
    this.setting.ledger.repeated += 1;
    const first = this.person.ask(call);
    if (this.random() < 0.5) await first;
    const both = await Promise.all([first, this.person.ask(call)]);
    const done = both.filter(({ answer }) => answer.status < 300);
    // A refusal has no effect and is not kept: it may come once and, at the bell, not again.
    if (done.length < 2) return done[0] ?? both[1];
    const [one, two] = both.map(({ answer }) => answer) as [Answer, Answer];
    const replayed = [one, two].some(({ headers }) => headers['idempotency-replayed'] === 'true');
    if (one.status !== two.status || one.body !== two.body || !replayed) {
      this.setting.ledger.fault(`${call.kind} sent twice: ${told(one)}, then ${told(two)}`);
    }
    return { answer: one, attempts: both.flatMap(({ attempts }) => attempts) };
  }

  private took(answer: Answer, status: number): void {
    if (answer.status !== status) throw new Error(told(answer));
    this.etag = answer.headers.etag ?? '';
    this.report = JSON.parse(answer.body) as Report;
  }

  private think(): Promise<unknown> {
    return sleep((this.setting.size.seconds / 60) * 1_000 * (0.5 + this.random()));
  }

  private async waitForTheBell(): Promise<void> {
    this.record.waits = true;
    const bellAt = await this.setting.clock.bellAt;
    const after = this.moment === 'last' ? -700 + this.random() * 1_000 : 500;
    await sleep(Math.max(0, bellAt + after - Date.now()));
  }
}

const isSame = (file: UploadedFile, { name, bytes, sha256 }: ScannedPdf): boolean =>
  file.name === name && file.bytes === bytes && file.sha256 === sha256;

const told = ({ status, body }: Answer): string => `${status} ${body.slice(0, 300)}`;
