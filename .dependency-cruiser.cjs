/**
 * The arrows between folders. Each rule says what to do instead. `npm run check` fails if one is broken, and also
 * if fewer than 50 modules were seen (a parser that sees nothing would otherwise pass everything).
 */
const arrows = {
  base: [],
  wire: ['base'],
  model: ['base'],
  contracts: ['base'],
  brokers: ['base'],
  drawing: ['base', 'model'],
  document: ['base', 'model'],
  rules: ['base', 'model', 'contracts', 'brokers'],
  compare: ['base', 'model', 'contracts', 'brokers'],
  exchange: ['base', 'model', 'contracts', 'brokers', 'rules', 'compare', 'drawing'],
  connection: ['base', 'wire'],
  cli: ['base', 'model', 'contracts', 'brokers', 'rules', 'compare', 'exchange', 'drawing'],
  canvas: ['base', 'model', 'contracts', 'brokers', 'drawing', 'document', 'rules', 'compare', 'exchange', 'connection', 'wire'],
  workshop: [
    'base',
    'model',
    'contracts',
    'brokers',
    'drawing',
    'document',
    'rules',
    'compare',
    'exchange',
    'connection',
    'wire',
    'canvas',
  ],
};

const layers = Object.entries(arrows).map(([folder, may]) => ({
  name: `${folder}-arrows`,
  comment: `src/${folder} may import itself${may.length > 0 ? ` and ${may.join(', ')}` : ' alone'}: move what is shared into one of those.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.(test|testkit)\\.tsx?$' },
  to: { path: '^(src|server|scripts|e2e|templates)/', pathNot: `^src/(${[folder, ...may].join('|')})/` },
}));

const only = (name, library, folders, instead) => ({
  name,
  comment: instead,
  severity: 'error',
  from: { path: '^(src|server)/', pathNot: `^(${folders.join('|')})|\\.(test|testkit)\\.tsx?$` },
  to: { path: `node_modules/${library}` },
});

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'server-arrows',
      comment: 'The server knows base, wire, model and document: drawings and rules are the browser’s.',
      severity: 'error',
      from: { path: '^server/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(src|scripts|e2e|templates)/', pathNot: '^src/(base|wire|model|document)/' },
    },
    {
      name: 'app-is-the-rim',
      comment: 'Nothing imports src/app: what two pages share belongs to canvas or workshop.',
      severity: 'error',
      from: { pathNot: '^src/app/' },
      to: { path: '^src/app/' },
    },
    only(
      'yjs-behind-the-document',
      '(yjs|y-protocols|y-websocket|y-indexeddb|lib0)/',
      ['src/document/', 'src/connection/', 'src/app/session', 'src/canvas/presence/', 'server/'],
      'Speak to the document (src/document) or the room (src/connection), not to Yjs.',
    ),
    only(
      'react-flow-behind-the-adapter',
      '@xyflow/',
      ['src/canvas/surface/'],
      'Only the surface’s adapter knows React Flow: version 13 will change it.',
    ),
    only(
      'ajv-behind-validation',
      'ajv',
      ['src/base/validate', 'src/contracts/', 'src/model/generated/'],
      'Check input through base/validate.ts (Node) or the generated validators (browser).',
    ),
    {
      name: 'no-react-in-pure-folders',
      comment: 'Pure folders and the server render nothing.',
      severity: 'error',
      from: { path: '^(src/(base|wire|model|contracts|brokers|document|rules|compare|exchange|drawing|connection)|server)/' },
      to: { path: 'node_modules/(react|react-dom|@xyflow|react-aria-components)/' },
    },
    {
      name: 'no-node-in-pure-folders',
      comment: 'Pure folders run in the browser too: files and processes belong to server, scripts or cli.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/|^src/base/validate\\.ts$|\\.(test|testkit)\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      comment: 'Two modules that need each other are one module, or lack a third.',
      severity: 'error',
      from: { pathNot: '^src/model/(kind|property|kinds/)' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css\\?|\\?worker|\\?raw|\\?url' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
