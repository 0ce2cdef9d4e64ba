/** What the words say of a document or a pace that others set. */
export interface ExternalWords {
  /** The words before the reference; the plan's own deadline, if any. */
  ownWords: string;
  /** True when the reference clearly names a document, a road map or somebody's pace. */
  clear: boolean;
}

/** A pattern for whole words: Vietnamese letters are letters too, which \b does not know. */
function wholeWords(...alternatives: string[]): RegExp {
  const source = String.raw`(?<![\p{L}\p{M}\p{N}])(?:${alternatives.join('|')})(?![\p{L}\p{M}\p{N}])`;
  return new RegExp(source, 'u');
}

/** "theo …", but not "các năm tiếp theo", "kèm theo", nor "theo quý", which is a rhythm. */
const REFERENCE = wholeWords(
  String.raw`(?<!tiếp |kèm )(?:theo|căn cứ)(?! (?:tháng|quý|tuần|năm|ngày)(?![\p{L}\p{M}\p{N}]))`,
  ...['lộ trình', 'tiến độ', '(?:ngay )?(?:sau )?khi có'],
);

const CLEAR_NOUN = wholeWords(
  ...['lộ trình', 'tiến độ', 'nghị quyết', 'nghị định', 'quyết định', 'quy định', 'kế hoạch', 'chương trình'],
  ...['đề án', 'dự án', 'chỉ thị', 'thông tư', 'thông báo', 'công văn', 'công điện', 'văn bản', 'luật'],
  ...['hướng dẫn', 'chỉ đạo', 'yêu cầu'],
);

/** The sign of an official document: 50/NQ-CP, 104/2022/NĐ-CP, 91/2025/QH15. */
const DOCUMENT_SIGN = String.raw`\d+/(?:\d{4}/\p{L}{2,}\d*|\p{L}{2,})(?:-\p{L}+)*`;
const SIGN_ALONE = /\d+\/(?:\d{4}\/\p{L}{2,}|\p{L}{2,}-\p{L})/u;

/** A cited document with its date: "50/NQ-CP, ngày 8/4/2022", "Nghị quyết ngày 23 tháng 02 năm 2023". */
const CITATION = new RegExp(
  String.raw`(?:(?:số )?${DOCUMENT_SIGN}|số \d+|${CLEAR_NOUN.source})` +
    String.raw`(?:,? ?ngày \d{1,2}(?: ?[/.-] ?\d{1,2} ?[/.-] ?\d{2,4}| tháng \d{1,2} năm \d{4}))?`,
  'gu',
);

/** Words of a reference that may hold a deadline of their own. */
const OWN_DEADLINE = new RegExp(
  [
    wholeWords('hoàn thành', 'xong', 'trước', 'đến', 'chậm nhất', 'muộn nhất', 'thời hạn').source,
    wholeWords('thường xuyên', 'hằng', 'định kỳ').source,
    String.raw`(?<![\p{L}\p{M}\p{N}])(?:tháng ?\d|quý ?[i\d]|\d{1,2} ?/ ?\d)`,
  ].join('|'),
  'u',
);

/** The reference in normalised words, or null when they make none. */
export function externalWords(words: string): ExternalWords | null {
  const found = REFERENCE.exec(words);
  if (found === null) {
    const sign = SIGN_ALONE.exec(words);
    if (sign === null) return null;
    const from = Math.min(CLEAR_NOUN.exec(words)?.index ?? sign.index, sign.index);
    return { ownWords: words.slice(0, from).trim(), clear: false };
  }
  const reference = words.slice(found.index);
  // The date of a cited document is never a deadline; what is left may hold one of its own.
  const rest = reference.replace(CITATION, '');
  const conditional = /khi có/u.test(found[0]);
  const clear = CLEAR_NOUN.test(reference) && !OWN_DEADLINE.test(rest) && !conditional;
  return { ownWords: words.slice(0, found.index).trim(), clear };
}
