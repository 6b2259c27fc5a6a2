import type { EntityManager } from 'typeorm';
import { addDays, type DateText, type Moment, weekdayOf } from '../../src/platform/time.js';
import { type Category, Course, type CourseStatus, SKILL_UP } from '../../src/training/courses/course.entity.js';
import { SessionTrainer } from '../../src/training/sessions/session-trainer.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import type { Closure } from '../../src/venues/closure.entity.js';
import { openingOf } from '../../src/venues/opening.policy.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Timetable } from '../../src/venues/timetable.js';
import type { Venue } from '../../src/venues/venue.entity.js';

interface TrainingWorld {
  today: DateText;
  now: Moment;
  venue: Venue;
  resources: readonly Resource[];
  closures: readonly Closure[];
  /** Ids by e-mail. */
  people: ReadonlyMap<string, number>;
}

interface DemoCourse {
  title: string;
  category: Category;
  description: string;
  audience?: Course['audience'];
  certificatePercent?: number;
  status?: CourseStatus;
  /** 1 Monday to 7 Sunday; none: no sessions yet. */
  weekday?: number;
  /** By their distance from this week. */
  weeks?: readonly number[];
  start?: number;
  online?: boolean;
  /** Of `weeks`: the one that was cancelled. */
  cancelled?: number;
}

const COURSES: DemoCourse[] = [
  {
    title: 'はじめての表計算',
    category: 'ict',
    description:
      '家計簿を題材に、表計算の基本を身につけます。\n\n- 入力と書式\n- 合計と平均\n- グラフの作成\n\n**ノートPCはお貸しします。** パソコンがはじめての方もどうぞ。',
    certificatePercent: 80,
    weekday: 1,
    weeks: [-3, -2, -1, 1, 2, 3],
    start: 600,
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
  },
  {
    title: '在宅ワークのはじめかた',
    category: 'open',
    description: '仕事の探し方、契約、時間のつくり方を、先輩のお話とともにご紹介します。',
    audience: 'anyone',
    weekday: 5,
    weeks: [1, 3],
    start: 600,
  },
  {
    title: '子育てサイト エディター養成講座',
    category: 'editor',
    description: '来年度の講座です。日程と講師を調整しています。',
    status: 'draft',
  },
];

/** Courses with sessions of the weeks around today in the salon, on days on which the place is open. */
export async function seedTrainings(tx: EntityManager, world: TrainingWorld): Promise<void> {
  const { today, now, venue, resources, closures, people } = world;
  const room = resources.find(({ name }) => name === 'サロン');
  const [manager, trainer] = [people.get('manager@demo.test'), people.get('trainer@demo.test')];
  if (!room || !manager || !trainer) return;
  const made = { createdAt: now.subtract({ hours: 24 * 40 }), changedAt: now.subtract({ hours: 24 * 40 }) };
  const monday = addDays(today, 1 - weekdayOf(today));
  const timetable = new Timetable();
  for (const { weekday, weeks = [], start = 600, online, cancelled, ...rest } of COURSES) {
    const course = await tx.save(
      tx.create(Course, {
        audience: 'resident',
        target: SKILL_UP,
        fee: 0,
        certificatePercent: null,
        enrolmentPer: 'course',
        status: 'published',
        ...made,
        createdBy: manager,
        ...rest,
      }),
    );
    for (const week of weeks) {
      const date = addDays(monday, week * 7 + weekday! - 1);
      if (openingOf(date, venue, closures).stretches.length === 0) continue;
      const isOff = week === cancelled;
      const session = await tx.save(
        tx.create(TrainingSession, {
          courseId: course.id,
          venueId: venue.id,
          roomId: room.id,
          date,
          startMinute: start,
          endMinute: start + 120,
          capacity: room.capacity,
          minimum: 3,
          onlineLink: online ? 'https://meet.example.jp/writing' : null,
          enrolmentFrom: null,
          closesDaysBefore: 1,
          status: isOff ? 'cancelled' : 'planned',
          cancelledAt: isOff ? made.changedAt : null,
          cancelledBy: isOff ? manager : null,
          cancelReason: isOff ? '講師の都合により' : null,
          ...made,
          createdBy: manager,
        }),
      );
      await tx.insert(SessionTrainer, { sessionId: session.id, userId: trainer });
      if (isOff) continue;
      const source = { kind: 'training_session', id: session.id };
      await timetable.occupy(tx, source, [room.id], { date, start, end: start + 120 });
    }
  }
}
