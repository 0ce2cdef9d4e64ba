import fc from 'fast-check';
import { tellEvent, tellInstant } from './tell-event.js';

const told = (type: string, before: unknown, after: unknown, onBehalfOfLabel: string | null = null): string =>
  tellEvent({ type, actorLabel: 'Tổ giúp việc (Công an tỉnh)', onBehalfOfLabel, before, after });

describe('the telling of an event', () => {
  it('says who, what and each field that changed', () => {
    expect(
      told(
        'evidence.confirmed',
        { state: 'proposed', completedOn: null },
        { state: 'confirmed', completedOn: '2023-03-28', number: '15-CT/TU', reason: null, selfConfirmed: false },
      ),
    ).toBe(
      'Tổ giúp việc (Công an tỉnh): Xác nhận hoàn thành – trạng thái: Chờ xác nhận → Đã xác nhận; ' +
        'ngày hoàn thành: 28/03/2023; số: 15-CT/TU; tự xác nhận: không',
    );
  });

  it('names the person for whom a deputy acted', () => {
    expect(told('plan.settings_changed', { public: false }, { public: true }, 'Giám đốc Sở Y tế')).toBe(
      'Tổ giúp việc (Công an tỉnh), thay mặt Giám đốc Sở Y tế: Sửa cài đặt của kế hoạch – công khai: không → có',
    );
  });

  it('leaves out what did not change and what only programs read', () => {
    expect(
      told(
        'agency.changed',
        { name: 'Sở Y tế', id: 'a', validTo: null },
        { name: 'Sở Y tế', id: 'b', validTo: '2025-02-20' },
      ),
    ).toBe('Tổ giúp việc (Công an tỉnh): Sửa thông tin cơ quan – hoạt động đến: 20/02/2025');
  });

  it('tells what was taken away', () => {
    expect(told('announced_day.withdrawn', { on: '2023-09-01', kind: 'day_off' }, null)).toBe(
      'Tổ giúp việc (Công an tỉnh): Bỏ ngày nghỉ, ngày làm bù được thông báo – ngày: 01/09/2023 → bỏ trống; loại: Được nghỉ → bỏ trống',
    );
  });

  it('writes an instant as it was in Vietnam', () => {
    expect(tellInstant('2023-03-28T18:05:00.000Z')).toBe('29/03/2023 01:05:00');
  });

  it('tells any event without failing, on one line', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), (type, before, after) => {
        expect(told(type, before, after).startsWith('Tổ giúp việc (Công an tỉnh): ')).toBe(true);
      }),
    );
  });
});
