import type { AuditHead } from './audit-heads.js';
import { SEALED_COLUMNS, type SealedValues } from './domain/seal-words.js';
import type { EventProof } from './event-proof.js';
import { auditKeyId, chainStart, sealOf } from './seal-chain.js';

export interface ChainFault {
  kind: 'edited' | 'deleted' | 'swapped' | 'inserted' | 'cut_off' | 'wrong_key';
  /** The place in the chain; null where the row has none. */
  seq: number | null;
  eventId: number | null;
  /** One or two Vietnamese sentences: which row, and what is wrong with it. */
  text: string;
}

/** One seal with the event that it names; the words are those of `SEALED_COLUMNS`, all null when the event is gone. */
export interface Link {
  seq: number;
  eventId: number;
  hash: Buffer;
  transactionId: number | null;
  sealedAt: Date;
  words: SealedValues;
}

interface Bad extends Link {
  before: Buffer | null;
}

/** How many further faults are tried as the other half of a swap. */
const PARTNERS = 10_000;
/** The sealer takes events in the order of their commits: a jump back in time of more than a long transaction is none of ours. */
const BACK_IN_TIME = 15 * 60_000;

/** While replicas are replaced one by one, those of the version before still write rows without a proof. */
const ROLLING = 3_600_000;
const TYPE = SEALED_COLUMNS.indexOf('type');
const DIGEST = SEALED_COLUMNS.length - 1;

/** Follows the chain link by link and keeps the first fault. Pure but for the digest: it asks nobody anything. */
export class ChainReader {
  count = 0;
  /** What the link before was sealed to; null before the first one. */
  private before: Buffer | null = null;
  /** The key that sealed the link before: after it, an older one seals no more. */
  private keyIndex = 0;
  private expected = 1;
  private matched = 0;
  private fault: ChainFault | null = null;
  /** The first link that does not follow; what it is shows only later, beside the links after it. */
  private bad: Bad | null = null;
  private next: Link | null = null;
  private partner: Link | null = null;
  private tried = 0;
  /** When the first row with a proof was written. */
  private provenSince: number | null = null;
  private lastAt = Number.NEGATIVE_INFINITY;
  private place: { transactionId: number; eventId: number } | null = null;
  private readonly headsBySeq: Map<number, AuditHead>;
  private readonly furthest: AuditHead | undefined;
  /** Told by the file outside the database, where it says something. */
  private readonly keyIsRight: boolean;
  private agreedSeq = 0;
  private readonly headsInOrder: readonly AuditHead[];
  private nextHead = 0;
  /** The first seal that is younger than a head which stands after it. */
  private youngSeq: number | null = null;

  constructor(
    /** The oldest first. */
    private readonly keys: readonly string[],
    private readonly proof: EventProof,
    heads: readonly AuditHead[],
  ) {
    this.keyIsRight = heads.some(({ keyId }) => keys.some((key) => keyId === auditKeyId(key)));
    this.headsBySeq = new Map(heads.map((head) => [head.seq, head]));
    this.headsInOrder = [...heads].sort((one, other) => one.seq - other.seq);
    this.furthest = this.headsInOrder.at(-1);
  }

  /** The next seal of the table, in the order of `seq`. */
  take(link: Link): void {
    this.count += 1;
    const before = this.before;
    this.before = link.hash;
    if (this.fault) return;
    if (this.bad) {
      this.compareWithBad(link, before);
      return;
    }
    if (link.seq !== this.expected) {
      this.fault = link.seq > this.expected ? missingSeal(this.expected) : strangeSeal(link);
      return;
    }
    this.expected += 1;
    if (link.transactionId === null) {
      this.fault = missingEvent(link);
      return;
    }
    const sealedBy = this.keyOf(before, link.seq, link.words, link.hash);
    if (sealedBy < 0) {
      this.bad = { ...link, before };
      return;
    }
    this.keyIndex = sealedBy;
    this.matched += 1;
    this.fault =
      this.orderFault(link, link.transactionId) ??
      this.headFault(link) ??
      (this.isProven(link.words) ? null : unproven(link));
    if (!this.fault) this.place = { transactionId: link.transactionId, eventId: link.eventId };
  }

  /**
   * The first fault of all, or null.
   * @param stranger the first event without a seal that cannot be waiting for one
   */
  finish(stranger: Pick<Link, 'eventId' | 'transactionId'> | null): ChainFault | null {
    const fault = this.fault ?? this.badFault() ?? this.cutFault();
    if (!stranger) return fault;
    const { place } = this;
    const comesFirst =
      place !== null &&
      stranger.transactionId !== null &&
      (stranger.transactionId < place.transactionId ||
        (stranger.transactionId === place.transactionId && stranger.eventId < place.eventId));
    return fault && !comesFirst ? fault : unsealedStranger(stranger.eventId);
  }

  /** Which key, from the one in force on, made this seal; -1 when none did. */
  private keyOf(before: Buffer | null, seq: number, words: SealedValues, hash: Buffer): number {
    for (let index = this.keyIndex; index < this.keys.length; index += 1) {
      const key = this.keys[index] as string;
      if (sealOf(key, before ?? chainStart(key), seq, words).equals(hash)) return index;
    }
    return -1;
  }

  /** Whether the product wrote the event, as far as it can be told: rows from before there were proofs have none. */
  isProven(words: SealedValues): boolean {
    const at = Date.parse(words[1] ?? '');
    const digest = words[DIGEST];
    if (digest === null || digest === undefined) {
      return this.provenSince === null || at <= this.provenSince + ROLLING;
    }
    this.provenSince ??= at;
    return this.proof.holds(Buffer.from(digest, 'hex'), words[TYPE] ?? '');
  }

  private orderFault(link: Link, transactionId: number): ChainFault | null {
    const { place } = this;
    const at = Date.parse(link.words[1] ?? '');
    const backwards =
      place !== null &&
      (transactionId < place.transactionId || (transactionId === place.transactionId && link.eventId <= place.eventId));
    if (backwards) return swappedOrder(link);
    const late = at < this.lastAt - BACK_IN_TIME;
    this.lastAt = at;
    return late ? backdated(link) : null;
  }

  private headFault(link: Link): ChainFault | null {
    while ((this.headsInOrder[this.nextHead]?.seq ?? link.seq) < link.seq) this.nextHead += 1;
    const toCome = this.headsInOrder[this.nextHead];
    if (toCome && link.sealedAt.getTime() > Date.parse(toCome.at)) this.youngSeq ??= link.seq;
    const head = this.headsBySeq.get(link.seq);
    if (!head) return null;
    if (head.hash !== link.hash.toString('hex')) return resealed(this.youngSeq ?? this.agreedSeq + 1, head);
    this.agreedSeq = link.seq;
    return null;
  }

  private compareWithBad(link: Link, before: Buffer | null): void {
    const bad = this.bad as Bad;
    this.next ??= link;
    if (this.keyOf(before, link.seq, link.words, link.hash) >= 0) {
      this.matched += 1;
      return;
    }
    if (this.partner || link.transactionId === null || this.tried >= PARTNERS) return;
    this.tried += 1;
    // Either the two events changed their words, or their seals changed the events that they name.
    const [, ...words] = link.words;
    const swapped = [link.words, [bad.words[0] ?? null, ...words]].some(
      (tried) => this.keyOf(bad.before, bad.seq, tried, bad.hash) >= 0,
    );
    if (swapped) this.partner = link;
  }

  private badFault(): ChainFault | null {
    const { bad, next } = this;
    if (!bad) return null;
    if (!this.keyIsRight && this.matched === 0 && this.count > 1 && !this.partner) return otherKey();
    if (this.partner) return swapped(bad, this.partner);
    if (next && this.keyOf(bad.before, bad.seq, next.words, next.hash) >= 0) return strangeSeal(bad);
    if (next && this.keyOf(bad.hash, next.seq + 1, next.words, next.hash) >= 0) return missingSeal(bad.seq);
    return edited(bad);
  }

  private cutFault(): ChainFault | null {
    if (!this.furthest || this.furthest.seq < this.expected) return null;
    return cutOff(this.expected, this.furthest);
  }
}

const edited = ({ seq, eventId }: Link): ChainFault => ({
  kind: 'edited',
  seq,
  eventId,
  text: `Sự kiện ${eventId} (số niêm phong ${seq}) đã bị sửa sau khi niêm phong, hoặc dấu niêm phong của nó bị sửa.`,
});

const missingEvent = ({ seq, eventId }: Link): ChainFault => ({
  kind: 'deleted',
  seq,
  eventId,
  text: `Sự kiện ${eventId} (số niêm phong ${seq}) đã bị xóa; dấu niêm phong của nó vẫn còn.`,
});

const missingSeal = (seq: number): ChainFault => ({
  kind: 'deleted',
  seq,
  eventId: null,
  text: `Dấu niêm phong số ${seq} đã bị xóa (có thể cùng với sự kiện của nó).`,
});

const strangeSeal = ({ seq, eventId }: Link): ChainFault => ({
  kind: 'inserted',
  seq,
  eventId,
  text: `Sự kiện ${eventId} (số niêm phong ${seq}) bị chèn vào chuỗi: dấu niêm phong này không do hệ thống tạo ra.`,
});

const unsealedStranger = (eventId: number): ChainFault => ({
  kind: 'inserted',
  seq: null,
  eventId,
  text: `Sự kiện ${eventId} bị chèn vào nhật ký: không có dấu niêm phong ở chỗ phải có, hoặc không do hệ thống ghi.`,
});

const backdated = ({ seq, eventId, words }: Link): ChainFault => ({
  kind: 'inserted',
  seq,
  eventId,
  text: `Sự kiện ${eventId} (số niêm phong ${seq}) ghi thời điểm ${words[1]}, sớm hơn hẳn sự kiện niêm phong ngay trước nó: nó bị chèn thẳng vào cơ sở dữ liệu, hoặc đồng hồ máy chủ cơ sở dữ liệu đã bị chỉnh lùi lúc đó.`,
});

const unproven = ({ seq, eventId }: Link): ChainFault => ({
  kind: 'inserted',
  seq,
  eventId,
  text: `Sự kiện ${eventId} (số niêm phong ${seq}) không do hệ thống ghi: nó bị chèn thẳng vào cơ sở dữ liệu.`,
});

const swapped = ({ seq, eventId }: Link, other: Link): ChainFault => ({
  kind: 'swapped',
  seq,
  eventId,
  text: `Sự kiện ${eventId} (số niêm phong ${seq}) và sự kiện ${other.eventId} (số niêm phong ${other.seq}) đã bị tráo cho nhau.`,
});

const swappedOrder = ({ seq, eventId }: Link): ChainFault => ({
  kind: 'swapped',
  seq,
  eventId,
  text: `Sự kiện ${eventId} (số niêm phong ${seq}) đã bị dời trước sự kiện niêm phong ngay trước nó.`,
});

const cutOff = (seq: number, head: AuditHead): ChainFault => ({
  kind: 'cut_off',
  seq,
  eventId: null,
  text: `Nhật ký bị cắt từ số niêm phong ${seq}: lúc ${head.at} chuỗi đã tới số ${head.seq} (theo tệp mốc niêm phong).`,
});

const resealed = (seq: number, head: AuditHead): ChainFault => ({
  kind: 'cut_off',
  seq,
  eventId: null,
  text: `Nhật ký bị cắt ở khoảng số niêm phong ${seq} đến ${head.seq} rồi niêm phong lại: dấu số ${head.seq} khác với dấu đã ghi lúc ${head.at} (theo tệp mốc niêm phong).`,
});

const otherKey = (): ChainFault => ({
  kind: 'wrong_key',
  seq: null,
  eventId: null,
  text: 'Không dấu niêm phong nào khớp: khóa niêm phong (AUDIT_KEY, hoặc tệp audit-key trong DATA_DIR) không phải khóa đã dùng. Hãy đặt lại đúng khóa rồi kiểm tra lại.',
});
