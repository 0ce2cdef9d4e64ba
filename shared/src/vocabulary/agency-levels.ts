/** The level at which an agency stands. */
export const AGENCY_LEVELS = [
  'province',
  'department',
  'central',
  'organisation',
  'district',
  'commune',
  'facility',
] as const;
export type AgencyLevel = (typeof AGENCY_LEVELS)[number];

export const AGENCY_LEVEL_LABELS: Record<AgencyLevel, string> = {
  province: 'Cấp tỉnh',
  department: 'Sở, ban, ngành',
  central: 'Cơ quan Trung ương trên địa bàn',
  organisation: 'Tổ chức chính trị - xã hội',
  district: 'Cấp huyện',
  commune: 'Cấp xã',
  facility: 'Cơ sở khám chữa bệnh',
};
