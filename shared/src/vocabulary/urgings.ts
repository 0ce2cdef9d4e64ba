/** Why something stands among what can be urged. */
export const URGING_CANDIDATE_KINDS = ['overdue', 'silent', 'report'] as const;
export type UrgingCandidateKind = (typeof URGING_CANDIDATE_KINDS)[number];
export const URGING_CANDIDATE_KIND_LABELS: Record<UrgingCandidateKind, string> = {
  overdue: 'Nhiệm vụ quá hạn',
  silent: 'Nhiệm vụ quá một tháng chưa báo cáo',
  report: 'Báo cáo chưa nộp',
};

/** From this written urging on, an item stands on the Steering Committee's list by itself. */
export const COMMITTEE_FROM_URGINGS = 3;

/** Words of a letter that are filled in for each agency when it is sent. */
export const URGING_PLACES = {
  '{cơ quan}': 'tên cơ quan nhận',
  '{số việc}': 'số việc bị đôn đốc',
  '{ngày số liệu}': 'ngày lấy số liệu',
  '{hạn trả lời}': 'ngày phải trả lời',
} as const satisfies Record<string, string>;

export interface UrgingTemplate {
  label: string;
  /** What the letter is about, after "V/v". */
  subject: string;
  text: string;
}

/** Letters to begin with; the sender changes the words. */
export const URGING_TEMPLATES = {
  overdue: {
    label: 'Đôn đốc nhiệm vụ quá hạn',
    subject: 'đôn đốc thực hiện nhiệm vụ quá hạn của Kế hoạch thực hiện Đề án 06',
    text: 'Theo số liệu tổng hợp đến ngày {ngày số liệu}, {cơ quan} còn {số việc} nhiệm vụ quá hạn hoặc quá một tháng chưa báo cáo.\nĐề nghị {cơ quan} khẩn trương chỉ đạo thực hiện, hoàn thành các nhiệm vụ trong danh sách dưới đây; nêu rõ nguyên nhân chậm, thời hạn hoàn thành hoặc gửi tài liệu chứng minh kết quả trên hệ thống theo dõi trước hết ngày {hạn trả lời}.',
  },
  report: {
    label: 'Đôn đốc nộp báo cáo',
    subject: 'đôn đốc gửi báo cáo kết quả thực hiện Đề án 06',
    text: 'Theo số liệu tổng hợp đến ngày {ngày số liệu}, {cơ quan} chưa gửi {số việc} báo cáo kết quả thực hiện Kế hoạch Đề án 06.\nĐề nghị {cơ quan} gửi báo cáo trên hệ thống theo dõi, nêu rõ nguyên nhân chậm và ngày gửi trước hết ngày {hạn trả lời}.',
  },
  again: {
    label: 'Đôn đốc lần sau, nêu trách nhiệm',
    subject: 'tiếp tục đôn đốc thực hiện nhiệm vụ của Kế hoạch thực hiện Đề án 06',
    text: 'Đến ngày {ngày số liệu}, {cơ quan} vẫn còn {số việc} việc chậm so với thời hạn được giao dù đã được đôn đốc.\nĐề nghị Thủ trưởng {cơ quan} trực tiếp chỉ đạo, xác định rõ trách nhiệm của tập thể, cá nhân có liên quan; trả lời bằng văn bản và trên hệ thống theo dõi trước hết ngày {hạn trả lời}. Sau ba lần đôn đốc, việc chưa hoàn thành được báo cáo Ban Chỉ đạo Đề án 06 của tỉnh.',
  },
} as const satisfies Record<string, UrgingTemplate>;
export type UrgingTemplateName = keyof typeof URGING_TEMPLATES;

/** What the caller may do with one urging. */
export const URGING_ACTIONS = ['answer'] as const;
export type UrgingAction = (typeof URGING_ACTIONS)[number];
