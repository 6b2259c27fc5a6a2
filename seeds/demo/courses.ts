import type { Category, Course } from '../../src/training/courses/course.entity.js';

export interface DemoCourse {
  title: string;
  category: Category;
  description: string;
  audience?: Course['audience'];
  certificatePercent?: number;
  enrolmentPer?: Course['enrolmentPer'];
  status?: Course['status'];
  /** Counts toward nothing. */
  target?: null;
  room?: 'サロン' | 'セミナールーム';
  /** 1 Monday to 7 Sunday; none: on the next open day, today if it is one. */
  weekday?: number;
  /** By their distance from this week; none: no sessions yet. */
  weeks?: readonly number[];
  start?: number;
  online?: boolean;
  /** Of `weeks`: the one that was cancelled. */
  cancelled?: number;
  /** How many are enrolled: in all of it, or in each session. */
  enrolled?: number;
  /** So many places in childcare are kept for those of each session. */
  carePlaces?: number;
  /** How many wait for a place in the first session to come. */
  waiting?: number;
  /** Demo people who are among them. */
  with?: readonly string[];
}

const MEMBER = 'member@demo.test';
const EDITOR = 'editor@demo.test';

/**
 * No two of one room overlap, on whatever day they fall: they differ by the hour, or lie weeks apart. Weeks near today keep
 * out of the seminar room on Tuesdays and Thursdays, when it is booked.
 */
export const COURSES: readonly DemoCourse[] = [
  {
    title: 'パソコンのきほん',
    category: 'ict',
    description: '電源の入れ方から、文字の入力、ファイルの整理まで、六回で身につけます。',
    certificatePercent: 80,
    status: 'closed',
    room: 'セミナールーム',
    weekday: 2,
    weeks: [-25, -24, -23, -22, -21, -20],
    start: 600,
    enrolled: 8,
    with: [MEMBER],
  },
  {
    title: '文章の書き方 入門',
    category: 'writing',
    description: '短い文で、伝わる文章を書く練習をします。',
    certificatePercent: 80,
    status: 'closed',
    room: 'セミナールーム',
    weekday: 4,
    weeks: [-17, -16, -15, -14, -13],
    start: 600,
    enrolled: 7,
    with: [EDITOR],
  },
  {
    title: '履歴書と面接の準備',
    category: 'job_hunting',
    description: '一回ごとに申し込めます。書いた履歴書をお持ちください。',
    enrolmentPer: 'session',
    status: 'closed',
    room: 'セミナールーム',
    weekday: 3,
    weeks: [-10, -8, -6],
    start: 780,
    enrolled: 6,
    with: [MEMBER],
  },
  {
    title: '子育てサイト 編集会議',
    category: 'meeting',
    description: '毎月の編集会議です。次の特集と取材の分担を決めます。',
    audience: 'anyone',
    target: null,
    enrolmentPer: 'session',
    weekday: 5,
    weeks: [-11, -7, -3, 1],
    start: 1020,
    enrolled: 5,
    with: [EDITOR],
  },
  {
    title: 'はじめての表計算',
    category: 'ict',
    description:
      '家計簿を題材に、表計算の基本を身につけます。\n\n- 入力と書式\n- 合計と平均\n- グラフの作成\n\n**ノートPCはお貸しします。** パソコンがはじめての方もどうぞ。',
    certificatePercent: 80,
    weekday: 1,
    weeks: [-3, -2, -1, 1, 2, 3],
    start: 600,
    enrolled: 8,
    carePlaces: 2,
    with: [MEMBER],
  },
  {
    title: 'Webライティング実践',
    category: 'writing',
    description:
      '読み手に届く文章を、書いて直して学びます。\n\n## 進め方\n\n1. 題材を決める\n2. 取材する\n3. 書いて、互いに読む',
    certificatePercent: 75,
    weekday: 3,
    weeks: [-2, -1, 1, 2, 4],
    start: 780,
    online: true,
    cancelled: 2,
    enrolled: 6,
    with: [EDITOR],
  },
  {
    title: '在宅ワーク 個別相談会',
    category: 'job_hunting',
    description: '契約、請求、時間のつくり方。気になることを持ってきてください。',
    enrolmentPer: 'session',
    weeks: [0],
    start: 900,
    enrolled: 5,
    with: [EDITOR],
  },
  {
    title: '在宅ワークのはじめかた',
    category: 'open',
    description: '仕事の探し方、契約、時間のつくり方を、先輩のお話とともにご紹介します。',
    audience: 'anyone',
    enrolmentPer: 'session',
    room: 'セミナールーム',
    weekday: 5,
    weeks: [1, 3],
    start: 600,
    enrolled: 12,
    carePlaces: 2,
    waiting: 3,
  },
  {
    title: '子育てサイト エディター養成講座',
    category: 'editor',
    description: '来年度の講座です。日程と講師を調整しています。',
    status: 'draft',
  },
];
