import type { Role } from '../../src/platform/web/roles.js';

export interface Named {
  email: string;
  name: string;
  kana: string;
}

/** One person for each thing that can be done here (DESIGN §6). */
export const ACCOUNTS: readonly (Named & { roles: readonly Role[] })[] = [
  { email: 'member@demo.test', name: '小川 結衣', kana: 'オガワ ユイ', roles: ['member'] },
  { email: 'editor@demo.test', name: '鈴木 陽子', kana: 'スズキ ヨウコ', roles: ['member', 'editor'] },
  { email: 'trainer@demo.test', name: '高橋 理恵', kana: 'タカハシ リエ', roles: ['trainer'] },
  { email: 'childcare@demo.test', name: '井上 さくら', kana: 'イノウエ サクラ', roles: ['childcare'] },
  { email: 'manager@demo.test', name: '中村 恵子', kana: 'ナカムラ ケイコ', roles: ['manager'] },
  { email: 'officer@demo.test', name: '渡辺 誠', kana: 'ワタナベ マコト', roles: ['officer'] },
  { email: 'admin@demo.test', name: '加藤 直樹', kana: 'カトウ ナオキ', roles: ['admin'] },
];

const FAMILIES: readonly (readonly [string, string, string])[] = [
  ['佐藤', 'サトウ', 'sato'],
  ['田中', 'タナカ', 'tanaka'],
  ['伊藤', 'イトウ', 'ito'],
  ['山本', 'ヤマモト', 'yamamoto'],
  ['小林', 'コバヤシ', 'kobayashi'],
  ['吉田', 'ヨシダ', 'yoshida'],
  ['山田', 'ヤマダ', 'yamada'],
  ['松本', 'マツモト', 'matsumoto'],
  ['斎藤', 'サイトウ', 'saito'],
  ['清水', 'シミズ', 'shimizu'],
];

const GIVEN: readonly (readonly [string, string, string])[] = [
  ['美咲', 'ミサキ', 'misaki'],
  ['香織', 'カオリ', 'kaori'],
  ['由美', 'ユミ', 'yumi'],
  ['真理子', 'マリコ', 'mariko'],
  ['あゆみ', 'アユミ', 'ayumi'],
  ['千尋', 'チヒロ', 'chihiro'],
  ['麻衣', 'マイ', 'mai'],
  ['智子', 'トモコ', 'tomoko'],
  ['奈々', 'ナナ', 'nana'],
  ['葵', 'アオイ', 'aoi'],
];

/** Forty further members: each family name with four given names. */
export const MEMBERS: readonly Named[] = FAMILIES.flatMap(([family, familyKana, surname], row) =>
  [0, 1, 2, 3].map((column) => {
    const [given, givenKana, first] = GIVEN[(row * 3 + column) % GIVEN.length]!;
    return { email: `${first}.${surname}@demo.test`, name: `${family} ${given}`, kana: `${familyKana} ${givenKana}` };
  }),
);

/** Around the place: postal code and what the offline table says to it. */
export const NEIGHBOURHOODS: readonly (readonly [string, string])[] = [
  ['1870031', '東京都小平市小川東町'],
  ['1870032', '東京都小平市小川町'],
  ['1870041', '東京都小平市美園町'],
  ['1870043', '東京都小平市学園東町'],
  ['1870003', '東京都小平市花小金井南町'],
];

export const PURPOSES: readonly (string | null)[] = [
  null,
  null,
  null,
  'オンライン会議',
  'ライティングの仕事',
  '資格の勉強',
  '経理の在宅ワーク',
  '記事の取材準備',
  '履歴書づくり',
];
