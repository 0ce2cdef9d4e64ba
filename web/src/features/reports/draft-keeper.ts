import type { Tagged } from '../../lib/api-client.js';
import { asProblem, type Problem } from '../../lib/problem.js';
import type { KeeperPorts, KeeperState } from './keeper-state.js';
import { NothingNew } from './nothing-new.js';
import {
  type ChosenSide,
  type Clash,
  chosen,
  type Draft,
  draftOf,
  draftSent,
  type EntryWords,
  inputOf,
  mergeDrafts,
  sameDraft,
  withOwnSpelling,
} from './report-draft.js';
import type { Report } from './review-queries.js';

/** A pause in typing after which the draft is saved. */
export const PAUSE_MS = 2_000;
/** Who types without a pause is saved as well. */
const LONGEST_MS = 15_000;
/** Between attempts while the line is down. */
const RETRY_MS = [3_000, 5_000, 10_000, 20_000] as const;
/** Attempts without an answer that are remembered. */
const MOST_SENT = 6;
/** How soon typed words are in the browser's storage. */
const KEEP_MS = 250;

/**
 * Keeps one draft: saves it while a person types, holds it on this computer while the line is down, and joins it with
 * what others saved meanwhile.
 */
export class DraftKeeper {
  private state: KeeperState;
  private base: Draft;
  private etag: string;
  private version: number;
  /** Sent without an answer: one of them may have arrived. */
  private sent: readonly Draft[] = [];
  private running: Promise<boolean> | null = null;
  private saveTimer: ReturnType<typeof setTimeout> | undefined;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  private dirtySince = 0;
  private failures = 0;
  private stopped = false;
  private readonly listeners = new Set<() => void>();
  private readonly nothingNew = new NothingNew();

  constructor(
    report: Tagged<Report>,
    private readonly ports: KeeperPorts,
  ) {
    this.base = draftOf(report.data);
    this.etag = report.etag;
    this.version = report.data.version;
    this.state = {
      draft: this.base,
      status: 'saved',
      savedAt: report.data.savedAt,
      clashes: [],
      taken: [],
      otherName: null,
      problem: null,
      recoveredAt: null,
    };
    this.recover(report);
  }

  /** Words of an earlier visit that never arrived. */
  private recover({ data }: Tagged<Report>): void {
    const kept = this.ports.words.read();
    if (!kept) return;
    const { draft, clashes, taken } = mergeDrafts(kept.base, kept.mine, this.base, kept.sent);
    if (sameDraft(draft, this.base)) {
      this.ports.words.clear();
      return;
    }
    this.state = { ...this.state, draft, clashes, taken, recoveredAt: kept.at, otherName: data.savedByName };
    this.touch();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): KeeperState => this.state;

  /** What the next act on the report names in `If-Match`. */
  currentEtag(): string {
    return this.etag;
  }

  change(assignmentId: string, change: Partial<EntryWords>): void {
    this.write({ draft: this.nothingNew.line(this.state.draft, assignmentId, change) });
  }

  /** "Không phát sinh" for the whole report, and back. */
  setWhole(nothingNew: boolean): void {
    this.write({ draft: this.nothingNew.whole(this.state.draft, nothingNew), clashes: [] });
  }

  /** Settles what both filled in; `both` puts the other's words below ours. */
  choose(clash: Clash, side: ChosenSide): void {
    this.write({
      draft: chosen(this.state.draft, clash, side),
      clashes: this.state.clashes.filter((one) => one !== clash),
    });
  }

  /** The notes on what others did and what was found here were read. */
  dismissNotes(): void {
    this.show({ taken: [], recoveredAt: null });
  }

  /**
   * Saves now what is not saved yet.
   * @returns whether everything on the page is on the server
   */
  async flush(): Promise<boolean> {
    await this.running;
    return this.dirty() ? this.saveNow() : true;
  }

  /** The server's report as it was read anew: joined with what is being written. */
  meet(report: Tagged<Report>): void {
    if (report.data.version <= this.version || this.running) return;
    this.join(report);
  }

  /** What the server holds is what shall stand here, e.g. after a form was taken in. */
  adopt(report: Tagged<Report>): void {
    clearTimeout(this.saveTimer);
    this.take(report);
    this.show({ draft: this.base, status: 'saved', clashes: [], taken: [], problem: null, recoveredAt: null });
    this.ports.words.clear();
  }

  /** The line is back: do not wait for the next attempt. */
  readonly retryNow = (): void => {
    if (!this.stopped && this.dirty() && this.state.status === 'no_line') void this.saveNow();
  };

  /** Leaves the page: what is typed goes out now, and stays on this computer until it has arrived. */
  stop(): void {
    this.keepNow();
    if (this.dirty() && this.state.status !== 'refused') void this.saveNow();
    this.stopped = true;
    clearTimeout(this.saveTimer);
    clearTimeout(this.keepTimer);
  }

  /** Puts unsaved words into the browser's storage at once. */
  readonly keepNow = (): void => {
    clearTimeout(this.keepTimer);
    if (this.stopped || !this.dirty()) return;
    this.ports.words.write({
      base: this.base,
      mine: this.state.draft,
      sent: this.sent,
      at: this.ports.now().toISOString(),
    });
  };

  private dirty(): boolean {
    return !sameDraft(this.state.draft, this.base) || this.state.clashes.length > 0;
  }

  private write(change: Partial<KeeperState>): void {
    this.show({ ...change, recoveredAt: null });
    this.touch();
  }

  /** Something is to be saved: soon on this computer, after a pause on the server. */
  private touch(): void {
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(this.keepNow, KEEP_MS);
    const now = this.ports.now().getTime();
    if (this.dirtySince === 0) this.dirtySince = now;
    if (this.state.status !== 'saving' && this.state.status !== 'no_line') this.show({ status: 'waiting' });
    if (this.state.status === 'no_line') return;
    const wait = Math.max(0, Math.min(PAUSE_MS, this.dirtySince + LONGEST_MS - now));
    this.plan(wait);
  }

  private plan(wait: number): void {
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(() => void this.saveNow(), wait);
  }

  private saveNow(): Promise<boolean> {
    clearTimeout(this.saveTimer);
    if (this.stopped) return Promise.resolve(false);
    this.running ??= this.save().finally(() => {
      this.running = null;
      if (this.state.status === 'waiting') this.plan(PAUSE_MS);
    });
    return this.running;
  }

  private async save(): Promise<boolean> {
    const { draft, clashes } = this.state;
    const sending = draftSent(draft, clashes);
    if (sameDraft(sending, this.base)) {
      // At most choices are open: the server has all but them.
      this.show({ status: 'saved', problem: null });
      if (clashes.length === 0) this.forget();
      return clashes.length === 0;
    }
    this.show({ status: 'saving' });
    this.sent = [...this.sent.filter((one) => !sameDraft(one, sending)), sending].slice(-MOST_SENT);
    try {
      const report = await this.ports.save(this.etag, inputOf(draft, clashes));
      this.saved(report, draft);
      return !this.dirty();
    } catch (error) {
      return this.failed(asProblem(error));
    }
  }

  private saved(report: Tagged<Report>, asSent: Draft): void {
    const untouched = this.state.draft === asSent;
    this.take(report);
    this.failures = 0;
    this.dirtySince = 0;
    const open = this.state.clashes.length > 0;
    const draft = untouched && !open ? withOwnSpelling(this.base, this.state.draft) : this.state.draft;
    this.show({ draft, problem: null, status: 'saved' });
    if (!untouched && this.dirty()) this.show({ status: 'waiting' });
    if (this.dirty()) this.keepNow();
    else this.forget();
  }

  private async failed(problem: Problem): Promise<boolean> {
    if (this.stopped) return false;
    this.keepNow();
    if (problem.status === 412) {
      try {
        this.join(await this.ports.read());
        return this.dirty() ? await this.save() : true;
      } catch (error) {
        return this.failed(asProblem(error));
      }
    }
    if (problem.status === 0 || problem.status === 429 || problem.status >= 500) {
      const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 20_000;
      this.failures += 1;
      this.show({ status: 'no_line', problem });
      this.plan(wait);
      return false;
    }
    this.show({ status: 'refused', problem });
    // Handed in, locked or no longer ours: the page shall show it.
    if (problem.status === 409 || problem.status === 403) {
      await this.ports.read().then(this.ports.onReport, () => {});
    }
    return false;
  }

  private join(report: Tagged<Report>): void {
    const { draft, clashes, taken } = mergeDrafts(this.base, this.state.draft, draftOf(report.data), this.sent);
    const known = new Set(clashes.map((one) => `${one.assignmentId} ${one.field}`));
    // A choice that is still open stays open: its other side stands on the server.
    const open = this.state.clashes.filter((one) => !known.has(`${one.assignmentId} ${one.field}`));
    this.take(report);
    this.show({
      draft,
      clashes: [...open, ...clashes],
      taken: [...this.state.taken, ...taken],
      otherName: report.data.savedByName,
    });
    if (this.dirty()) this.touch();
    else this.forget();
  }

  private take(report: Tagged<Report>): void {
    this.base = draftOf(report.data);
    this.etag = report.etag;
    this.version = report.data.version;
    this.sent = [];
    this.show({ savedAt: report.data.savedAt });
    this.ports.onReport(report);
  }

  private forget(): void {
    clearTimeout(this.keepTimer);
    this.dirtySince = 0;
    this.ports.words.clear();
    if (this.state.status === 'waiting') this.show({ status: 'saved' });
  }

  private show(change: Partial<KeeperState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
