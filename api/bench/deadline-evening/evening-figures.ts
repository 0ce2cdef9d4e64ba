import { percentile } from '../load.js';
import { number, type Section } from '../report.js';
import type { EveningResult } from './evening.js';
import { KINDS } from './ledger.js';

const SUBMIT_P95_MS = 1_000;
const MOST_RSS = 512 * 2 ** 20;

/** What was found wrong: whatever is listed makes the evening a failed one, however fast it was. */
export const wrongIn = ({ findings, ledger }: EveningResult): string[] => [
  ...findings.lost.map((text) => `lost: ${text}`),
  ...findings.doubled.map((text) => `doubled: ${text}`),
  ...findings.wrongLateness.map((text) => `wrong lateness: ${text}`),
  ...findings.log.map((text) => `log: ${text}`),
  ...ledger.faults.map((text) => `fault: ${text}`),
];

/** The figures as a table. */
export function figuresOf(result: EveningResult): Section {
  const { ledger, size, findings } = result;
  const ms = (value: number): string => number(value);
  const lines = KINDS.map((kind) => {
    const times = ledger.times.get(kind) ?? [];
    const whole = ledger.whole.get(kind) ?? [];
    const p95 = percentile(times, 0.95);
    const ways = [...ledger.failures].filter(([name]) => name.startsWith(`${kind}: `));
    return {
      what: kind,
      product: number(times.length),
      floor: `${ms(percentile(times, 0.5))} / ${ms(p95)} / ${ms(percentile(times, 0.99))}`,
      ratio: ms(Math.max(0, ...whole)),
      ...(kind === 'submit' ? { bar: { text: 'p95 ≤ 1 s', met: p95 <= SUBMIT_P95_MS } } : {}),
      beside: ways.map(([name, count]) => `${count}× ${name.slice(kind.length + 2)}`).join(', ') || 'none',
    };
  });
  const memory = result.peakRss.map(({ role, bytes }) => ({
    what: `most memory of the replica with ROLE=${role}`,
    product: '',
    floor: '',
    ratio: `${number(bytes / 2 ** 20)} MB`,
    bar: { text: '≤ 512 MB', met: bytes <= MOST_RSS },
    beside: result.killed.role === role ? `killed, back after ${number(result.killed.backAfterMs / 1_000, 1)} s` : '',
  }));
  const { counts } = findings;
  const wrong = wrongIn(result).length;
  return {
    title: 'Deadline evening',
    columns: ['what', 'answered', 'p50 / p95 / p99, ms', 'worst with its retries, ms', 'bar', 'sent again because of'],
    lines: [...lines, ...memory],
    notes: [
      `${result.agencies} agencies with ${size.files} files of ${number(size.fileBytes / 1e6, 1)} MB each and ${size.readers} readers in ${number(result.seconds)} s: ${number(ledger.requests / result.seconds, 1)} requests/s, ${number((result.agencies * size.files * size.fileBytes) / 1e6 / result.seconds, 1)} MB/s taken in. ${ledger.repeated} writes were repeated with their key (${size.repeated * 100} %), ${ledger.brokenOff} uploads broken off half-way (${size.brokenOff * 100} %), ${result.handedOn} requests handed on by the proxy. ${size.lastMoment * 100} % of the agencies submitted within a second around the bell (${result.bell}). Seed ${size.seed}.`,
      `${wrong === 0 ? 'Nothing lost, nothing doubled, every lateness right, the log whole' : `${wrong} FAULTS`}: ${counts.submissions} submissions (${counts.onTime} on time, ${counts.late} late, ${counts.acrossTheBell} under way at the bell), ${counts.files} files compared byte by byte, ${counts.events} events sealed. ${ledger.gaveUp.length} people gave up after two minutes without an answer. Left for the sweeper after the kill: ${counts.contentWithoutRow} contents without a row, ${counts.leftIncoming} half received.`,
      `Load average ${number(result.load.before, 1)} before and ${number(result.load.after, 1)} at the end; this program itself came ${number(result.ownDelay.p50, 0)} ms (median) and ${number(result.ownDelay.p99, 0)} ms (p99) late to its work, which is in every figure above.`,
    ],
  };
}
