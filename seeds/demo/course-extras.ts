import sharp from 'sharp';
import type { EntityManager } from 'typeorm';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { CourseMaterial } from '../../src/training/materials/course-material.entity.js';
import { CoursePicture } from '../../src/training/materials/course-picture.entity.js';
import { CourseAnswer } from '../../src/training/questions/course-answer.entity.js';
import { CourseQuestion } from '../../src/training/questions/course-question.entity.js';
import { AGREED } from '../../src/training/questions/questions.policy.js';
import type { Taught } from './training-world.js';

/** What goes with a course beside its sessions. */
interface Extras {
  questions?: readonly (Pick<CourseQuestion, 'kind' | 'words' | 'required'> & {
    choices?: string[];
    /** Given in turn; nothing: left out. */
    answers: readonly (string | undefined)[];
  })[];
  materials?: readonly { title: string; url?: string; text?: string; fileName?: string }[];
  /** What its picture shows. */
  pictured?: string;
}

const EXTRAS: Readonly<Record<string, Extras>> = {
  はじめての表計算: {
    questions: [
      {
        kind: 'choice',
        words: 'パソコンはどのくらい使いますか',
        required: true,
        choices: ['ほとんど使わない', '週に1・2回', 'ほぼ毎日'],
        answers: ['週に1・2回', 'ほとんど使わない', 'ほぼ毎日', '週に1・2回'],
      },
      {
        kind: 'text',
        words: '講座で作ってみたいものがあれば教えてください',
        required: false,
        answers: ['家計簿', undefined, '子どもの習い事の予定表', undefined, 'パートのシフト表'],
      },
      {
        kind: 'consent',
        words: '講座のようすの写真を、つどいの広報に使うことに同意します',
        required: false,
        answers: [AGREED, AGREED, undefined],
      },
    ],
    materials: [
      {
        title: '第1回の練習問題',
        fileName: '第1回の練習問題.txt',
        text: '第1回 練習問題\n\n1. 一か月分の食費を入力しましょう。\n2. 合計を出しましょう。\n3. 一日あたりの平均を出しましょう。\n\n家で続きをしてきてください。次の回で答え合わせをします。\n',
      },
      { title: '日本産業規格のキー配列（参考）', url: 'https://www.jisc.go.jp/' },
    ],
    pictured: '机の上のノートパソコンと、画面に映った表とグラフ',
  },
  '文章の書き方 入門': {
    materials: [
      {
        title: '書くまえの確認表',
        fileName: '書くまえの確認表.txt',
        text: '書くまえの確認表\n\n□ だれに読んでもらうか\n□ 読んだあと、何をしてほしいか\n□ いちばん伝えたい一文はどれか\n□ 一文は60字までか\n',
      },
    ],
  },
};

/** Questions with answers, hand-outs, and a picture. */
export async function seedExtras(tx: EntityManager, taught: readonly Taught[], trainer: number): Promise<void> {
  for (const { demo, course } of taught) {
    const { questions = [], materials = [], pictured } = EXTRAS[demo.title] ?? {};
    const asked = questions.map(({ kind, words, required, choices = [] }, at) =>
      tx.create(CourseQuestion, { kind, words, required, choices, courseId: course.id, position: at + 1 }),
    );
    await tx.insert(CourseQuestion, asked);
    const enrolments = await tx.find(Enrolment, { where: { courseId: course.id }, order: { id: 'ASC' } });
    const answers = asked.flatMap(({ id: questionId }, at) =>
      enrolments.flatMap(({ id: enrolmentId }, nth) => {
        const answer = questions[at]!.answers[nth % questions[at]!.answers.length];
        return answer === undefined ? [] : [{ enrolmentId, questionId, answer }];
      }),
    );
    await tx.insert(CourseAnswer, answers);
    await tx.insert(
      CourseMaterial,
      materials.map(({ title, url = null, text, fileName = null }, at) => ({
        courseId: course.id,
        title,
        url,
        fileName,
        mediaType: fileName && 'text/plain; charset=utf-8',
        size: text === undefined ? null : Buffer.byteLength(text),
        content: text === undefined ? null : Buffer.from(text),
        position: at + 1,
        addedAt: course.createdAt,
        addedBy: trainer,
      })),
    );
    if (pictured) await tx.insert(CoursePicture, { courseId: course.id, alt: pictured, ...(await drawn()) });
  }
}

/** A desk with a laptop, a table and bars on its screen: drawn here, since there is nobody in it to ask. */
async function drawn(): Promise<Pick<CoursePicture, 'content' | 'mediaType' | 'width' | 'height'>> {
  const [width, height] = [1200, 630];
  const box = (x: number, y: number, w: number, h: number, fill: string, round = 0): string =>
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" rx="${round}"/>`;
  const cells = Array.from({ length: 20 }, (_, at) =>
    box(370 + (at % 4) * 64, 150 + Math.floor(at / 4) * 46, 58, 40, at < 4 ? '#9bd4b5' : '#e6f5ec'),
  );
  const bars = [60, 110, 90, 160, 200].map((tall, at) => box(660 + at * 40, 376 - tall, 28, tall, '#259d63'));
  const picture = [
    box(0, 0, width, height, '#f2f2f2'),
    box(0, 470, width, 160, '#e8d9c4'),
    box(330, 110, 560, 310, '#414141', 18),
    box(350, 130, 520, 270, '#ffffff'),
    ...cells,
    ...bars,
    box(270, 420, 680, 28, '#767676', 12),
    box(1000, 360, 90, 100, '#ffffff', 10),
    box(1086, 385, 30, 44, '#d8d8db', 14),
  ].join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${picture}</svg>`;
  const content = await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
  return { content, mediaType: 'image/png', width, height };
}
