/**
 * jest: every src/**\/*.spec.ts(x), in jsdom.
 *
 * The base is JupyterLab's own, so that a spec may import @jupyterlab packages. Most specs import
 * none and start in well under a second; the first one to import @jupyterlab/notebook after an
 * install spends about 40 s on transforming it (jest caches the result).
 */
const jupyterlab = require('@jupyterlab/testutils/lib/jest-config');

/** Packages that ship ES modules only, so that jest has to transform them. */
const esModules = [
  '@codemirror',
  '@jupyter/react-components',
  '@jupyter/web-components',
  '@jupyter/ydoc',
  '@jupyterlab/',
  '@lezer',
  '@marijn',
  '@microsoft',
  'color',
  'd3-',
  'exenv-es6',
  'internmap',
  'lib0',
  'marked',
  'nanoid',
  'style-mod',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
].join('|');

const base = jupyterlab(__dirname);

module.exports = {
  ...base,
  // React's act() asks for it.
  globals: { ...base.globals, IS_REACT_ACT_ENVIRONMENT: true },
  collectCoverageFrom: ['src/**/*.{ts,tsx}', '!src/**/*.d.ts'],
  // Built copies and environments hold further package.json of the same names, which jest's module
  // map would report.
  modulePathIgnorePatterns: [
    '<rootDir>/\\.venvs?/',
    '<rootDir>/aioscope/labextension',
    '<rootDir>/lib',
    '<rootDir>/gallery/build',
    '<rootDir>/ui-tests'
  ],
  reporters: ['default'],
  setupFiles: [
    ...(base.setupFiles ?? []),
    '<rootDir>/src/testing/properties.ts'
  ],
  testRegex: 'src/.*\\.spec\\.tsx?$',
  // The base leaves out .mjs, which the d3 packages ship.
  transform: { ...base.transform, '^.+\\.mjs$': 'babel-jest' },
  transformIgnorePatterns: [`/node_modules/(?!${esModules}).+`]
};
