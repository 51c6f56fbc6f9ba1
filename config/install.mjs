// Puts the packages of package-lock.json into node_modules where they are missing or older than the lock.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'))
  } catch {
    return null
  }
}

/** Whether node_modules holds every package of the lock in its version; packages for another system may be absent. */
export function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages
  const there = readJson('node_modules/.package-lock.json')?.packages
  if (!wanted || !there) return false
  return Object.entries(wanted).every(([path, { version, optional, link }]) => path === '' || optional || link || there[path]?.version === version)
}

/** Runs a command with this terminal's own input and output; throws where it fails. */
export function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options })
    child.once('error', fail)
    child.once('exit', (code, signal) => (code === 0 ? done() : fail(new Error(`"${command} ${args.join(' ')}" failed (${signal ?? code}).`))))
  })
}

/** Installs what is missing. `npm install` and not `npm ci`: npm 11's ci fails on a lock whose packages for other systems the registry lacks. */
export async function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing packages (a minute or two the first time) …')
  // .npmrc keeps npm silent; here its errors must be seen. Development packages are needed whatever NODE_ENV says.
  await run('npm', ['install', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (!isInstalled()) throw new Error('Some packages are still missing after npm install: delete node_modules and try again.')
}
