// The directions of the house, as rules. A new feature of the API takes its place in STAIRS: it may import the
// features before it, never one after it.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const STAIRS = [
  'calendar',
  'agencies',
  'identity',
  'plans',
  'tasks',
  'plan-import',
  'extensions',
  'obstacles',
  'inspections',
  'reports',
  'reminders',
  'notices',
  'figures',
  'documents',
  'webhooks',
];

// Libraries that a pure rule may stand on: they compute, and reach for neither clock, disk nor network.
const PURE_PACKAGES = ['date-chinese'];

const homeless = readdirSync(join(__dirname, 'api/src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'platform' && !STAIRS.includes(entry.name))
  .map((entry) => entry.name);
if (homeless.length > 0) {
  throw new Error(`api/src/${homeless.join(', api/src/')} has no place in STAIRS of .dependency-cruiser.cjs`);
}

const FEATURE = `^api/src/(?:${STAIRS.join('|')})/`;
const TEST_FILE = '\\.spec\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-imports-neither',
      comment: 'The words of the contract stand on nothing of ours.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(?:api|web)/' },
    },
    {
      name: 'web-and-api-apart',
      comment: 'They meet in the contract alone.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^api/' },
    },
    {
      name: 'api-and-web-apart',
      comment: 'They meet in the contract alone.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^web/' },
    },
    ...STAIRS.slice(0, -1).map((feature, step) => ({
      name: `stairs-${feature}`,
      comment: `${feature} may use platform and the features above it in STAIRS, never one below.`,
      severity: 'error',
      from: { path: `^api/src/${feature}/` },
      to: { path: `^api/src/(?:${STAIRS.slice(step + 1).join('|')})/` },
    })),
    {
      name: 'platform-knows-no-feature',
      comment: 'platform knows no business word.',
      severity: 'error',
      from: { path: '^api/src/platform/' },
      to: { path: FEATURE },
    },
    {
      name: 'nothing-imports-the-top',
      comment: 'main.ts, app.module.ts and their neighbours put the house together; nothing in it looks up to them.',
      severity: 'error',
      from: { path: '^api/src/[^/]+/', pathNot: TEST_FILE },
      to: { path: '^api/src/[^/]+\\.ts$' },
    },
    {
      name: 'product-imports-no-test',
      severity: 'error',
      from: { path: '^api/src/', pathNot: TEST_FILE },
      to: { path: ['^api/(?:test|bench)/', TEST_FILE] },
    },
    {
      name: 'domain-is-pure',
      comment: 'A rule in domain/ computes from what it is given: no Nest, no TypeORM, no clock, no entity, no I/O.',
      severity: 'error',
      from: { path: '^api/src/.*/domain/', pathNot: TEST_FILE },
      to: {
        path: ['^api/src/platform/', '\\.(?:entity|module|service|controller|queries)\\.ts$', 'node_modules/'],
        // The error that a rule says no with is a bare class.
        pathNot: ['/domain-error\\.ts$', ...PURE_PACKAGES.map((name) => `node_modules/${name}/`)],
      },
    },
    {
      name: 'domain-uses-no-node',
      comment: 'A rule in domain/ uses nothing of Node: no disk, no network, no process.',
      severity: 'error',
      from: { path: '^api/src/.*/domain/', pathNot: TEST_FILE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-by-their-doors',
      comment: 'From another feature only its *.module, *.service, *.events, domain/, and the port that it publishes.',
      severity: 'error',
      from: { path: `^api/src/(${STAIRS.join('|')})/`, pathNot: TEST_FILE },
      to: {
        path: FEATURE,
        pathNot: ['^api/src/$1/', '\\.(?:module|service|events|port)\\.ts$', '^api/src/[^/]+/domain/'],
      },
    },
    {
      name: 'controllers-touch-no-table',
      comment: 'A controller is one line a route: tables belong to services and queries.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: ['node_modules/(?:typeorm|@nestjs/typeorm)/', '\\.entity\\.ts$'] },
    },
    {
      name: 'no-cycles',
      comment: 'Only entities that relate to each other both ways may meet in a circle.',
      severity: 'error',
      from: {},
      to: { circular: true, via: { pathNot: '\\.entity\\.ts$' } },
    },
    {
      name: 'no-barrels',
      comment: 'Import the file that has the thing.',
      severity: 'error',
      from: { path: '/index\\.[cm]?tsx?$', pathNot: 'node_modules/' },
      to: {},
    },
    {
      name: 'no-barrel-imports',
      comment: 'Import the file that has the thing.',
      severity: 'error',
      from: {},
      to: { path: '/index\\.[cm]?tsx?$', pathNot: 'node_modules/' },
    },
    {
      name: 'web-features-below-app',
      severity: 'error',
      from: { path: '^web/src/features/' },
      to: { path: '^web/src/(?:app/|[^/]+\\.tsx?$)' },
    },
    {
      name: 'web-features-apart',
      comment: 'What two features share belongs in ui/ or lib/.',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'web-ui-and-lib-at-the-foot',
      severity: 'error',
      from: { path: '^web/src/(?:ui|lib)/' },
      to: { path: '^web/src/(?:app/|features/|[^/]+\\.tsx?$)' },
    },
    {
      name: 'web-lib-below-ui',
      severity: 'error',
      from: { path: '^web/src/lib/' },
      to: { path: '^web/src/ui/' },
    },
    {
      name: 'nothing-unresolved',
      comment: 'A path that cannot be followed would slip past every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:api|web|shared)/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json', '.d.ts'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
