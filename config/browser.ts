/** The browser that the browser tests drive: an installed Chrome, Chromium or Edge, else one that is installed for them. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'microsoft-edge-stable']

function candidates(): string[] {
  const { CHROME_PATH, PATH = '', PROGRAMFILES = 'C:\\Program Files', LOCALAPPDATA = '' } = process.env
  const x86 = process.env['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)'
  const own = CHROME_PATH ? [CHROME_PATH] : []
  if (process.platform === 'darwin') {
    return [...own, ...['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)]
  }
  if (process.platform === 'win32') {
    return [...own, ...[PROGRAMFILES, x86, LOCALAPPDATA].flatMap((folder) => [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')])]
  }
  return [...own, ...PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))]
}

/** A browser that is there may still lack libraries; asking for its version loads them. On Windows the question would open a window. */
const runs = (path: string): boolean => process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0

/** The path of a browser that runs, or null. */
export function findBrowser(): string | null {
  return [...candidates(), chromium.executablePath()].find((path) => path && existsSync(path) && runs(path)) ?? null
}

const run = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0

const mayUseApt = (): boolean => process.platform === 'linux' && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0

function aptInstall(...packages: string[]): boolean {
  console.log(`Installing ${packages.join(' and ')} with apt-get …`)
  return run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages])
}

/** Whether Chinese text is drawn as text and not as boxes; other systems bring a font along. */
const hasChineseFont = (): boolean => process.platform !== 'linux' || spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() !== ''

/**
 * Makes sure that there is a browser, by the means at hand: an installed one, Playwright's download, Debian's package.
 * Throws one sentence that says what to do where none works; the browser tests are never skipped in silence.
 */
export function ensureBrowser(): string {
  let path = findBrowser()
  if (!path) {
    console.log('No Chrome, Chromium or Edge found; fetching Chromium …')
    run(process.execPath, [resolve(__dirname, '../node_modules/playwright-core/cli.js'), 'install', 'chromium'])
    path = findBrowser()
  }
  if (!path && mayUseApt()) {
    aptInstall('chromium', 'fonts-wqy-microhei')
    path = findBrowser()
  }
  if (!path) throw new Error('The browser tests need Chrome, Chromium or Edge: install one, or name it in CHROME_PATH, and run npm test again.')
  if (!hasChineseFont() && !(mayUseApt() && aptInstall('fonts-wqy-microhei'))) {
    console.log('No Chinese font is installed: pictures of the pages will show boxes. Install one, such as fonts-wqy-microhei.')
  }
  return path
}
