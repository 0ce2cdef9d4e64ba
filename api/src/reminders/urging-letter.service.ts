import { Injectable } from '@nestjs/common';
import { formatDate } from '../calendar/domain/calendar-date.js';
import { PlanReaderService } from '../plans/plan-reader.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { writeDecree30Letter } from '../platform/word/decree-30-letter.js';
import type { UrgingDto, UrgingItemDto } from './urging.dto.js';
import { UrgingQueries } from './urging.queries.js';

/** The draft of an urging as a Word letter; it is signed elsewhere. */
@Injectable()
export class UrgingLetterService {
  constructor(
    private readonly queries: UrgingQueries,
    private readonly plans: PlanReaderService,
  ) {}

  /** @throws DomainError `resource.not_found` also for one that is not the actor's to read */
  async write(id: string, actor: Actor): Promise<{ bytes: Buffer; name: string; version: number }> {
    const { urging, version } = await this.queries.one(id, actor);
    const { place, issuingBody } = await this.plans.one(urging.planId);
    const issuer = urging.issuerName ?? urging.sentByLabel;
    const bytes = await writeDecree30Letter({
      superior: superiorOf(issuer, issuingBody),
      agency: issuer,
      number: `${String(urging.number).padStart(2, '0')}/ĐĐ-ĐA06`,
      place: place ?? '………',
      on: urging.onDay,
      about: urging.subject,
      to: [urging.agencyName],
      paragraphs: urging.text.split(/\n+/).filter((text) => text.trim() !== ''),
      table: { columns: COLUMNS, rows: urging.items.map(rowOf) },
      closing: [
        `Đề nghị ${urging.agencyName} trả lời trên hệ thống theo dõi Kế hoạch thực hiện Đề án 06 trước hết ngày ${formatDate(urging.answerBy)}./.`,
      ],
      signerTitle: urging.signerTitle,
      recipients: recipientsOf(urging),
    });
    return { bytes, name: `Cong van don doc ${urging.number}-${urging.year}.docx`, version };
  }
}

const COLUMNS = [
  { title: 'STT', part: 0.08, centred: true },
  { title: 'Nhiệm vụ, báo cáo', part: 0.5 },
  { title: 'Thời hạn', part: 0.16, centred: true },
  { title: 'Quá hạn', part: 0.14, centred: true },
  { title: 'Đôn đốc lần', part: 0.12, centred: true },
];

const rowOf = ({ position, title, dueOn, daysLate, times }: UrgingItemDto): string[] => [
  String(position),
  title,
  dueOn ? formatDate(dueOn) : 'Không có hạn',
  dueOn ? `${daysLate} ngày` : 'Chưa báo cáo',
  String(times),
];

/** What stands three times before the agency stands before the Steering Committee too. */
const recipientsOf = ({ items }: UrgingDto): string[] => [
  'Như trên',
  items.some(({ times }) => times >= 3)
    ? 'Ban Chỉ đạo Đề án 06 tỉnh (để báo cáo)'
    : 'Tổ giúp việc Ban Chỉ đạo Đề án 06',
  'Lưu: VT',
];

/** The body that issued the plan stands above the province's own offices; of the others we do not know who does. */
function superiorOf(issuer: string, issuingBody: string | null): string | null {
  return issuingBody && /^(?:Văn phòng|Sở|Ban|Thanh tra)/.test(issuer) ? issuingBody : null;
}
