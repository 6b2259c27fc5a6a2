/** Dependencies run one way (DESIGN §4): each room may know those before it in the stream. */
export const STREAM = [
  'platform',
  'accounts',
  'venues',
  'imports',
  'childcare',
  'bookings',
  'training',
  'programmes',
  'home',
];

const upstream = STREAM.map((room, index) => ({
  name: `${room}-knows-only-upstream`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: STREAM.slice(index + 1).map((later) => `^src/${later}/`) },
})).filter(({ to }) => to.path.length > 0);

export default {
  forbidden: [
    ...upstream,
    {
      name: 'training-and-bookings-stand-side-by-side',
      severity: 'error',
      from: { path: '^src/training/' },
      to: { path: '^src/bookings/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '\\.entity\\.ts$' } },
    },
    {
      name: 'rules-are-pure',
      comment: 'Policies take facts and give refusals: no Nest, no database, no clock (DESIGN §5.4).',
      severity: 'error',
      from: { path: '\\.policy\\.ts$' },
      to: {
        path: ['@nestjs', 'typeorm', '^src/platform/clock\\.ts', '^src/platform/database/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'entities-only-hold-columns',
      severity: 'error',
      from: { path: '\\.entity\\.ts$' },
      to: { path: '\\.(service|controller|view)\\.ts$' },
    },
    {
      name: 'only-the-start-seeds',
      severity: 'error',
      from: { path: '^(src/[^/]+/|migrations/)' },
      to: { path: '^seeds/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(src|seeds|migrations)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
