import type { VenueFees } from '../../src/venues/venue-rules.js';
import type { Attribute, BookableBy, ResourceKind } from '../../src/venues/resource.entity.js';

/** K17. Free for the programme; the prices wait until it ends (K2). */
const FEES: VenueFees = {
  free: true,
  prices: [{ kind: 'desk', hour: 200, day: 800 }],
  month: 5000,
  chargesNoShows: false,
  taxPercent: 10,
  issuer: { name: 'つどい運営事務局', address: '東京都小平市小川東町四丁目2番1号', registrationNumber: null },
};

/** こだいらコワーキングスペース すだち, as the public news described it (DOMAIN K, "What it became"; K14). */
export const SUDACHI = {
  name: 'こだいらコワーキングスペース すだち',
  address: '東京都小平市小川東町四丁目2番1号',
  phone: null,
  activeFrom: '2016-10-01',
  activeUntil: null,
  slotMinutes: 30,
  windowDays: 60,
  cancelDeadlineMinutes: 60,
  graceMinutes: 15,
  offerHours: 12,
  maxResources: 4,
  closedOnHolidays: true,
  openingHours: [
    ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: 9 * 60, end: 17 * 60 })),
    { weekday: 6, start: 10 * 60, end: 16 * 60 },
  ],
  holidayOverrides: [],
  fees: FEES,
  bookingLimits: (['desk', 'pc'] as const).map((kind) => ({
    kind,
    maxOpen: 5,
    maxMinutesDay: 8 * 60,
    maxMinutesWeek: 24 * 60,
  })),
  position: 1,
};

export interface Thing {
  name: string;
  kind: ResourceKind;
  capacity: number;
  bookableBy: BookableBy;
  attributes: Attribute[];
  inside?: Thing[];
}

const desk = (name: string, ...attributes: Attribute[]): Thing => ({
  name,
  kind: 'desk',
  capacity: 1,
  bookableBy: 'member',
  attributes: ['power', ...attributes],
});

const pc = (number: number): Thing => ({
  name: `ノートPC ${number}`,
  kind: 'pc',
  capacity: 1,
  bookableBy: 'member',
  attributes: number <= 4 ? ['webcam'] : [],
});

const room = (
  name: string,
  capacity: number,
  bookableBy: BookableBy,
  attributes: Attribute[],
  inside: Thing[] = [],
): Thing => ({
  name,
  kind: 'room',
  capacity,
  bookableBy,
  attributes,
  inside,
});

/** Six seats at the counter, nine at the tables; upstairs the seminar room. Notebooks belong to no desk. */
export const THINGS: Thing[] = [
  room(
    'カウンター',
    6,
    'nobody',
    ['power'],
    [
      desk('カウンター 1', 'monitor'),
      desk('カウンター 2', 'monitor'),
      desk('カウンター 3'),
      desk('カウンター 4'),
      desk('カウンター 5'),
      desk('カウンター 6'),
    ],
  ),
  room(
    'テーブル',
    9,
    'staff',
    ['power', 'wheelchair'],
    [
      desk('テーブル A-1', 'wheelchair', 'near_childcare'),
      desk('テーブル A-2', 'wheelchair', 'near_childcare'),
      desk('テーブル A-3', 'near_childcare'),
      desk('テーブル B-1', 'monitor', 'webcam'),
      desk('テーブル B-2', 'monitor'),
      desk('テーブル B-3'),
      desk('テーブル C-1', 'wheelchair'),
      desk('テーブル C-2'),
      desk('テーブル C-3'),
    ],
  ),
  room('セミナールーム', 12, 'staff', ['monitor', 'webcam', 'power']),
  room('サロン', 8, 'staff', ['wheelchair']),
  room('保育室', 10, 'nobody', ['wheelchair']),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map(pc),
];
