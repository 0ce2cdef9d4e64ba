const ROMAN = ['I', 'II', 'III', 'IV'];

/** A period's label as people write it in a narrow place: `2023-04` → `4/2023`, `2023-Q1` → `Quý I/2023`. */
export function shortPeriod(label: string): string {
  const [year = '', part] = label.split('-');
  if (part === undefined) return `Năm ${year}`;
  if (part === 'H1') return `6 tháng đầu ${year}`;
  if (part === 'H2') return `6 tháng cuối ${year}`;
  const quarter = /^Q([1-4])$/.exec(part);
  return quarter ? `Quý ${ROMAN[Number(quarter[1]) - 1]}/${year}` : `${Number(part)}/${year}`;
}

/** `tháng 4/2023` at the start of a line. */
export const capital = (words: string): string => words.replace(/^./, (letter) => letter.toUpperCase());
