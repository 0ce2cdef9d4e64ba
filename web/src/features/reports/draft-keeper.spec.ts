import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Tagged } from '../../lib/api-client.js';
import { noAnswer, Problem } from '../../lib/problem.js';
import { DraftKeeper, PAUSE_MS } from './draft-keeper.js';
import type { KeptWords } from './kept-words.js';
import type { EntriesInput } from './own-report-queries.js';
import type { Report } from './review-queries.js';

vi.mock('../../lib/api-client.js', () => ({}));

/** A server of one report: checks versions as the API does. */
class Server {
  version = 1;
  line: 'up' | 'down' | 'answer_lost' = 'up';
  entries: Record<string, { resultText: string; nextText: string }> = {
    a: { resultText: '', nextText: '' },
    b: { resultText: '', nextText: '' },
  };
  saves = 0;

  tagged(): Tagged<Report> {
    const entries = Object.entries(this.entries).map(([assignmentId, words]) => ({
      assignmentId,
      progressPercent: null,
      state: null,
      obstacleText: '',
      nothingNew: false,
      files: [],
      ...words,
    }));
    const report = {
      version: this.version,
      nothingNew: false,
      savedAt: `${this.version}`,
      savedByName: 'Cán bộ B',
      entries,
    };
    return { data: report as unknown as Report, etag: `"${this.version}.x"` };
  }
  read = async (): Promise<Tagged<Report>> => {
    if (this.line === 'down') throw noAnswer();
    return this.tagged();
  };
  save = async (etag: string, { entries = [] }: EntriesInput): Promise<Tagged<Report>> => {
    if (this.line === 'down') throw noAnswer();
    if (etag !== `"${this.version}.x"`) throw new Problem(412, 'resource.stale', '', '');
    this.saves += 1;
    this.version += 1;
    for (const { assignmentId, resultText, nextText } of entries) {
      this.entries[assignmentId] = { resultText: (resultText ?? '').trim(), nextText: (nextText ?? '').trim() };
    }
    if (this.line === 'answer_lost') throw noAnswer();
    return this.tagged();
  };
  /** Another person saves one line. */
  other(id: string, words: Partial<{ resultText: string; nextText: string }>): void {
    this.version += 1;
    this.entries[id] = { resultText: '', nextText: '', ...this.entries[id], ...words };
  }
}

describe('keeping a draft', () => {
  let server: Server;
  let kept: KeptWords | null;
  const open = () =>
    new DraftKeeper(server.tagged(), {
      save: server.save,
      read: server.read,
      onReport: () => {},
      words: {
        read: () => kept,
        write: (words) => {
          kept = structuredClone(words);
        },
        clear: () => {
          kept = null;
        },
      },
      now: () => new Date(),
    });
  const pause = () => vi.advanceTimersByTimeAsync(PAUSE_MS);

  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    kept = null;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('saves once after a pause, not at every letter', async () => {
    const keeper = open();
    for (const text of ['Đ', 'Đã', 'Đã ban hành ']) {
      keeper.change('a', { resultText: text });
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(server.saves).toBe(0);
    expect(keeper.snapshot().status).toBe('waiting');
    expect(kept).not.toBeNull();
    await pause();
    expect(server.saves).toBe(1);
    expect(keeper.snapshot()).toMatchObject({ status: 'saved', savedAt: '2' });
    expect(keeper.snapshot().draft.entries.a?.resultText).toBe('Đã ban hành ');
    expect(kept).toBeNull();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.saves).toBe(1);
  });

  it('saves who types without a pause', async () => {
    const keeper = open();
    for (let second = 0; second < 20; second += 1) {
      keeper.change('a', { resultText: `giây ${second}` });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(server.saves).toBe(1);
  });

  it('keeps words on this computer while the line is down, and sends them when it is back', async () => {
    server.line = 'down';
    const keeper = open();
    keeper.change('a', { resultText: 'gõ lúc mất mạng' });
    await pause();
    expect(keeper.snapshot().status).toBe('no_line');
    expect(kept?.mine.entries.a?.resultText).toBe('gõ lúc mất mạng');
    keeper.change('b', { nextText: 'vẫn gõ tiếp' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.snapshot().status).toBe('no_line');
    server.line = 'up';
    keeper.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.entries).toMatchObject({ a: { resultText: 'gõ lúc mất mạng' }, b: { nextText: 'vẫn gõ tiếp' } });
    expect(keeper.snapshot().status).toBe('saved');
    expect(kept).toBeNull();
  });

  it('finds words of an earlier visit, joins them with what stands now, and sends them', async () => {
    server.line = 'down';
    const first = open();
    first.change('a', { resultText: 'chữ chưa gửi' });
    await pause();
    first.stop();
    server.line = 'up';
    server.other('b', { nextText: 'của đồng nghiệp' });
    const second = open();
    expect(second.snapshot().recoveredAt).not.toBeNull();
    expect(second.snapshot().draft.entries).toMatchObject({
      a: { resultText: 'chữ chưa gửi' },
      b: { nextText: 'của đồng nghiệp' },
    });
    await pause();
    expect(server.entries.a?.resultText).toBe('chữ chưa gửi');
    expect(kept).toBeNull();
  });

  it('is no other person to itself when the answer to a save was lost', async () => {
    const keeper = open();
    server.line = 'answer_lost';
    keeper.change('a', { resultText: 'một' });
    await pause();
    server.line = 'up';
    keeper.change('a', { resultText: 'một hai' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keeper.snapshot()).toMatchObject({ status: 'saved', clashes: [], taken: [] });
    expect(server.entries.a?.resultText).toBe('một hai');
  });

  it('takes over what another person saved, and asks where both wrote', async () => {
    const keeper = open();
    server.other('a', { resultText: 'của đồng nghiệp' });
    server.other('b', { nextText: 'của đồng nghiệp' });
    keeper.change('a', { resultText: 'của tôi', nextText: 'chỉ tôi' });
    await pause();
    const { clashes, taken, otherName } = keeper.snapshot();
    expect(clashes).toEqual([{ assignmentId: 'a', field: 'resultText', theirs: 'của đồng nghiệp' }]);
    expect(taken).toEqual([{ assignmentId: 'b', field: 'nextText' }]);
    expect(otherName).toBe('Cán bộ B');
    // What nobody disputes is saved already, and nothing of the other is written over.
    expect(server.entries.a).toEqual({ resultText: 'của đồng nghiệp', nextText: 'chỉ tôi' });
    expect(await keeper.flush()).toBe(false);
    keeper.choose(clashes[0] as (typeof clashes)[number], 'both');
    await pause();
    expect(server.entries.a?.resultText).toBe('của tôi\ncủa đồng nghiệp');
    expect(await keeper.flush()).toBe(true);
    expect(kept).toBeNull();
  });

  it('gives words back when "không phát sinh" is unticked', async () => {
    const keeper = open();
    keeper.change('a', { resultText: 'đã làm' });
    keeper.setWhole(true);
    expect(keeper.snapshot().draft).toMatchObject({
      nothingNew: true,
      entries: { a: { resultText: '', nothingNew: true } },
    });
    keeper.change('a', { nothingNew: false });
    expect(keeper.snapshot().draft).toMatchObject({
      nothingNew: false,
      entries: { a: { resultText: 'đã làm', nothingNew: false }, b: { nothingNew: true } },
    });
  });

  it('sends what is typed when one goes to another page', async () => {
    const keeper = open();
    keeper.change('a', { resultText: 'rời trang' });
    keeper.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.entries.a?.resultText).toBe('rời trang');
    expect(kept).toBeNull();
  });

  it('keeps the words when the server refuses them', async () => {
    const keeper = open();
    vi.spyOn(server, 'save');
    server.save = async () => {
      throw new Problem(401, 'auth.session_ended', 'Phiên làm việc đã kết thúc', '');
    };
    const refused = new DraftKeeper(server.tagged(), {
      save: server.save,
      read: server.read,
      onReport: () => {},
      words: {
        read: () => null,
        write: (words) => {
          kept = words;
        },
        clear: () => {},
      },
      now: () => new Date(),
    });
    refused.change('a', { resultText: 'hết phiên' });
    await pause();
    expect(refused.snapshot().status).toBe('refused');
    expect(kept?.mine.entries.a?.resultText).toBe('hết phiên');
    keeper.stop();
  });
});
