/**
 * The journeys (tests/*.spec.ts): JupyterLab with this extension, a real kernel, a real Chromium.
 *
 * Environment: CHROMIUM_PATH, the browser to use (else Playwright's own; scripts/browser.py finds
 * one); UI_PORT, the server's port (else a free one).
 */
const { execFileSync } = require('node:child_process');
const galata = require('@jupyterlab/galata/lib/playwright-config');

/** A port that nobody listens on. This file is read once more in each worker, hence the environment. */
function freePort() {
  const program =
    "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); });";
  return execFileSync(process.execPath, ['-e', program], {
    encoding: 'utf8'
  }).trim();
}

process.env.UI_PORT ||= freePort();
const address = `http://127.0.0.1:${process.env.UI_PORT}`;
process.env.TARGET_URL = address;

module.exports = {
  ...galata,
  testDir: 'tests',
  outputDir: 'test-results',
  // A test that passes only the second time is a failure here.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: [
    ['list'],
    ['json', { outputFile: '../.make/reports/playwright.json' }]
  ],
  use: {
    ...galata.use,
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    // A button that is not there fails its own line, not the whole test's minute and a half.
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    // Video needs an encoder that Debian's chromium does not bring along; the trace shows more.
    video: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run'
      ]
    }
  },
  webServer: {
    // Its log goes to a file: Galata clears up after each test by asking for things that are not there.
    command:
      'mkdir -p ../.make && exec jupyter lab --config jupyter_server_test_config.py ' +
      `--ServerApp.port=${process.env.UI_PORT} > ../.make/jupyter.log 2>&1`,
    // Kernels that the journeys need to go wrong: of another language, without the companion.
    env: { ...process.env, JUPYTER_PATH: `${__dirname}/jupyter` },
    url: `${address}/lab`,
    timeout: 120_000,
    reuseExistingServer: false
  }
};
